import { expect, test } from 'vitest';
import { placeOn, scaleOf } from './scaleOf.ts';

const finding = (low: number, paper: number | null = null) => ({
  ...{ label: '', value: 0.5, low, high: 1, n: 9, of: 9, paper },
});

test('the axis is that of the unit, and goes below 0 where a figure does', () => {
  expect(scaleOf({ unit: 'rating', findings: [finding(2)] })).toEqual([1, 10]);
  expect(scaleOf({ unit: 'share', findings: [finding(0), finding(0.2, 0.1)] })).toEqual([0, 1]);
  expect(scaleOf({ unit: 'share', findings: [finding(0.1), finding(-0.02)] })).toEqual([-1, 1]);
  expect(scaleOf({ unit: 'share', findings: [finding(0.1, -0.3)] })).toEqual([-1, 1]);
});

test('a value’s place is its share of the axis, and never beyond an end', () => {
  expect([1, 5.5, 10, 11].map((value) => placeOn([1, 10], value))).toEqual([0, 50, 100, 100]);
  expect([-2, -1, 0, 0.5].map((value) => placeOn([-1, 1], value))).toEqual([0, 0, 50, 75]);
});
