import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { seedOf } from './seeds.ts';

const modulus = 2147483647;
/** The first two numbers that WebLLM's generator gives for a seed. */
function draws(seed: number): [number, number] {
  const first = (seed * 48271) % modulus;
  return [first / modulus, ((first * 48271) % modulus) / modulus];
}

const count = 8000;
const root = RandomStream.root(3).child('iteration/0/state');
const streams = Array.from({ length: count }, (_, i) => root.child(`${String(i >> 3)}/sample/${String(i & 7)}`));
const seeds = streams.map(seedOf);

/** Chi-square of values in [0, 1) over equal bins, in standard deviations from its mean. */
function excess(values: readonly number[], bins = 40): number {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.floor(value * bins)] = (counts[Math.floor(value * bins)] ?? 0) + 1;
  const expected = values.length / bins;
  const chiSquare = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  return (chiSquare - (bins - 1)) / Math.sqrt(2 * (bins - 1));
}

describe('seeds of neighbouring streams', () => {
  test('are whole numbers that WebLLM takes, all different', () => {
    for (const seed of seeds) {
      expect(Number.isInteger(seed)).toBe(true);
      expect(seed).toBeGreaterThanOrEqual(1);
      expect(seed).toBeLessThanOrEqual(modulus - 1);
    }
    // two of 8000 meet with probability .015
    expect(new Set(seeds).size).toBe(count);
  });

  test('give first draws that are spread evenly, and unrelated to those of the next stream', () => {
    const firsts = seeds.map((seed) => draws(seed)[0]);
    expect(Math.abs(excess(firsts))).toBeLessThan(4);
    expect(Math.abs(excess(seeds.map((seed) => draws(seed)[1])))).toBeLessThan(4);
    const correlation =
      firsts.slice(1).reduce((sum, value, i) => sum + (value - 0.5) * ((firsts[i] ?? 0) - 0.5), 0) / count / (1 / 12);
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count));
  });

  test('where counting up would not be', () => {
    // the trap itself: what this function is there for
    const counted = Array.from({ length: 1000 }, (_, i) => draws(i + 1)[0]);
    expect(Math.max(...counted)).toBeLessThan(0.023);
    expect(excess(counted)).toBeGreaterThan(100);
  });
});

test('the ends of a word are the ends of what is allowed', () => {
  const at = (word: number): RandomStream => ({ position: 0, at: () => word }) as unknown as RandomStream;
  expect(seedOf(at(0))).toBe(1);
  expect(seedOf(at(4294967295))).toBe(2147483646);
});

test('a stream stays where it is, and one that has moved has another seed', () => {
  const stream = RandomStream.root(1).child('a');
  const seed = seedOf(stream);
  expect([seedOf(stream), stream.position]).toEqual([seed, 0]);
  stream.nextUint32();
  expect(seedOf(stream)).not.toBe(seed);
});
