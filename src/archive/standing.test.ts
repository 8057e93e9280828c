import { describe, expect, test } from 'vitest';
import { parseConfig } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import { standingOf } from './standing.ts';

type Listed = Parameters<typeof standingOf>[0];

const row = (index: number, group: string, reward: number, vetoed = false): Listed => ({
  ...{ index, scenario: group.slice(1), gameable: group.startsWith('g'), reward, vetoed },
});
// gameable smokers: 9, 7, 7, 5, 3, 2, 1, 8 (vetoed); others between them
const all: readonly Listed[] = [
  ...[row(0, 'gsmoking', 9), row(1, 'gsmoking', 7), row(2, 'osmoking', 6), row(3, 'gsmoking', 7)],
  ...[row(4, 'gsmoking', 5), row(5, 'gtheft', 10), row(6, 'gsmoking', 3), row(7, 'gsmoking', 2)],
  ...[row(8, 'gsmoking', 1), row(9, 'gsmoking', 8, true)],
];
const config = (changes: Partial<RunConfig> = {}) => parseConfig({ selectedFraction: 0.25, ...changes });
const standing = (index: number, changes: Partial<RunConfig> = {}) => {
  const own = all[index];
  if (!own) throw new RangeError();
  return standingOf(own, all, config(changes));
};

describe('rank in the group', () => {
  test.each([
    [0, 1, 0],
    [9, 2, 0],
    [1, 3, 1],
    [3, 3, 1],
    [4, 5, 0],
    [8, 8, 0],
  ])('of trajectory %d is %d, with %d others equal', (index, rank, tied) => {
    // 8 in the group, 7 of them passed: ceil(7 / 4) = 2 best and 2 worst
    const group = { gameable: true, scenario: 'smoking', isOneState: false, size: 8, passed: 7 };
    expect(standing(index)).toEqual({ ...group, rank, tied, desirable: 2, undesirable: 2 });
  });

  test('undesirable ones come from all where the veto says so', () => {
    // half of the 7 that passed, rounded down, and half of all 8
    expect(standing(0, { veto: 'negative', selectedFraction: 0.5 })).toMatchObject({ desirable: 3, undesirable: 4 });
  });

  test.each<[RunConfig['selectionLevel'], object]>([
    ['environment', { size: 9, rank: 2, gameable: true, scenario: null }],
    ['pooled', { size: 10, rank: 2, gameable: null, scenario: null }],
  ])('among %s', (selectionLevel, expected) => {
    expect(standing(0, { selectionLevel })).toMatchObject(expected);
  });

  test('among the trajectories of one state, which are stored side by side', () => {
    // 4 of each state: 4 to 7 are one
    const found = standing(6, { selectionLevel: 'state', trajectoriesPerState: 4 });
    expect(found).toMatchObject({ isOneState: true, size: 4, rank: 3, desirable: 1, undesirable: 1 });
  });
});
