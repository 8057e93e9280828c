// A model and batches for the tests of the jax-js path; their parameters come from engineCases.ts.
import { RandomStream } from '../../src/core/rng/index.ts';
import type { TokenBatch } from '../../src/engine/jax/index.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';

export const smallShape: ModelShape = {
  vocabulary: 64,
  context: 16,
  width: 32,
  layers: 2,
  heads: 2,
  hidden: 64,
  mlp: 'silu',
  position: 'learned',
};

/** Rows in which the next token mostly follows from the present one, of different lengths, padded with weight 0. */
export function learnableBatch(shape: ModelShape, rows: number, length: number, seed = 1): TokenBatch {
  const stream = RandomStream.root(seed).child('batch');
  const size = rows * length;
  const tokens = new Int32Array(size);
  const targets = new Int32Array(size);
  const weights = new Float32Array(size);
  for (let row = 0; row < rows; row++) {
    const used = length - (row % 4);
    let token = stream.integer(shape.vocabulary);
    for (let t = 0; t < used; t++) {
      const at = row * length + t;
      tokens[at] = token;
      token = stream.uniform() < 0.8 ? (token * 5 + 3) % shape.vocabulary : stream.integer(shape.vocabulary);
      targets[at] = token;
      weights[at] = 0.5 + (t % 3) / 2;
    }
  }
  return { rows, length, tokens, targets, weights };
}
