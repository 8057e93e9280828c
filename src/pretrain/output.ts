import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { encodeModelTensors } from '../engine/modelFile.ts';
import type { ModelShape } from '../engine/transformer/shape.ts';
import type { TrainingState } from './checkpoint.ts';
import { writeWhole } from '../disk/writeWhole.ts';
import type { Course, PretrainPlan } from './plan.ts';
import type { SizeName } from './sizes.ts';

/** What pretraining.json says. */
export interface PretrainRecord {
  readonly size: SizeName;
  readonly shape: ModelShape;
  readonly seed: number;
  /** Trained on, as the budget counts them. */
  readonly tokens: number;
  readonly steps: number;
  /** Working time, summed over interruptions. */
  readonly seconds: number;
  readonly tokensPerSecond: number;
  /** Running mean over the last steps, nats a token. */
  readonly finalLoss: number;
  /** Of the whole file weights.bin. */
  readonly weightsSha256: string;
  readonly plan: PretrainPlan;
}

/** Writes weights.bin (float16), tokenizer.json and pretraining.json into a folder. */
export async function writeModel(
  folder: string,
  course: Course,
  state: TrainingState,
  tokenizer: unknown,
): Promise<PretrainRecord> {
  const { plan, shape } = course;
  const weights = encodeModelTensors(shape, state.tensors, 'float16');
  const record: PretrainRecord = {
    size: plan.size,
    shape,
    seed: plan.seed,
    tokens: state.tokens,
    steps: state.step,
    seconds: state.seconds,
    tokensPerSecond: state.tokens / state.seconds,
    finalLoss: state.loss,
    weightsSha256: createHash('sha256').update(weights).digest('hex'),
    plan,
  };
  await writeWhole(join(folder, 'weights.bin'), weights);
  if (tokenizer !== undefined) await writeWhole(join(folder, 'tokenizer.json'), `${JSON.stringify(tokenizer)}\n`);
  await writeWhole(join(folder, 'pretraining.json'), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}
