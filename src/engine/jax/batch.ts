import type { KtoOptions } from '../../core/kto/index.ts';
import type { KtoExample, SupervisedRow } from '../training/steps.ts';
import type { ModelShape } from '../transformer/shape.ts';
import { JaxError } from './load.ts';

/**
 * A rectangle of sequences, row-major [rows][length]. Position t of a row predicts `targets[t]` from `tokens[0..t]`;
 * the weight of padding is 0. Compiled code is kept for each (rows, length), so few different sizes are best.
 */
export interface TokenBatch {
  readonly rows: number;
  readonly length: number;
  readonly tokens: Int32Array;
  readonly targets: Int32Array;
  /** Weight of each target in the loss; need not sum to 1. In a KTO batch: 1 on the completion, 0 elsewhere. */
  readonly weights: Float32Array;
}

/** One row for each prompt with its completion, and the settings of the loss. */
export interface KtoBatch extends TokenBatch, KtoOptions {
  readonly desirable: readonly boolean[];
  /** Log-probability of each row's completion under the reference policy, summed over its tokens, nats. */
  readonly referenceLogProbs: Float32Array;
}

/** Rows of different lengths as a rectangle as long as the longest, or as `length`. */
export function supervisedBatch(rows: readonly SupervisedRow[], length?: number): TokenBatch {
  const longest = rows.reduce((most, row) => Math.max(most, row.tokens.length - 1), 0);
  const columns = length ?? longest;
  if (longest > columns)
    throw new JaxError('badBatch', `a row predicts ${String(longest)} tokens, not ${String(columns)}`);
  const size = rows.length * columns;
  const tokens = new Int32Array(size);
  const targets = new Int32Array(size);
  const weights = new Float32Array(size);
  for (const [index, row] of rows.entries()) {
    for (let t = 0; t + 1 < row.tokens.length; t++) {
      const at = index * columns + t;
      tokens[at] = row.tokens[t] ?? 0;
      targets[at] = row.tokens[t + 1] ?? 0;
      weights[at] = row.weights[t + 1] ?? 0;
    }
  }
  return { rows: rows.length, length: columns, tokens, targets, weights };
}

/** As {@link supervisedBatch}, with weight 1 on every token of the completions. */
export function ktoBatch(
  examples: readonly KtoExample[],
  referenceLogProbs: Float32Array,
  options: KtoOptions,
  length?: number,
): KtoBatch {
  const rows = examples.map(({ prompt, completion }) => ({
    tokens: [...prompt, ...completion],
    weights: [...prompt.map(() => 0), ...completion.map(() => 1)],
  }));
  const desirable = examples.map((example) => example.desirable);
  return { ...supervisedBatch(rows, length), ...options, desirable, referenceLogProbs };
}

/** Throws a {@link JaxError} unless the arrays fit the sizes, every token exists and the rows fit the context. */
export function checkBatch(shape: ModelShape, batch: TokenBatch): void {
  const { rows, length, tokens, targets, weights } = batch;
  const size = rows * length;
  if (!(Number.isInteger(rows) && rows > 0 && Number.isInteger(length) && length > 0)) {
    throw new JaxError('badBatch', `a batch of ${String(rows)} rows of ${String(length)} tokens`);
  }
  if (length > shape.context) {
    throw new JaxError('badBatch', `${String(length)} tokens do not fit a context of ${String(shape.context)}`);
  }
  for (const [name, array] of Object.entries({ tokens, targets, weights })) {
    if (array.length !== size) {
      throw new JaxError('badBatch', `${name} has ${String(array.length)} entries, not ${String(size)}`);
    }
  }
  checkTokens(shape, tokens);
  checkTokens(shape, targets);
}

export function checkTokens(shape: ModelShape, tokens: Int32Array): void {
  const bad = tokens.findIndex((token) => token < 0 || token >= shape.vocabulary);
  if (bad >= 0)
    throw new JaxError('badBatch', `token ${String(tokens[bad])} at ${String(bad)} is outside the vocabulary`);
}
