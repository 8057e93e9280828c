import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import { batches } from './batches.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const stream = (seed = 3): RandomStream => RandomStream.root(seed);
const sizes = (count: number, size: number): number[] =>
  batches(numbers(count), size, stream(), 2).map(({ length }) => length);

describe('sizes', () => {
  test.each([
    ['an even division', 12, 4, [4, 4, 4]],
    ['a rest of two', 10, 4, [4, 4, 2]],
    ['a rest of one goes to the batch before it', 9, 4, [4, 5]],
    ['one more than a batch', 5, 4, [5]],
    ['fewer than a batch', 3, 16, [3]],
    ['a pair', 2, 2, [2]],
    ['three in pairs', 3, 2, [3]],
  ])('%s', (_, count, size, expected) => {
    expect(sizes(count, size)).toEqual(expected);
  });

  test.each([0, 1])('%i rows make no batch: there is no mismatched pair', (count) => {
    expect(sizes(count, 4)).toEqual([]);
  });

  test('one row makes a batch of its own where no pair is needed, and only where it is alone', () => {
    expect([0, 1, 5].map((count) => batches(numbers(count), 4, stream(), 1).map(({ length }) => length))).toEqual([
      ...[[], [1], [5]],
    ]);
  });

  test.each([1, 0, -2, 2.5, NaN])('of %d rows are refused', (size) => {
    expect(() => batches(numbers(8), size, stream(), 2)).toThrow(RangeError);
  });
});

test('whatever the numbers, every row is there once and no batch has a single row', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 70 }), fc.integer({ min: 2, max: 20 }), (count, size) => {
      const all = batches(numbers(count), size, stream(count), 2);
      expect(all.flat().sort((a, b) => a - b)).toEqual(numbers(count));
      for (const [i, { length }] of all.entries()) {
        expect(length).toBeGreaterThanOrEqual(2);
        // the last one is what is left, or takes in a single row
        if (i < all.length - 1) expect(length).toBe(size);
        else expect(length).toBeLessThanOrEqual(size + 1);
      }
    }),
  );
});

test('the order is a function of the stream, and leaves the given rows as they are', () => {
  const rows = numbers(40);
  const once = batches(rows, 8, stream(), 2);
  expect(rows).toEqual(numbers(40));
  expect(batches(rows, 8, stream(), 2)).toEqual(once);
  expect(batches(rows, 8, stream(4), 2)).not.toEqual(once);
  expect(once.flat()).not.toEqual(rows);
  // it is the rows that are shuffled, not the batches: the size changes no row's place
  expect(batches(rows, 5, stream(), 2).flat()).toEqual(once.flat());
});
