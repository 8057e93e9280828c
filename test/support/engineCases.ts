// Tiny models, batches and helpers for the tests of the engine.
import { RandomStream } from '../../src/core/rng/index.ts';
import type { KtoExample, SupervisedRow } from '../../src/engine/training/steps.ts';
import { paddedRank, loraSpecs } from '../../src/engine/transformer/plan.ts';
import { elementCount, tensorSpecs, type ModelShape, type TensorSpec } from '../../src/engine/transformer/shape.ts';
import type { NamedTensor } from '../../src/engine/transformer/tensors.ts';
import type { Parameters } from './referenceModel.ts';

export const siluLearned: ModelShape = {
  vocabulary: 24,
  context: 13,
  width: 16,
  layers: 2,
  heads: 2,
  hidden: 24,
  mlp: 'silu',
  position: 'learned',
};

export const gatedRotary: ModelShape = {
  vocabulary: 32,
  context: 19,
  width: 24,
  layers: 2,
  heads: 1,
  hidden: 40,
  mlp: 'gated',
  position: 'rotary',
};

/** With the token before: as the built-in model. */
export const siluShifted: ModelShape = { ...siluLearned, position: 'rotary', tokenShift: true };

/** Normal values; gains off 1, everything large enough to matter. */
function randomTensors(
  specs: readonly TensorSpec[],
  stream: RandomStream,
  deviation: (spec: TensorSpec) => number,
): NamedTensor[] {
  return specs.map((spec) => {
    const own = stream.child(spec.name);
    const mean = spec.shape.length === 1 ? 1 : 0;
    const scale = deviation(spec);
    return {
      name: spec.name,
      shape: [...spec.shape],
      data: Float32Array.from({ length: elementCount(spec) }, () => mean + scale * own.normal()),
    };
  });
}

/** The larger the embedding, the more decided the model is. */
export function randomBase(shape: ModelShape, seed = 1, embedding = 0.5): NamedTensor[] {
  return randomTensors(tensorSpecs(shape), RandomStream.root(seed).child('base'), ({ name, shape: size }) => {
    if (size.length === 1) return 0.2;
    return name === 'embedding' || name === 'position' ? embedding : 1 / Math.sqrt(size[0] ?? 1);
  });
}

export function randomAdapter(shape: ModelShape, rank: number, seed = 1, deviationB = 0.3): NamedTensor[] {
  return randomTensors(loraSpecs(shape, rank), RandomStream.root(seed).child('adapter'), ({ name, shape: size }) =>
    name.endsWith('.loraB') ? deviationB : 1 / Math.sqrt(size[0] ?? 1),
  );
}

/** `count` tokens below `below`. */
export function randomTokens(stream: RandomStream, count: number, below: number): number[] {
  return Array.from({ length: count }, () => stream.integer(below));
}

/** Rows of the given lengths in tokens, about half of whose tokens carry a loss; tokens stay below `below`. */
export function raggedRows(
  lengths: readonly number[],
  below: number,
  stream = RandomStream.root(2).child('rows'),
): SupervisedRow[] {
  return lengths.map((length) => {
    const tokens = randomTokens(stream, length, below);
    const weights = tokens.map((_, i) =>
      i === length - 1 || (i > 0 && stream.uniform() < 0.5) ? 0.5 + stream.uniform() : 0,
    );
    return { tokens, weights };
  });
}

export function weightSum(rows: readonly SupervisedRow[]): number {
  let total = 0;
  for (const { weights } of rows) for (const weight of weights) total += weight;
  return total;
}

/** KTO rows of mixed lengths, every other one desirable. */
export function ktoExamples(
  shape: ModelShape,
  count: number,
  stream = RandomStream.root(3).child('kto'),
): KtoExample[] {
  return Array.from({ length: count }, (_, i) => {
    const prompt = randomTokens(stream, 1 + stream.integer(shape.context - 7), shape.vocabulary);
    const completion = randomTokens(stream, 1 + stream.integer(6), shape.vocabulary);
    return { prompt, completion, desirable: i % 2 === 0 };
  });
}

/**
 * The engine's gradient, one array of all tensors each padded to 16 floats, as unpadded values by name. With `rank` it
 * is that of an adapter, whose rank is padded to a multiple of 8; padding that is not zero is an error.
 */
export function gradientsByName(shape: ModelShape, gradient: Float32Array, rank?: number): Map<string, Float32Array> {
  const specs = rank === undefined ? tensorSpecs(shape) : loraSpecs(shape, paddedRank(rank));
  const found = new Map<string, Float32Array>();
  let start = 0;
  for (const spec of specs) {
    const count = elementCount(spec);
    const stored = gradient.subarray(start, start + count);
    found.set(spec.name, rank === undefined ? stored.slice() : unpadded(spec, stored, rank));
    start += Math.ceil(count / 16) * 16;
  }
  if (start !== gradient.length) throw new Error(`${String(gradient.length)} gradients, not ${String(start)}`);
  return found;
}

function unpadded(
  { name, shape: [rows = 0, columns = 0] }: TensorSpec,
  stored: Float32Array,
  rank: number,
): Float32Array {
  const kept = (row: number, column: number): boolean => (name.endsWith('.loraA') ? column < rank : row < rank);
  const values: number[] = [];
  for (let i = 0; i < rows * columns; i++) {
    const value = stored[i] ?? NaN;
    if (kept(Math.floor(i / columns), i % columns)) values.push(value);
    else if (value !== 0) throw new Error(`${name} has a gradient of ${String(value)} in its padding`);
  }
  return Float32Array.from(values);
}

/** `parameters` with `amount` times `direction` (or one entry) added to one tensor. */
export function moved(parameters: Parameters, name: string, direction: (index: number) => number): Parameters {
  const changed = new Map(parameters);
  const tensor = parameters.get(name);
  if (!tensor) throw new Error(`there is no tensor ${name}`);
  changed.set(
    name,
    tensor.map((value, i) => value + direction(i)),
  );
  return changed;
}

/** Bytes of the values, to be compared bit for bit. */
export function bits(values: ArrayLike<number>): string {
  return new Uint32Array(Float64Array.from(values).buffer).join();
}
