import { useId } from 'react';
import type { Against, Measured } from '../../policies/index.ts';
import type { StoredTrajectory } from '../../storage/index.ts';
import { ratioWords as words } from '../locale/ratios.ts';
import { RatioLegend } from './RatioLegend.tsx';
import { RatioText } from './RatioText.tsx';
import styles from './Ratios.module.css';
import type { Asked } from './useMeasurement.ts';

/** How the log-ratios of a conversation's texts are shown: the same for all of its replies. */
export interface RatioView {
  readonly asked: Asked;
  readonly part: StoredTrajectory['part'];
  /** As chosen; panels have but one. */
  readonly against: Against;
  readonly onAgainst: (against: Against) => void;
}

interface RatiosProps {
  readonly view: RatioView;
  readonly reply: StoredTrajectory['trajectory']['played'][number];
  /** Counted from 0. */
  readonly turn: number;
  readonly title: string;
  /** False: the text's words are not what is measured. */
  readonly hasTokens: boolean;
}

/** What training made of the words of one reply: log-ratios, their sum, the implicit reward. */
export function Ratios({ view, reply, turn, title, hasTokens }: RatiosProps) {
  const { asked, part } = view;
  const { measurement, fault } = asked;
  const against = part === 'panel' ? 'untrained' : view.against;
  const measured = measurement?.kind === 'measured' ? measurement : null;
  const isAsking = measurement === null && fault === null;
  const texts = reply.plan ? (['plan', 'reply'] as const) : (['reply'] as const);
  return (
    <section className={styles['ratios']} aria-label={title} aria-busy={isAsking}>
      <h4>{title}</h4>
      <Choice {...view} against={against} />
      <p className={styles['which']}>
        {measured ? whichOf(measured, against) : isAsking ? words.asking : words.notMeasured}
      </p>
      <RatioLegend />
      {texts.map((writes) => (
        <RatioText
          key={writes}
          {...{ asked, measured, against, writes, hasTokens }}
          isNamed={reply.plan !== null}
          tellsWhy={turn === 0 && writes === texts[0]}
          written={reply[writes]}
          text={measured?.texts.find((each) => each.turn === turn && each.writes === writes) ?? null}
        />
      ))}
    </section>
  );
}

function whichOf({ policy, update }: Measured, against: Against): string {
  if (against === 'untrained') return words.untrained(policy);
  return update ? words.update(update) : words.noUpdate;
}

function Choice({ part, against, onAgainst }: Pick<RatioView, 'part' | 'against' | 'onAgainst'>) {
  const name = useId();
  return (
    <fieldset className={styles['choice']}>
      <legend>{words.against}</legend>
      {(['untrained', 'update'] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            checked={against === each}
            disabled={each === 'update' && part === 'panel'}
            onChange={() => {
              onAgainst(each);
            }}
          />
          {words.choices[each]}
        </label>
      ))}
    </fieldset>
  );
}
