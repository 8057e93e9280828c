import { createFromModel } from '../../engine/modelFile.ts';
import type { Engine, EngineOptions } from '../../engine/engine.ts';
import { Tokenizer } from '../../engine/tokenizer/index.ts';
import type { ModelShape } from '../../engine/transformer/shape.ts';
import { BuiltinModel } from './builtinModel.ts';
import { localInference } from './localInference.ts';

/**
 * The built-in model in this thread, and the engine that it runs on, for whoever changes its adapter. `weights`: the bytes
 * of weights.bin; `tokenizer`: the parsed tokenizer.json.
 * Throws WeightsFileError, TokenizerError or EngineError for files that are damaged or do not belong together.
 */
export async function openBuiltinModel(
  weights: Uint8Array,
  tokenizer: unknown,
  options: Omit<EngineOptions, 'shape'> = { training: 'none' },
): Promise<{ model: BuiltinModel; engine: Engine; hash: string }> {
  const words = Tokenizer.fromJson(tokenizer);
  const { engine, hash } = await createFromModel(weights, options);
  checkTokenizer(words, engine.shape);
  return { model: new BuiltinModel(words, localInference(engine), engine.shape.context), engine, hash };
}

/** Throws RangeError where a model has more or fewer tokens than its tokenizer. */
export function checkTokenizer({ size }: Tokenizer, { vocabulary }: ModelShape): void {
  if (size === vocabulary) return;
  throw new RangeError(
    `the tokenizer has ${String(size)} tokens, the model ${String(vocabulary)}: they do not belong together`,
  );
}
