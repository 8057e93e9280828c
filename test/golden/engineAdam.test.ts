// AdamW against a float64 Adam written from the paper's formulas, fed with the same gradients.
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { adamDefaults, type AdamOptions } from '../../src/engine/training/optimizer.ts';
import {
  bits,
  gradientsByName,
  raggedRows,
  randomAdapter,
  randomBase,
  siluLearned,
  weightSum,
} from '../support/engineCases.ts';

// all tensors of this shape are whole multiples of 16 floats, so that a gradient has no padding
const shape = siluLearned;
const rows = raggedRows([9, 12, 4], shape.vocabulary);

async function engineOf(training: 'full' | { rank: number; alpha: number; rankStabilised: boolean }): Promise<Engine> {
  const engine = await Engine.create({ shape, training, slots: 4 });
  engine.loadBase(randomBase(shape));
  return engine;
}

/** Gradients of very different sizes; a tenth of them 0. */
function randomGradient(count: number, step: number): Float32Array {
  const stream = RandomStream.root(21).child(`step/${String(step)}`);
  return Float32Array.from({ length: count }, () =>
    stream.uniform() < 0.1 ? 0 : stream.normal() * Math.pow(10, 2 - stream.integer(7)),
  );
}

function norm(gradient: ArrayLike<number>): number {
  return Math.sqrt(Array.from(gradient).reduce((sum, value) => sum + value * value, 0));
}

/** arXiv 1711.05101, algorithm 2, after clipping to a global norm; `isMatrix` says which entries decay. */
function adamW(
  start: ArrayLike<number>,
  gradients: readonly ArrayLike<number>[],
  isMatrix: (index: number) => boolean,
  options: AdamOptions,
): Float64Array {
  const p = Float64Array.from(start);
  const m = new Float64Array(p.length);
  const v = new Float64Array(p.length);
  const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = options;
  for (const [index, gradient] of gradients.entries()) {
    const factor = Math.min(1, clipNorm / norm(gradient));
    const step = index + 1;
    for (let i = 0; i < p.length; i++) {
      const g = (gradient[i] ?? NaN) * factor;
      m[i] = beta1 * (m[i] ?? NaN) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] ?? NaN) + (1 - beta2) * g * g;
      const mean = (m[i] ?? NaN) / (1 - Math.pow(beta1, step));
      const square = (v[i] ?? NaN) / (1 - Math.pow(beta2, step));
      const decay = isMatrix(i) ? weightDecay * (p[i] ?? NaN) : 0;
      p[i] = (p[i] ?? NaN) - learningRate * (mean / (Math.sqrt(square) + epsilon) + decay);
    }
  }
  return p;
}

/** Whether entry i of all parameters belongs to a tensor of two dimensions. */
function matrixEntries(engine: Engine): (index: number) => boolean {
  const flags = engine.baseTensors().flatMap(({ shape: size, data }) => Array.from(data, () => size.length === 2));
  return (index) => flags[index] === true;
}

describe('five steps', () => {
  it.each([
    ['plain', { ...adamDefaults, learningRate: 0.01, clipNorm: Infinity }],
    ['with decay', { ...adamDefaults, learningRate: 0.01, weightDecay: 0.1, clipNorm: Infinity }],
    // clipping hardly shows in Adam unless epsilon is large: the step does not depend on the gradient's scale
    ['with clipping and a large epsilon', { ...adamDefaults, learningRate: 0.01, clipNorm: 30, epsilon: 0.5 }],
    ['with other betas', { ...adamDefaults, learningRate: 0.01, beta1: 0.5, beta2: 0.95, clipNorm: 1 }],
  ])('%s', async (_, options) => {
    const engine = await engineOf('full');
    const start = engine.trainedParameters();
    const gradients = [0, 1, 2, 3, 4].map((step) => randomGradient(start.length, step));
    for (const gradient of gradients) {
      const { gradientNorm } = engine.applyShardGradients([gradient], options);
      expect(Math.abs(gradientNorm / norm(gradient) - 1)).toBeLessThan(1e-12);
    }
    const expected = adamW(start, gradients, matrixEntries(engine), options);
    const found = engine.trainedParameters();
    // five moves of up to 0.01 (up to 0.03 where gradients vary much), each good to about 1e-5: in float32, 1 - 0.999 is
    // 1.3e-5 off. The parameters themselves are of size 1 and rounded to 6e-8 five times.
    const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? NaN))), 0);
    expect(worst).toBeLessThan(1e-6);
    const moved = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (start[i] ?? NaN))), 0);
    expect(moved).toBeGreaterThan(0.01);
  });

  it('of real gradients: the step is that of the shards added up', async () => {
    const engine = await engineOf('full');
    const options = { ...adamDefaults, learningRate: 0.003, weightDecay: 0.01 };
    const start = engine.trainedParameters();
    const gradients: Float64Array[] = [];
    for (let step = 0; step < 5; step++) {
      const { gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
      gradients.push(Float64Array.from(gradient));
      const { gradientNorm } = engine.supervisedStep(rows, options);
      expect(Math.abs(gradientNorm / norm(gradient) - 1)).toBeLessThan(1e-6);
    }
    const expected = adamW(start, gradients, matrixEntries(engine), options);
    const found = engine.trainedParameters();
    const errors = expected.map((value, i) => Math.abs(value - (found[i] ?? NaN)));
    // entries whose gradient is all rounding (values that cancel) move by up to the rate in either direction
    const large = errors.filter((error) => error > 2e-6).length;
    expect(large).toBeLessThan(errors.length / 1000);
  });
});

