import { expect, it, test } from 'vitest';
import { gatedRotary, raggedRows, randomBase } from '../../../test/support/engineCases.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { Engine } from '../engine.ts';
import type { NamedTensor } from '../transformer/tensors.ts';
import { adamDefaults } from './optimizer.ts';
import type { AdamOptions } from './optimizer.ts';

const muon = { learningRate: 0.03, momentum: 0.9 };
const adam: AdamOptions = { ...adamDefaults, weightDecay: 0.1, clipNorm: Infinity };
const options: AdamOptions = { ...adam, muon };
const batch = (step: number) => raggedRows([5, 9, 3], 30, RandomStream.root(5).child(String(step)));

async function created(steps: number, by = options): Promise<Engine> {
  const engine = await Engine.create({ shape: gatedRotary, training: 'full' });
  engine.loadBase(randomBase(gatedRotary));
  for (let step = 0; step < steps; step++) engine.supervisedStep(batch(step), by);
  return engine;
}

const isMatrix = ({ name, shape }: NamedTensor): boolean => name.startsWith('layer.') && shape.length === 2;
const matrices = (engine: Engine): NamedTensor[] => engine.baseTensors().filter(isMatrix);

/** Every gradient of the first step: Adam's first moment is a tenth of it. */
async function firstGradients(): Promise<Map<string, Float64Array>> {
  const engine = await created(0);
  engine.supervisedStep(batch(0), adam);
  const { firstMoment } = engine.optimizerState();
  let at = 0;
  return new Map(
    engine.baseTensors().map(({ name, data }) => [name, Float64Array.from(firstMoment.slice(at, (at += data.length)))]),
  );
}

type Matrix = readonly (readonly number[])[];
const times = (x: Matrix, y: Matrix): number[][] =>
  x.map((row) => (y[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (y[k]?.[j] ?? 0), 0)));
const transposed = (x: Matrix): number[][] => (x[0] ?? []).map((_, j) => x.map((row) => row[j] ?? 0));

/** a X + b X X^T X + c X X^T X X^T X, five times, of X with norm 1. */
function evened(x: Matrix): Matrix {
  const norm = Math.hypot(...x.flat());
  let result = x.map((row) => row.map((value) => value / norm));
  for (let i = 0; i < 5; i++) {
    const third = times(result, times(transposed(result), result));
    const fifth = times(third, times(transposed(result), result));
    result = result.map((row, r) =>
      row.map((value, j) => 3.4445 * value - 4.775 * (third[r]?.[j] ?? 0) + 2.0315 * (fifth[r]?.[j] ?? 0)),
    );
  }
  return result;
}

test('the first step goes where the polynomial of the gradient points, by the rule of its size, after decay', async () => {
  const gradients = await firstGradients();
  const before = new Map(matrices(await created(0)).map(({ name, data }) => [name, data]));
  const after = matrices(await created(1));
  expect(after.length).toBe(gatedRotary.layers * 7);
  for (const { name, shape, data } of after) {
    const [rows = 0, columns = 0] = shape;
    const gradient = gradients.get(name) ?? new Float64Array();
    const x = Array.from({ length: rows }, (_, r) => [...gradient.subarray(r * columns, (r + 1) * columns)]);
    const step = evened(x).flat();
    const size = muon.learningRate * 0.2 * Math.sqrt(Math.max(rows, columns));
    const old = before.get(name) ?? new Float32Array();
    for (const [i, value] of data.entries()) {
      expect(value, name).toBeCloseTo((old[i] ?? NaN) * (1 - muon.learningRate * 0.1) - size * (step[i] ?? NaN), 5);
    }
  }
});

it('moves whatever is no matrix of a linear layer as Adam does', async () => {
  const others = (engine: Engine): NamedTensor[] => engine.baseTensors().filter((tensor) => !isMatrix(tensor));
  expect(others(await created(1))).toEqual(others(await created(1, adam)));
  expect(matrices(await created(1))).not.toEqual(matrices(await created(1, adam)));
});

it('goes on from the optimizer state with the same bits', async () => {
  const first = await created(4);
  const resumed = await created(0);
  resumed.loadBase(first.baseTensors());
  resumed.loadOptimizerState(structuredClone(first.optimizerState()));
  for (let step = 4; step < 7; step++) resumed.supervisedStep(batch(step), options);
  expect(resumed.trainedParameters()).toEqual((await created(7)).trainedParameters());
});

it('moves no matrix at rate 0', async () => {
  const still = await created(2, { ...options, muon: { ...muon, learningRate: 0 } });
  expect(matrices(still)).toEqual(matrices(await created(0)));
});

test.each([
  ['muon.learningRate', { learningRate: -1, momentum: 0.9 }],
  ['muon.learningRate', { learningRate: 1e39, momentum: 0.9 }],
  ['muon.momentum', { learningRate: 0.1, momentum: 1 }],
  ['muon.momentum', { learningRate: 0.1, momentum: NaN }],
])('refuses %s', async (field, fault) => {
  const engine = await created(0);
  expect(() => engine.supervisedStep(batch(0), { ...options, muon: fault })).toThrow(
    expect.objectContaining({ code: 'badInput', message: expect.stringContaining(field) as string }),
  );
  expect(engine.baseTensors()).toEqual((await created(0)).baseTensors());
});

it('refuses to train an adapter', async () => {
  const engine = await Engine.create({ shape: gatedRotary, training: { rank: 3, alpha: 6, rankStabilised: false } });
  engine.loadBase(randomBase(gatedRotary));
  engine.resetAdapter(RandomStream.root(3));
  expect(() => engine.supervisedStep(batch(0), options)).toThrow(
    expect.objectContaining({ code: 'badInput', message: 'muon: an adapter is trained by Adam alone' }),
  );
});
