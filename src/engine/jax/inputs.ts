import { elementCount, type ModelShape, type TensorSpec } from '../transformer/shape.ts';
import type { NamedTensor } from '../transformer/tensors.ts';
import { checkBatch, type KtoBatch, type TokenBatch } from './batch.ts';
import { JaxError, type Tensor, type Tensors } from './load.ts';
import type { KtoStepInputs, Sequences, Setup, SupervisedInputs } from './programs.ts';

/** Named values, row-major, in any order. */
export type TensorValues = readonly Pick<NamedTensor, 'name' | 'data'>[];

type Device = Pick<Setup, 'jax' | 'device'>;

/** A copy on the device. */
export function putFloats({ jax, device }: Device, data: Iterable<number>, shape?: readonly number[]): Tensor {
  const copy = Float32Array.from(data);
  return jax.numpy.array(copy, { shape: [...(shape ?? [copy.length])], device });
}

export function putTensors(target: Device, values: TensorValues, specs: readonly TensorSpec[]): Tensors {
  const byName = new Map(values.map(({ name, data }) => [name, data]));
  return Object.fromEntries(
    specs.map((spec) => {
      const data = byName.get(spec.name);
      if (data?.length !== elementCount(spec)) {
        const found = data === undefined ? 'missing' : `${String(data.length)} values long`;
        throw new JaxError('badTensor', `${spec.name} is ${found}, not [${spec.shape.join(', ')}]`);
      }
      return [spec.name, putFloats(target, data, spec.shape)];
    }),
  );
}

export function putSequences({ jax, device }: Device, shape: ModelShape, batch: TokenBatch): Sequences {
  checkBatch(shape, batch);
  const put = (ids: Int32Array): Tensor =>
    jax.numpy.array(Int32Array.from(ids), { shape: [batch.rows, batch.length], device });
  return { tokens: put(batch.tokens), targets: put(batch.targets) };
}

export function putSupervised(setup: Setup, batch: TokenBatch): SupervisedInputs {
  if (!(batch.weights.reduce((sum, weight) => sum + weight, 0) > 0)) {
    throw new JaxError('badBatch', 'the weights do not sum to more than 0');
  }
  return { ...putSequences(setup, setup.shape, batch), weights: putFloats(setup, batch.weights) };
}

export function putKto(setup: Setup, batch: KtoBatch): KtoStepInputs {
  const { rows, desirable, referenceLogProbs, beta, kl, desirableWeight, undesirableWeight } = batch;
  if (desirable.length !== rows || referenceLogProbs.length !== rows) {
    throw new JaxError('badBatch', `labels or reference log-probabilities are not ${String(rows)}`);
  }
  return {
    ...putSequences(setup, setup.shape, batch),
    kto: {
      mask: putFloats(setup, batch.weights),
      reference: putFloats(setup, referenceLogProbs),
      sign: putFloats(
        setup,
        desirable.map((good) => (good ? 1 : -1)),
      ),
      rowWeight: putFloats(
        setup,
        desirable.map((good) => (good ? desirableWeight : undesirableWeight)),
      ),
      scalars: putFloats(setup, [kl, beta]),
    },
  };
}

/** The array's values. Owns the array. */
export async function readFloats(tensor: Tensor): Promise<Float32Array> {
  const data: unknown = await tensor.data();
  if (data instanceof Float32Array) return data;
  throw new JaxError('badTensor', 'the array does not hold float32');
}

/** The array's values. Owns the array. */
export async function readWholeNumbers(tensor: Tensor): Promise<Int32Array> {
  const data: unknown = await tensor.data();
  if (data instanceof Int32Array) return data;
  throw new JaxError('badTensor', 'the array does not hold int32');
}

export async function readTensors(tensors: Tensors): Promise<Map<string, Float32Array>> {
  const entries = Object.entries(tensors).map(async ([name, tensor]) => [name, await readFloats(tensor)] as const);
  return new Map(await Promise.all(entries));
}
