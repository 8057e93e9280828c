import { readModelFile } from '../../engine/modelFile.ts';
import { EnginePool } from '../../engine/parallel/pool.ts';
import type { RemoteReplica } from '../../engine/parallel/pool.ts';
import { Tokenizer } from '../../engine/tokenizer/index.ts';
import type { EngineOptions } from '../../engine/types.ts';
import { BuiltinModel } from './builtinModel.ts';
import { checkTokenizer } from './open.ts';

/**
 * The built-in model in the replicas' workers. `weights`: the bytes of weights.bin; `tokenizer`: the parsed tokenizer.json.
 * `hash`: SHA-256 of the weights file. Throws as openBuiltinModel.
 */
export async function openBuiltinPool(
  replicas: readonly RemoteReplica[],
  weights: Uint8Array,
  tokenizer: unknown,
  options: Omit<EngineOptions, 'shape'>,
): Promise<{ model: BuiltinModel; pool: EnginePool; hash: string }> {
  const words = Tokenizer.fromJson(tokenizer);
  const { shape, hash } = readModelFile(weights);
  checkTokenizer(words, shape);
  const pool = await EnginePool.create(replicas, { ...options, shape });
  await pool.load(weights);
  return { model: new BuiltinModel(words, pool, shape.context), pool, hash };
}
