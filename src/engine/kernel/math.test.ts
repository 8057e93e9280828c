import { describe, expect, it } from 'vitest';
import { kernelMemory } from '../../../test/support/kernelMemory.ts';
import { RandomStream } from '../../core/rng/index.ts';

const memory = await kernelMemory();

function expOf(values: readonly number[]): number[] {
  memory.reset();
  const count = Math.ceil(values.length / 4) * 4;
  const [x, out] = [memory.floats(count), memory.floats(count)];
  memory.f32.set(values, x / 4);
  memory.run.expArray(out, x, count);
  return [...memory.read(out, values.length)];
}

/** Distance of float32 neighbours at a positive value of normal size. */
function float32Step(value: number): number {
  return Math.pow(2, Math.floor(Math.log2(value)) - 23);
}

function float64Step(value: number): number {
  return Math.pow(2, Math.floor(Math.log2(Math.abs(value))) - 52);
}

describe('exp of float32', () => {
  it('is within 2 ulp over the whole range', () => {
    const stream = RandomStream.root(1);
    const inputs: number[] = [];
    for (let i = 0; i < 60_000; i++) inputs.push(Math.fround(-86.6 + 174.97 * stream.uniform()));
    // around every multiple of ln 2 / 2, where the reduction changes over
    for (let n = -249; n <= 254; n++) {
      for (let i = -20; i <= 20; i++) inputs.push(Math.fround((n * Math.LN2) / 2 + i * 2e-6));
    }
    for (const tiny of [1e-3, 1e-7, 1e-20, 1e-45]) inputs.push(Math.fround(tiny), Math.fround(-tiny));
    const checked = inputs.filter((x) => x >= -86.6 && x <= 88.37);
    let worst = 0;
    for (const [i, found] of expOf(checked).entries()) {
      const exact = Math.exp(checked[i] ?? NaN);
      worst = Math.max(worst, Math.abs(found - exact) / float32Step(exact));
    }
    expect(worst).toBeLessThan(2);
    expect(checked.length).toBeGreaterThan(80_000);
  });

  it('is exactly 1 at 0', () => {
    expect(expOf([0, -0])).toEqual([1, 1]);
  });

  it('is 0 below -86.6, Infinity above 88.37, normal numbers between', () => {
    const low = Math.fround(-86.6);
    const high = Math.fround(88.37);
    const nextDown = (x: number): number => Math.fround(x - Math.abs(x) * 1e-7);
    const nextUp = (x: number): number => Math.fround(x + Math.abs(x) * 1e-7);
    expect(nextDown(low)).toBeLessThan(low);
    expect(nextUp(high)).toBeGreaterThan(high);
    expect(expOf([nextDown(low), -87, -104, -1e30, -Infinity])).toEqual([0, 0, 0, 0, 0]);
    expect(expOf([nextUp(high), 88.5, 100, 1e30, Infinity])).toEqual(new Array(5).fill(Infinity));
    const [smallest = NaN, largest = NaN] = expOf([low, high]);
    expect(smallest).toBeGreaterThanOrEqual(Math.pow(2, -126));
    expect(largest).toBeLessThan(Infinity);
  });

  it('keeps NaN', () => {
    expect(expOf([NaN, 1, NaN, 2]).map(Number.isNaN)).toEqual([true, false, true, false]);
  });
});

describe('log of float64', () => {
  const { log64 } = memory.run;

  it('is within 2 ulp', () => {
    const stream = RandomStream.root(2);
    let worst = 0;
    for (let i = 0; i < 50_000; i++) {
      // the range of a sum of up to 4096 exponentials, all exponents, and close to 1
      const x = [
        1 + 4095 * stream.uniform(),
        (1 + stream.uniform()) * Math.pow(2, stream.integer(2040) - 1020),
        1 + (stream.uniform() - 0.5) * Math.pow(10, -stream.integer(15)),
      ][i % 3];
      if (x === undefined || x === 1) continue;
      const exact = Math.log(x);
      worst = Math.max(worst, Math.abs(log64(x) - exact) / float64Step(exact));
    }
    // the true logarithm lies up to half a step from Math.log's; against 40 digits these inputs are within 1.88
    expect(worst).toBeLessThanOrEqual(2.5);
  });

  it('is exact at 1, follows powers of two, and NaN for all that has no logarithm here', () => {
    expect(log64(1)).toBe(0);
    for (const n of [-1022, -3, 1, 2, 10, 1023]) expect(log64(Math.pow(2, n))).toBeCloseTo(n * Math.LN2, 10);
    expect(log64(Infinity)).toBe(Infinity);
    for (const x of [0, -0, -1, -Infinity, NaN, 5e-324]) expect(log64(x)).toBeNaN();
  });
});

describe('sum of squares', () => {
  it('is not finite exactly when an element is not', () => {
    const largest = 3.4028234663852886e38;
    for (const [values, finite] of [
      [[largest, -largest, largest, 1], true],
      [[1, 2, 3, Infinity], false],
      [[-Infinity, 2, 3, 4], false],
      [[1, NaN, 3, 4], false],
      [[0, 0, 1e-45, 0], true],
    ] as const) {
      memory.reset();
      expect(Number.isFinite(memory.run.sumSquares(memory.floats(values), 4))).toBe(finite);
    }
  });
});
