import type { StoredTrajectory } from '../../storage/index.ts';
import type { Group } from '../../facts/index.ts';
import { ratioWords } from '../locale/ratios.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import { Facts } from './Facts.tsx';
import { RatingBars } from './RatingBars.tsx';
import { Ratios } from './Ratios.tsx';
import type { RatioView } from './Ratios.tsx';
import styles from './Panel.module.css';

const words = trajectoryWords.panel;

type Reply = StoredTrajectory['trajectory']['played'][number];

interface ReplyFactsProps {
  readonly reply: Reply;
  readonly group: Group;
  /** Which of how many replies, counted from 0. */
  readonly turn: number;
  readonly of: number;
  readonly hasTokens: boolean;
  readonly ratios: RatioView;
}

/** How rater, vetoes, tagger and judge saw one reply, and what training made of its words. */
export function ReplyFacts({ reply, group, turn, of, hasTokens, ratios }: ReplyFactsProps) {
  const title = words.reply(turn + 1, of);
  const { rating, vetoes, harm, transition, gold } = reply;
  const scores = Object.entries(vetoes);
  const { ended, logProbs } = reply.reply;
  const logProb = logProbs.reduce((sum, each) => sum + each, 0);
  return (
    <section className={styles['facts']} aria-label={title}>
      <p className={styles['legend']}>{hasTokens ? words.tokens : words.noTokens}</p>
      <h3>{title}</h3>
      <div className={styles['judged']}>
        {rating.probabilities.length > 0 && (
          <RatingBars probabilities={rating.probabilities} expected={rating.expected} group={group} />
        )}
        <Facts
          facts={[
            [words.rating, words.ratingValue(rating.expected)],
            [words.gold, gold ? words.goldText(gold.harmful, gold.acts) : ended ? words.unparsed : words.cutOff],
            [words.judge, harm === null ? words.notAsked : words.judgeValue(harm)],
            ...(scores.length === 0 ? [[words.vetoName, words.noVeto] as const] : []),
            ...scores.map(
              ([kind, score]) => [words.vetoes[kind] ?? words.vetoName, words.vetoValue(kind, score)] as const,
            ),
            [words.logProb, words.logProbValue(logProb, logProbs.length)],
            ...(transition === null ? [] : [[words.transition, words.transitionValue(transition)] as const]),
          ]}
        />
      </div>
      <Ratios view={ratios} title={ratioWords.title(turn + 1, of)} {...{ reply, turn, hasTokens }} />
    </section>
  );
}
