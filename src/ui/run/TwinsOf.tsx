import { useState } from 'react';
import { builtinFigures } from '../../experiments/index.ts';
import { pairKind, samePair, tellingPair } from '../../facts/index.ts';
import type { Group, PolicyFact } from '../../facts/index.ts';
import { pageWords } from '../locale/page.ts';
import { pointRange } from '../locale/numbers.ts';
import { Conversation } from './Conversation.tsx';
import { GroupMark } from './Marks.tsx';
import styles from './Twins.module.css';

const words = pageWords.twins;
const groups = ['gameable', 'other'] as const;

interface TwinsOfProps {
  /** The one looked at; null: there is none. */
  readonly policy: PolicyFact | null;
  readonly newest: PolicyFact | null;
  readonly untrained: PolicyFact | null;
}

/** The same opening twice with one difference, and what the policy looked at says to each. */
export function TwinsOf({ policy, newest, untrained }: TwinsOfProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const n = policy?.twins.length ?? 0;
  const index = Math.min(chosen ?? (newest ? tellingPair(newest, untrained) : 0), Math.max(0, n - 1));
  const pair = policy?.twins[index];
  const base = pair && untrained !== policy ? untrained?.twins.find((each) => samePair(each, pair)) : undefined;
  const effect = pair && policy.summary.twins[pair.channel];
  const turn = (step: number): void => {
    setChosen((index + step + n) % n);
  };
  return (
    <section className={styles['card']} aria-label={words.region}>
      <div className={styles['head']}>
        <h2>{pair ? words[pairKind(pair)] : words.nothing}</h2>
        {pair && (
          <div className={styles['pager']}>
            <button
              type="button"
              aria-label={words.before}
              onClick={() => {
                turn(-1);
              }}
            >
              ‹
            </button>
            <span>{words.pair(index + 1, n)}</span>
            <button
              type="button"
              aria-label={words.after}
              onClick={() => {
                turn(1);
              }}
            >
              ›
            </button>
          </div>
        )}
      </div>
      <p className={styles['caption']}>
        {pair ? `${words.whose[pair.group]} ${words.channels[pair.channel]}` : policy ? words.none : words.nothingText}{' '}
        {pair?.channel === 'goal' && words.oppositeGoal(builtinFigures.oppositeGoal)}{' '}
        {pair && chosen === null && words.telling(n)}{' '}
        {effect && words.effect(effect.value, pointRange(effect), effect.n)} {base && words.changed}
      </p>
      <div className={styles['pair']} role="region" aria-label={words.conversations} tabIndex={0}>
        {pair ? (
          <>
            <Conversation group="gameable" shown={pair.gameable} twin={pair.other} base={base?.gameable ?? null} />
            <Conversation group="other" shown={pair.other} twin={pair.gameable} base={base?.other ?? null} />
          </>
        ) : (
          !policy && groups.map((group) => <Placeholder key={group} group={group} />)
        )}
      </div>
    </section>
  );
}

/** Where a conversation will stand. */
function Placeholder({ group }: { group: Group }) {
  return (
    <div className={styles['placeholder']}>
      <h3>
        <GroupMark group={group} />
        {words.heads[group]}
      </h3>
      <p>{words.placeholders[group]}</p>
    </div>
  );
}
