import type { TrainingRow } from '../learners/contract.ts';

/** Whatever can tell how likely texts are to the policies of a run. */
export interface Scorer {
  readonly unit: 'token' | 'act';
  /** See MeasuredText. Throws RangeError for tokens that there are not. */
  words(tokens: readonly number[]): readonly string[];
  /**
   * Log-probabilities of each row's tokens (nats), result[row][token]. `policy`: as its learner saved it; null: the
   * untrained one. Throws where that is no policy of the run's learner.
   */
  logProbs(rows: readonly TrainingRow[], policy: Uint8Array | null): Promise<number[][]>;
}
