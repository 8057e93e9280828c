import { describe, expect, test } from 'vitest';
import { randomAdapter, randomBase } from '../../../test/support/engineCases.ts';
import { learnableBatch, smallShape } from '../../../test/support/jaxCases.ts';
import type { AdamOptions } from '../training/optimizer.ts';
import type { ModelShape } from '../transformer/shape.ts';
import { createJaxModel, type JaxModel, JaxError, ktoBatch, supervisedBatch } from './index.ts';

const adam: AdamOptions = {
  learningRate: 3e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: Infinity,
};
const lora = { rank: 4, alpha: 8, rankStabilised: false };
const shapes: [string, ModelShape][] = [
  ['silu, learned positions', smallShape],
  ['gated, rotary positions', { ...smallShape, mlp: 'gated', position: 'rotary' }],
];

function create(shape: ModelShape, adapterB?: number, rankStabilised = false): Promise<JaxModel> {
  const tensors = randomBase(shape);
  if (adapterB === undefined) return createJaxModel({ shape, device: 'wasm', tensors });
  const adapter = { ...lora, rankStabilised, tensors: randomAdapter(shape, lora.rank, 1, adapterB) };
  return createJaxModel({ shape, device: 'wasm', tensors, lora: adapter });
}

function largestDifference(a: Iterable<number>, b: ArrayLike<number>): number {
  return [...a].reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? NaN))), 0);
}

describe.each(shapes)('%s', (_, shape) => {
  const batch = learnableBatch(shape, 4, 16);

  test.each([
    ['all parameters', undefined],
    ['an adapter', 0],
  ])('training %s lowers the loss at every one of 6 steps', async (__, adapterB) => {
    const model = await create(shape, adapterB);
    const losses: number[] = [];
    for (let step = 0; step < 6; step++) losses.push((await model.supervisedStep(batch, adam)).loss);
    model.dispose();
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect((losses[0] ?? 0) - (losses[5] ?? 0)).toBeGreaterThan(0.05);
  });

  test('an adapter with B = 0 is the base; with B it is not', async () => {
    const [base, fresh, used] = await Promise.all([create(shape), create(shape, 0), create(shape, 0.2)]);
    const expected = await base.logProbs(batch);
    expect(largestDifference(await fresh.logProbs(batch), expected)).toBe(0);
    expect(largestDifference(await used.logProbs(batch, 'base'), expected)).toBe(0);
    expect(largestDifference(await used.logProbs(batch), expected)).toBeGreaterThan(0.1);
    for (const model of [base, fresh, used]) model.dispose();
  });

  test('attention is causal: a later token changes nothing before it', async () => {
    const model = await create(shape);
    const before = await model.logProbs(batch);
    const tokens = batch.tokens.slice();
    tokens[9] = (tokens[9] ?? 0) ^ 1; // row 0, position 9
    const after = await model.logProbs({ ...batch, tokens });
    model.dispose();
    expect(after.slice(0, 9)).toEqual(before.slice(0, 9));
    expect(after.slice(9, 16)).not.toEqual(before.slice(9, 16));
    expect(after.slice(16)).toEqual(before.slice(16));
  });
});

test('the probabilities of all tokens add up to 1', async () => {
  const model = await create(smallShape);
  const { vocabulary } = smallShape;
  // One row for each candidate as the next token after the same two.
  const rows = Array.from({ length: vocabulary }, (_, token) => ({ tokens: [5, 9, token], weights: [0, 0, 1] }));
  const logProbs = await model.logProbs(supervisedBatch(rows));
  model.dispose();
  const total = rows.reduce((sum, _, row) => sum + Math.exp(logProbs[row * 2 + 1] ?? NaN), 0);
  expect(Math.abs(total - 1)).toBeLessThan(3e-6);
});

test('the scale of an adapter is alpha / rank, or alpha / sqrt(rank) when rank-stabilised', async () => {
  // Half the scale with B twice as large is the same adapter: sqrt(4) = 4 / 2.
  const batch = learnableBatch(smallShape, 4, 16);
  const [plain, stabilised] = await Promise.all([create(smallShape, 0.2), create(smallShape, 0.1, true)]);
  const difference = largestDifference(await plain.logProbs(batch), await stabilised.logProbs(batch));
  for (const model of [plain, stabilised]) model.dispose();
  expect(difference).toBeLessThan(1e-5);
});

test('the adapter on the side, in training, is the merged one, in scoring', async () => {
  const batch = learnableBatch(smallShape, 4, 16);
  const model = await create(smallShape, 0.2);
  const logProbs = await model.logProbs(batch);
  const { loss } = await model.gradients(batch);
  model.dispose();
  const weighted = batch.weights.reduce((sum, weight, index) => sum - weight * (logProbs[index] ?? NaN), 0);
  const total = batch.weights.reduce((sum, weight) => sum + weight, 0);
  expect(loss).toBeCloseTo(weighted / total, 5);
});

