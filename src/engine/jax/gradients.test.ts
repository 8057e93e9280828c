// The oracle's own check: gradients by autodiff against central differences of the loss, which only need the forward pass.
import { describe, expect, test } from 'vitest';
import { randomAdapter, randomBase } from '../../../test/support/engineCases.ts';
import { learnableBatch, smallShape } from '../../../test/support/jaxCases.ts';
import type { ModelShape } from '../transformer/shape.ts';
import type { NamedTensor } from '../transformer/tensors.ts';
import { createJaxModel, type JaxModelOptions, ktoBatch, type TokenBatch } from './index.ts';

const lora = { rank: 4, alpha: 6, rankStabilised: false };
const gatedRotary: ModelShape = { ...smallShape, heads: 4, mlp: 'gated', position: 'rotary' };

async function logProbsOf(options: JaxModelOptions, batch: TokenBatch): Promise<Float32Array> {
  const model = await createJaxModel(options);
  const logProbs = await model.logProbs(batch);
  model.dispose();
  return logProbs;
}

/** sum(w nll) / sum(w), added up in double precision. */
async function supervisedLoss(options: JaxModelOptions, batch: TokenBatch): Promise<number> {
  const logProbs = await logProbsOf(options, batch);
  let sum = 0;
  let total = 0;
  for (const [index, weight] of batch.weights.entries()) {
    sum -= weight * (logProbs[index] ?? NaN);
    total += weight;
  }
  return sum / total;
}

function moved(tensors: readonly NamedTensor[], name: string, change: (data: Float32Array) => void): NamedTensor[] {
  return tensors.map((tensor) => {
    if (tensor.name !== name) return tensor;
    const data = tensor.data.slice();
    change(data);
    return { ...tensor, data };
  });
}

/** Slope of `lossOf` by one entry, by central difference. A float32 loss is good to about 1e-6, so the slope to 1e-4. */
async function slope(
  tensors: readonly NamedTensor[],
  name: string,
  index: number,
  lossOf: (tensors: NamedTensor[]) => Promise<number>,
): Promise<number> {
  const step = 0.01;
  const at = (amount: number): Promise<number> =>
    lossOf(
      moved(tensors, name, (data) => {
        data[index] = (data[index] ?? NaN) + amount;
      }),
    );
  return ((await at(step)) - (await at(-step))) / (2 * step);
}

/** Where the gradient is largest, and one entry chosen blindly. */
function entriesToCheck(gradient: Float32Array): number[] {
  let largest = 0;
  for (const [index, value] of gradient.entries()) {
    if (Math.abs(value) > Math.abs(gradient[largest] ?? 0)) largest = index;
  }
  return [largest, Math.floor(gradient.length * 0.6180339887)];
}

async function expectSlopes(
  tensors: readonly NamedTensor[],
  gradients: Map<string, Float32Array>,
  lossOf: (tensors: NamedTensor[]) => Promise<number>,
): Promise<void> {
  expect([...gradients.keys()].sort()).toEqual(tensors.map(({ name }) => name).sort());
  for (const [name, gradient] of gradients) {
    expect(Math.max(...gradient.map(Math.abs)), `${name} has a gradient`).toBeGreaterThan(2e-3);
    for (const index of entriesToCheck(gradient)) {
      const expected = await slope(tensors, name, index, lossOf);
      const found = gradient[index] ?? NaN;
      expect(
        Math.abs(found - expected),
        `${name}[${String(index)}]: ${String(found)}, by differences ${String(expected)}`,
      ).toBeLessThan(1.5e-4 + 0.005 * Math.abs(expected));
    }
  }
}

describe.each([
  ['silu, learned positions', smallShape],
  ['gated, rotary positions', gatedRotary],
  ['silu, the token before', { ...smallShape, tokenShift: true }],
])('%s', (_, shape) => {
  const batch = learnableBatch(shape, 4, 12); // shorter than the context
  const base = randomBase(shape);

  test('every kind of parameter', async () => {
    const lossOf = (tensors: NamedTensor[]): Promise<number> =>
      supervisedLoss({ shape, device: 'wasm', tensors }, batch);
    const model = await createJaxModel({ shape, device: 'wasm', tensors: base });
    const { loss, gradients } = await model.gradients(batch);
    model.dispose();
    expect(loss).toBeCloseTo(await lossOf(base), 5);
    await expectSlopes(base, gradients, lossOf);
  });

  test('every adapter tensor', async () => {
    const adapter = randomAdapter(shape, lora.rank, 1, 0.3);
    const optionsOf = (tensors: NamedTensor[]): JaxModelOptions => ({
      shape,
      device: 'wasm',
      tensors: base,
      lora: { ...lora, tensors },
    });
    const lossOf = (tensors: NamedTensor[]): Promise<number> => supervisedLoss(optionsOf(tensors), batch);
    const model = await createJaxModel(optionsOf(adapter));
    const { loss, gradients } = await model.gradients(batch);
    model.dispose();
    expect(loss).toBeCloseTo(await lossOf(adapter), 5);
    await expectSlopes(adapter, gradients, lossOf);
  });
});

test('KTO: every adapter tensor, z0 held fixed', async () => {
  const shape = smallShape;
  const base = randomBase(shape);
  const adapter = randomAdapter(shape, lora.rank, 1, 0.3);
  const examples = Array.from({ length: 4 }, (_, row) => ({
    prompt: [row, 7 * row + 1, 3],
    completion: Array.from({ length: 3 + row }, (_, i) => (11 * row + 5 * i) % shape.vocabulary),
    desirable: row % 2 === 0,
  }));
  const reference = Float32Array.of(-14, -18, -21, -25);
  const options = { beta: 0.3, desirableWeight: 1, undesirableWeight: 1.25, kl: 0.4 };
  const batch = ktoBatch(examples, reference, options);
  const optionsOf = (tensors: NamedTensor[]): JaxModelOptions => ({
    shape,
    device: 'wasm',
    tensors: base,
    lora: { ...lora, tensors },
  });
  // field.md 5.1, written out anew.
  const lossOf = async (tensors: NamedTensor[]): Promise<number> => {
    const logProbs = await logProbsOf(optionsOf(tensors), batch);
    let sum = 0;
    for (const [row, { desirable }] of examples.entries()) {
      let logRatio = -(reference[row] ?? NaN);
      for (let t = 0; t < batch.length; t++) {
        const at = row * batch.length + t;
        logRatio += (batch.weights[at] ?? NaN) * (logProbs[at] ?? NaN);
      }
      const u = options.beta * (desirable ? logRatio - options.kl : options.kl - logRatio);
      const weight = desirable ? options.desirableWeight : options.undesirableWeight;
      sum += weight * (1 - 1 / (1 + Math.exp(-u)));
    }
    return sum / examples.length;
  };
  const model = await createJaxModel(optionsOf(adapter));
  const { loss, gradients } = await model.ktoGradients(batch);
  model.dispose();
  expect(loss).toBeCloseTo(await lossOf(adapter), 5);
  await expectSlopes(adapter, gradients, lossOf);
});
