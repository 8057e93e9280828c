import { rowsOf } from '../experiments/run/training.ts';
import type { TrainingRow } from '../learners/contract.ts';
import type { StoredTrajectory } from '../storage/index.ts';
import { said, UnmeasuredError } from './errors.ts';
import type { Scorer } from './scorer.ts';

/** A text of the agent: as it is stored, and with its prompt as the row that the loop makes of it. */
export interface OwnText {
  /** Which reply it belongs to, counted from 0. */
  readonly turn: number;
  readonly row: TrainingRow;
  readonly written: StoredTrajectory['trajectory']['played'][number]['reply'];
}

/** All that the agent wrote in a trajectory, in its order: each reply, behind its plan if it has one. */
export function ownTexts({ trajectory: { state, turns, played } }: StoredTrajectory): OwnText[] {
  return played.flatMap((reply, turn) =>
    rowsOf({ state, turns, played: [reply] }, true).map((row): OwnText => {
      const written = row.writes === 'plan' ? reply.plan : reply.reply;
      if (!written) throw new RangeError('a row of no text');
      return { turn, row, written };
    }),
  );
}

/** What a text's tokens stand for. Throws UnmeasuredError where tokens, their log-probabilities and the text differ. */
export function wordsOf({ turn, row, written }: OwnText, scorer: Scorer): readonly string[] {
  const { text, tokens, logProbs } = written;
  const place = `played.${String(turn)}.${row.writes}`;
  if (tokens.length === 0 || logProbs.length !== tokens.length || !logProbs.every(Number.isFinite)) {
    throw new UnmeasuredError('damaged', { code: 'otherLogProbs' }, place);
  }
  try {
    const words = scorer.words(tokens);
    if (scorer.unit === 'act' || words.join('') === text) return words;
  } catch (error) {
    throw new UnmeasuredError('damaged', said(error), place);
  }
  throw new UnmeasuredError('damaged', { code: 'otherTokens' }, place);
}

/**
 * Log-probabilities of all texts' tokens: result[text][token], nats. `policy`: as its learner saved it; null: the untrained
 * one. Throws UnmeasuredError where the stored bytes are no policy of the run, or the texts are none of its agent's.
 */
export async function scoresOf(
  scorer: Scorer,
  texts: readonly OwnText[],
  policy: Uint8Array | null,
): Promise<number[][]> {
  let scores: number[][];
  try {
    scores = await scorer.logProbs(
      texts.map(({ row }) => row),
      policy,
    );
  } catch (error) {
    throw new UnmeasuredError('damaged', said(error));
  }
  if (scores.flat().every(Number.isFinite)) return scores;
  throw new UnmeasuredError('damaged', { code: 'unwritable' });
}
