import type { DamagedEntry } from '../../../workers/protocol.ts';
import { libraryWords } from '../locale/library.ts';
import { useSession } from '../useSession.ts';
import { refusalText } from '../options/refusalText.ts';
import styles from './LibraryScreen.module.css';

/** Runs of which nothing can be shown but what is wrong with them. */
export function DamagedRuns({ damaged }: { damaged: readonly DamagedEntry[] }) {
  const { library } = useSession();
  const words = libraryWords.damaged;
  if (damaged.length === 0) return null;
  return (
    <section className={styles['card']} aria-label={words.title(damaged.length)}>
      <h2>{words.title(damaged.length)}</h2>
      <p>{words.text}</p>
      <ul className={styles['damaged']}>
        {damaged.map(({ id, refusal }) => (
          <li key={id}>
            <code>
              {id.slice(0, 12)}: {refusalText(refusal)}
            </code>
            <button
              type="button"
              onClick={() => {
                library.remove(id);
              }}
            >
              {libraryWords.delete}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
