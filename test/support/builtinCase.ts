// A built-in model of random weights, small enough for unit tests.
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { encodeModel } from '../../src/engine/modelFile.ts';
import { Tokenizer } from '../../src/engine/tokenizer/index.ts';
import { marks } from '../../src/roles/index.ts';

const words =
  '0 1 2 3 4 5 6 7 8 9 10 . , ? ! I you a the of to and not or is it how harmful against rules wants hear that can we do ' +
  'smoke again would fine nurse harm hello yes no';

export const tinyContext = 64;

export const tinyTokenizer = Tokenizer.create({ marks, words: words.split(' ') });

/** The bytes of a weights file for `vocabulary` tokens. */
export async function tinyWeights(
  seed = 1,
  vocabulary = tinyTokenizer.size,
  context = tinyContext,
): Promise<Uint8Array> {
  const shape = { vocabulary, context, width: 16, layers: 1, heads: 2, hidden: 24 } as const;
  const engine = await Engine.create({ shape: { ...shape, mlp: 'silu', position: 'rotary' }, training: 'none' });
  engine.initialise(RandomStream.root(seed));
  return encodeModel(engine, 'float32');
}
