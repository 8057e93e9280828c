import type { SupervisedRow } from '../engine/training/steps.ts';

/** Endless training data: a function of the row's index and nothing else. */
export interface TrainingCorpus {
  /** Number of tokens, as the model's shape wants it. */
  readonly vocabulary: number;
  /** Row `index`, from 0 on: tokens and their weights, at most context + 1 tokens. Always the same for an index. */
  row(index: number): SupervisedRow;
  /** What tokenizer.json is to hold, where the rows are of text. */
  readonly tokenizer?: unknown;
}
