import { createFromModel } from '../../engine/modelFile.ts';
import type { EngineOptions } from '../../engine/engine.ts';
import { Tokenizer } from '../../engine/tokenizer/index.ts';
import { BuiltinModel } from './builtinModel.ts';
import { localInference } from './localInference.ts';

/**
 * The built-in model in this thread. `weights`: the bytes of weights.bin; `tokenizer`: the parsed tokenizer.json.
 * Throws WeightsFileError, TokenizerError or EngineError for files that are damaged or do not belong together.
 */
export async function openBuiltinModel(
  weights: Uint8Array,
  tokenizer: unknown,
  training: EngineOptions['training'] = 'none',
): Promise<{ model: BuiltinModel; hash: string }> {
  const words = Tokenizer.fromJson(tokenizer);
  const { engine, hash } = await createFromModel(weights, { training });
  if (engine.shape.vocabulary !== words.size) {
    throw new RangeError(
      `the tokenizer has ${String(words.size)} tokens, the model ${String(engine.shape.vocabulary)}: they do not belong together`,
    );
  }
  return { model: new BuiltinModel(words, localInference(engine), engine.shape.context), hash };
}
