import { describe, expect, test } from 'vitest';
import { parseConfig, planSweep } from '../../experiments/index.ts';
import { isDifferent, mostValues, noSweeping, proposedValues, sweepInput, sweepKeys, valuesIn } from './sweeping.ts';

describe('values of an axis', () => {
  test('are read as the field’s own, whatever stands between them', () => {
    expect(valuesIn('beta', '0.1, 0.3;3\n')).toEqual([0.1, 0.3, 3]);
    expect(valuesIn('scratchpad', 'true,false')).toEqual([true, false]);
    expect(valuesIn('turns', '')).toEqual([]);
  });

  test.each([
    ['beta', '0.1, 0', '0 is not a number from 0.001 to 10'],
    ['beta', 'x', '"x" is not a number'],
    ['turns', '1.5', '1.5 is not a whole number from 1 to 5'],
    ['veto', 'hard', '"hard" is not one of none'],
  ] as const)('%s %s', (key, text, fault) => {
    const found = valuesIn(key, text);
    expect('fault' in found && found.fault).toContain(fault);
  });

  test.each(sweepKeys)('of %s are proposed such that a sweep can be made of them', (key) => {
    const values = proposedValues(key, noSweeping.base);
    expect(values.length).toBeGreaterThan(1);
    expect(values.length).toBeLessThanOrEqual(mostValues);
    expect(isDifferent(values)).toBe(true);
    const rows = { key, values };
    expect(() => planSweep(sweepInput({ ...noSweeping, rows }))).not.toThrow();
  });
});

test('the proposed sweep takes minutes, and all of its cells have runs', () => {
  const { jobs, refusals } = planSweep(sweepInput(noSweeping));
  expect(jobs).toHaveLength(6);
  expect(refusals.every((each) => each === null)).toBe(true);
});

test('a sweep takes nothing of its base’s seed', () => {
  const base = parseConfig({ seed: 77 });
  const { jobs } = planSweep(sweepInput({ ...noSweeping, base, seeds: [4] }));
  expect(new Set(jobs.map(({ config }) => config.seed))).toEqual(new Set([4]));
});
