// The model under examination, with everything that the measurements need of it.
import { readModelFolder } from '../../disk/modelFolder.ts';
import type { Engine } from '../../engine/engine.ts';
import { createFromModel } from '../../engine/modelFile.ts';
import type { EnginePool } from '../../engine/parallel/pool.ts';
import { Tokenizer } from '../../engine/tokenizer/index.ts';
import type { ModelShape } from '../../engine/transformer/shape.ts';
import { openBuiltinPool } from '../../models/builtin/index.ts';
import type { BuiltinModel } from '../../models/builtin/index.ts';
import { usualMinP } from '../../evaluation/sampling.ts';
import type { SamplingOptions } from '../../models/contract.ts';
import { startReplicas } from '../../threads/replicas.ts';

/** The adapter of the runs that the card speaks of (paper: rank 16, alpha 32, rank-stabilised). */
const cardLora = { rank: 16, alpha: 32, rankStabilised: true } as const;

export const cardSampling: SamplingOptions = { temperature: 1, minP: usualMinP, maxNewTokens: 90 };

export interface Subject {
  readonly file: Uint8Array;
  readonly tokenizer: Tokenizer;
  readonly shape: ModelShape;
  readonly pool: EnginePool;
  readonly model: BuiltinModel;
  /** One engine with a fresh adapter, for gradients and hidden states. */
  readonly engine: Engine;
  readonly stop: () => Promise<void>;
}

/** Opens `<folder>/weights.bin` and `<folder>/tokenizer.json` in `workers` worker threads and in this one. */
export async function openSubject(folder: string, workers: number, thread: URL): Promise<Subject> {
  const { weights: file, tokenizer } = await readModelFolder(folder);
  const { engine } = await createFromModel(file, { training: cardLora });
  const { replicas, stop } = startReplicas(workers, thread);
  const { model, pool } = await openBuiltinPool(replicas, file, tokenizer, { training: cardLora });
  return { file, tokenizer: Tokenizer.fromJson(tokenizer), shape: engine.shape, pool, model, engine, stop };
}
