import { beats } from '../../session/index.ts';
import type { Beat } from '../../session/index.ts';
import { lectureWords as words } from '../locale/lecture.ts';
import { useSession } from '../useSession.ts';
import styles from './Bars.module.css';
import page from './Lecture.module.css';

interface BeatBarProps {
  readonly beat: Beat;
  readonly hasNotes: boolean;
  readonly onNotes: () => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** The beats as dots with names, and what keys do as buttons. */
export function BeatBar({ beat, hasNotes, onNotes, onBack, onNext }: BeatBarProps) {
  const session = useSession();
  return (
    <footer className={styles['bottom']}>
      <p>{words.about}</p>
      <nav aria-label={words.nav}>
        {beats.map((each) => (
          <button
            key={each}
            type="button"
            title={words.names[each]}
            aria-current={each === beat ? 'step' : undefined}
            onClick={() => {
              session.goToBeat(each);
            }}
          >
            <i aria-hidden="true" />
            <span>{words.names[each]}</span>
          </button>
        ))}
      </nav>
      <div className={styles['turn']}>
        <button type="button" aria-pressed={hasNotes} onClick={onNotes}>
          {words.notes}
        </button>
        <button type="button" disabled={beat === beats[0]} onClick={onBack}>
          {words.before}
        </button>
        <button type="button" className={page['lead']} disabled={beat === beats.at(-1)} onClick={onNext}>
          {words.next}
        </button>
      </div>
    </footer>
  );
}
