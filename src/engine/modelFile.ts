// Weights files that say what they hold: a model with its shape, an adapter with its settings and the base it is for.
import * as v from 'valibot';
import { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { loraSchema, parse, shapeSchema } from './parallel/messages.ts';
import type { ModelShape } from './transformer/shape.ts';
import type { NamedTensor } from './transformer/tensors.ts';
import type { EngineOptions, LoraOptions } from './types.ts';
import { decodeWeights, encodeWeights } from './weights/index.ts';

type Storage = Parameters<typeof encodeWeights>[1];

const modelSchema = v.looseObject({ shape: shapeSchema });
const adapterSchema = v.looseObject({ lora: loraSchema, base: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** The base model of an engine as a file. */
export function encodeModel(engine: Engine, storage: Storage): Uint8Array<ArrayBuffer> {
  return encodeModelTensors(engine.shape, engine.baseTensors(), storage);
}

/** {@link encodeModel} for parameters that were read from an engine elsewhere. */
export function encodeModelTensors(
  shape: ModelShape,
  tensors: readonly NamedTensor[],
  storage: Storage,
): Uint8Array<ArrayBuffer> {
  return encodeWeights({ kind: 'model', metadata: { shape: { ...shape } }, tensors }, storage);
}

/**
 * An engine with the model of a file. Throws WeightsFileError for a damaged file, EngineError('badInput') for one that
 * is not a model or contradicts itself. `hash` is the file's SHA-256, by which adapters name it.
 */
export async function createFromModel(
  file: Uint8Array,
  options: Omit<EngineOptions, 'shape'>,
): Promise<{ engine: Engine; hash: string }> {
  const { shape, tensors, hash } = readModelFile(file);
  const engine = await Engine.create({ ...options, shape });
  engine.loadBase(tensors);
  return { engine, hash };
}

/** What a model file holds. `hash`: its SHA-256. Throws as {@link createFromModel}. */
export function readModelFile(file: Uint8Array): { shape: ModelShape; tensors: readonly NamedTensor[]; hash: string } {
  const { kind, metadata, tensors, sha256 } = decodeWeights(file);
  if (kind !== 'model') throw new EngineError('badInput', 'the file holds an adapter, not a model');
  return { shape: parse(modelSchema, 'metadata', metadata).shape, tensors, hash: sha256 };
}

/** Loads a model of the engine's own shape; gives the file's SHA-256. Throws as {@link createFromModel}. */
export function loadModelFile(engine: Engine, file: Uint8Array): string {
  const { shape, tensors, hash } = readModelFile(file);
  for (const key of Object.keys({ ...shape, ...engine.shape }) as (keyof ModelShape)[]) {
    const [found, own] = [shape[key] ?? false, engine.shape[key] ?? false];
    if (found !== own)
      throw new EngineError('badInput', `shape.${key}: the model has ${String(found)}, the engine ${String(own)}`);
  }
  engine.loadBase(tensors);
  return hash;
}

/** The adapter of an engine as a file. `base` is the hash of the model file that it was trained on. */
export function encodeAdapter(engine: Engine, base: string): Uint8Array {
  const metadata = { lora: { ...loraOf(engine) }, base };
  return encodeWeights({ kind: 'adapter', metadata, tensors: engine.adapterTensors() }, 'float32');
}

/** Loads an adapter made for the same base and with the same settings. Throws as {@link createFromModel}. */
export function loadAdapterFile(engine: Engine, file: Uint8Array, base: string): void {
  const { kind, metadata, tensors } = decodeWeights(file);
  if (kind !== 'adapter') throw new EngineError('badInput', 'the file holds a model, not an adapter');
  const found = parse(adapterSchema, 'metadata', metadata);
  if (found.base !== base) {
    throw new EngineError(
      'badInput',
      `base: the adapter was trained on ${found.base.slice(0, 12)}, not on ${base.slice(0, 12)}`,
    );
  }
  const own = loraOf(engine);
  for (const key of ['rank', 'alpha', 'rankStabilised'] as const) {
    if (found.lora[key] !== own[key]) {
      throw new EngineError(
        'badInput',
        `lora.${key}: the adapter has ${String(found.lora[key])}, the engine ${String(own[key])}`,
      );
    }
  }
  engine.loadAdapter(tensors);
}

function loraOf({ training }: Engine): LoraOptions {
  if (typeof training !== 'object') throw new EngineError('notAvailable', 'this engine has no adapter');
  return training;
}
