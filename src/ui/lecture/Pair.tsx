import type { TwinPair } from '../../facts/index.ts';
import { Conversation } from '../run/Conversation.tsx';
import { pageWords } from '../locale/page.ts';
import styles from './Lecture.module.css';

/** A twin pair, large. `base`: the same pair before training, against which the replies are marked; null: nothing is marked. */
export function Pair({ pair, base }: { pair: TwinPair; base: TwinPair | null }) {
  return (
    <div className={styles['pair']} role="region" aria-label={pageWords.twins.conversations}>
      <h2 className="spoken">{pageWords.twins.conversations}</h2>
      <Conversation group="gameable" shown={pair.gameable} twin={pair.other} base={base?.gameable ?? null} />
      <Conversation group="other" shown={pair.other} twin={pair.gameable} base={base?.other ?? null} />
    </div>
  );
}