describe('what one step does', () => {
  it('decay leaves norm gains alone, bit for bit, and shrinks matrices', async () => {
    const engine = await engineOf('full');
    const before = engine.baseTensors();
    const zero = new Float32Array(engine.trainedParameters().length);
    engine.applyShardGradients([zero], { ...adamDefaults, learningRate: 0.5, weightDecay: 0.125 });
    for (const [index, { name, shape: size, data }] of engine.baseTensors().entries()) {
      const old = before[index]?.data ?? new Float32Array();
      const factor = size.length === 1 ? 1 : 1 - 0.0625; // exact in float32 but for one rounding of p
      for (const [i, value] of data.entries()) {
        expect(Math.abs(value - (old[i] ?? NaN) * factor), name).toBeLessThan(
          size.length === 1 ? 1e-30 : 1e-7 * (1 + Math.abs(value)),
        );
      }
    }
  });

  it('a gradient below the limit is not clipped, one above is scaled to it', async () => {
    const engine = await engineOf('full');
    const count = engine.trainedParameters().length;
    const gradient = randomGradient(count, 1);
    const limit = norm(gradient);
    const stepWith = (values: Float32Array, clipNorm: number): Float32Array => {
      engine.loadBase(randomBase(shape));
      engine.applyShardGradients([values], { ...adamDefaults, clipNorm, epsilon: 1 });
      return engine.trainedParameters();
    };
    const free = stepWith(gradient, Infinity);
    expect(stepWith(gradient, limit * 1.0001)).toEqual(free);
    expect(stepWith(gradient, limit / 8)).not.toEqual(free);
    // an eighth of every value, exactly
    const eighth = stepWith(
      gradient.map((value) => value / 8),
      Infinity,
    );
    const clipped = stepWith(gradient, limit / 8);
    expect(Math.max(...clipped.map((value, i) => Math.abs(value - (eighth[i] ?? NaN))))).toBeLessThan(3e-7);
  });

  it('the shards are added in the order given', async () => {
    const engine = await engineOf('full');
    const count = engine.trainedParameters().length;
    const shards = [0, 1, 2].map((step) => randomGradient(count, step));
    const summed = Float32Array.from({ length: count }, (_, i) =>
      Math.fround(Math.fround((shards[0]?.[i] ?? NaN) + (shards[1]?.[i] ?? NaN)) + (shards[2]?.[i] ?? NaN)),
    );
    const { gradientNorm } = engine.applyShardGradients(shards, adamDefaults);
    const stepped = engine.trainedParameters();
    engine.loadBase(randomBase(shape));
    expect(engine.applyShardGradients([summed], adamDefaults).gradientNorm).toBe(gradientNorm);
    expect(engine.trainedParameters()).toEqual(stepped);
  });

  it('of an adapter changes neither the base nor the padding of the rank', async () => {
    const rank = 3;
    const engine = await engineOf({ rank, alpha: 3, rankStabilised: false });
    engine.loadAdapter(randomAdapter(shape, rank));
    const base = engine.baseTensors();
    const options = { ...adamDefaults, learningRate: 0.01, weightDecay: 0.1 };
    for (let step = 0; step < 5; step++) engine.supervisedStep(rows, options);
    expect(engine.baseTensors()).toEqual(base);
    // gradientsByName refuses padding that is not zero
    gradientsByName(shape, engine.supervisedShardGradient(rows, weightSum(rows)).gradient, rank);
  });
});

describe('the optimizer starts anew', () => {
  const options = { ...adamDefaults, learningRate: 0.01 };

  it('after resetOptimizer, loadBase and initialise, and only then', async () => {
    const engine = await engineOf('full');
    const first = (): string => {
      engine.supervisedStep(rows, options);
      return bits(engine.trainedParameters());
    };
    const fresh = first();
    engine.loadBase(randomBase(shape));
    expect(first()).toBe(fresh);
    const middle = engine.baseTensors();
    const second = first();
    engine.loadBase(middle);
    expect(first()).not.toBe(second); // the moments are gone
    engine.initialise(RandomStream.root(5));
    const other = first();
    const trained = engine.baseTensors();
    engine.resetOptimizer();
    const reset = first();
    engine.loadBase(trained);
    expect(first()).toBe(reset);
    expect(other).not.toBe(reset);
  });
});