test('two steps are AdamW with global-norm clipping, worked out from the gradients in double precision', async () => {
  const batch = learnableBatch(smallShape, 4, 16);
  const options: AdamOptions = { ...adam, learningRate: 0.01, epsilon: 1e-4, weightDecay: 0.1, clipNorm: 0.5 };
  const model = await create(smallShape);
  const parameters = new Map([...(await model.trained())].map(([name, data]) => [name, Float64Array.from(data)]));
  const zeros = [...parameters].map(([name, data]) => [name, new Float64Array(data.length)] as const);
  const firstMoments = new Map(zeros.map(([name, data]) => [name, data.slice()]));
  const secondMoments = new Map(zeros);
  for (let step = 1; step <= 2; step++) {
    const { gradients } = await model.gradients(batch);
    const report = await model.supervisedStep(batch, options);
    const norm = Math.sqrt([...gradients.values()].flatMap((g) => [...g]).reduce((sum, g) => sum + g * g, 0));
    expect(report.gradientNorm / norm).toBeCloseTo(1, 5);
    expect(norm).toBeGreaterThan(options.clipNorm);
    const trained = await model.trained();
    for (const [name, p] of parameters) {
      const m = firstMoments.get(name) ?? new Float64Array();
      const v = secondMoments.get(name) ?? new Float64Array();
      for (const [index, raw] of (gradients.get(name) ?? []).entries()) {
        const g = raw * (options.clipNorm / norm);
        m[index] = 0.9 * (m[index] ?? NaN) + 0.1 * g;
        v[index] = 0.999 * (v[index] ?? NaN) + 0.001 * g * g;
        const mHat = (m[index] ?? NaN) / (1 - 0.9 ** step);
        const vHat = (v[index] ?? NaN) / (1 - 0.999 ** step);
        const decay = name.endsWith('Norm') ? 0 : 0.1 * (p[index] ?? NaN);
        p[index] = (p[index] ?? NaN) - 0.01 * (mHat / (Math.sqrt(vHat) + 1e-4) + decay);
      }
      expect(largestDifference(p, trained.get(name) ?? []), name).toBeLessThan(2e-5);
    }
  }
  model.dispose();
});

describe('KTO', () => {
  const examples = [1, 2, 3, 4].map((n) => ({
    prompt: [n, 2 * n],
    completion: [n + 5, n + 6, n + 7],
    desirable: n > 2,
  }));
  const options = { beta: 0.2, desirableWeight: 1, undesirableWeight: 1.5, kl: 0 };

  async function sums(model: JaxModel): Promise<Float32Array> {
    const batch = ktoBatch(examples, new Float32Array(4), options);
    const logProbs = await model.logProbs(batch);
    return Float32Array.from(examples, (_, row) => {
      const [a = NaN, b = NaN, c = NaN] = logProbs.slice(row * 4 + 1, row * 4 + 4); // 2 prompt tokens, 3 targets
      return a + b + c;
    });
  }

  test('at the reference, log-ratios are 0 and the loss is half the mean weight', async () => {
    const model = await create(smallShape, 0);
    const report = await model.ktoStep(ktoBatch(examples, await sums(model), options), adam);
    model.dispose();
    expect(largestDifference(report.logRatios, new Float32Array(4))).toBeLessThan(1e-5);
    expect(report.loss).toBeCloseTo((1 + 1.5 + 1 + 1.5) / 4 / 2, 6);
  });

  test('steps make desirable completions likelier and undesirable ones less likely', async () => {
    const model = await create(smallShape, 0);
    const batch = ktoBatch(examples, await sums(model), options);
    for (let step = 0; step < 6; step++) await model.ktoStep(batch, adam);
    const { logRatios, loss } = await model.ktoStep(batch, adam);
    model.dispose();
    for (const [row, { desirable }] of examples.entries()) {
      expect((logRatios[row] ?? NaN) * (desirable ? 1 : -1), `row ${String(row)}`).toBeGreaterThan(0.1);
    }
    expect(loss).toBeLessThan(0.6);
  });

  test('a row far from the reference saturates instead of overflowing', async () => {
    const model = await create(smallShape, 0.2);
    const far = ktoBatch(
      examples,
      (await sums(model)).map((sum, row) => sum + (row % 2 === 0 ? -2000 : 2000)),
      options,
    );
    const { loss, gradients } = await model.ktoGradients(far);
    model.dispose();
    // s = 2000, -2000, 2000, -2000: rows 0 and 3 are as wrong as can be, with weights 1.5 and 1.
    expect(loss).toBeCloseTo(2.5 / 4, 6);
    expect([...gradients.values()].flatMap((gradient) => [...gradient]).every((value) => value === 0)).toBe(true);
  });
});

test('what can not be computed is refused with the fault named', async () => {
  const model = await create(smallShape);
  const batch = learnableBatch(smallShape, 4, 16);
  const faultOf = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (error instanceof JaxError) return error.code;
    throw new Error(`not refused with a JaxError: ${String(error)}`);
  };
  expect(await faultOf(model.logProbs({ ...batch, tokens: batch.tokens.map(() => 64) }))).toBe('badBatch');
  expect(await faultOf(model.logProbs({ ...batch, length: 15 }))).toBe('badBatch');
  expect(await faultOf(model.gradients({ ...batch, weights: new Float32Array(64) }))).toBe('badBatch');
  expect(await faultOf(model.logProbs(learnableBatch(smallShape, 2, 17)))).toBe('badBatch');
  const incomplete = randomBase(smallShape).slice(1);
  expect(await faultOf(createJaxModel({ shape: smallShape, device: 'wasm', tensors: incomplete }))).toBe('badTensor');
  expect(await faultOf(createJaxModel({ shape: smallShape, device: 'webgpu', tensors: incomplete }))).toBe('noDevice');
  model.dispose();
  model.dispose();
  expect(await faultOf(model.logProbs(batch))).toBe('disposed');
});
