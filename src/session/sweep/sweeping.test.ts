import { describe, expect, test } from 'vitest';
import { faultText } from '../../core/fault/index.ts';
import { parseConfig, planSweep } from '../../experiments/index.ts';
import type { ConfigKey } from '../../experiments/index.ts';
import {
  isDifferent,
  mostValues,
  noSweeping,
  proposedValues,
  sweepInput,
  sweepingIn,
  sweepingWords,
  sweepKeys,
  sweepWithin,
  valuesIn,
} from './sweeping.ts';

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
    expect('fault' in found && faultText(found.fault)).toContain(fault);
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

test('a base with values of many signs has a link, too', () => {
  const base = parseConfig({
    ...noSweeping.base,
    ...{
      raterModel: 'webllm:Qwen3-0.6B-q4f16_1-MLC',
      changes: [{ iteration: 2, settings: { scenarios: ['smoking'] } }],
    },
  });
  const words = new Map(sweepingWords({ ...noSweeping, base }));
  const read = sweepingIn((name, none, valueOf) => {
    const word = words.get(name) ?? '';
    return word === '' ? none : (valueOf(word) ?? expect.fail(name));
  });
  expect(read.base).toEqual(base);
});

test('what a link locks does not vary, and is the setup’s in every run', () => {
  const setup = parseConfig({ beta: 0.7, seed: 12, epochs: 3 });
  const columns = { key: 'beta', values: [1, 2] } as const;
  const within = (fixed: readonly ConfigKey[]) => {
    const plan = planSweep(sweepInput(sweepWithin({ ...noSweeping, columns }, { fixed, hidden: ['epochs'] }, setup)));
    return plan.jobs.map(({ config: { gameableShare, beta, seed, epochs } }) => [gameableShare, beta, seed, epochs]);
  };
  expect(within([])).toHaveLength(12);
  expect(within(['beta', 'seed'])).toEqual([
    [0.25, 0.7, 12, 3],
    [0.5, 0.7, 12, 3],
    [1, 0.7, 12, 3],
  ]);
  expect(within(['gameableShare', 'beta', 'seed'])).toEqual([[setup.gameableShare, 0.7, 12, 3]]);
});

test('a sweep takes nothing of its base’s seed', () => {
  const base = parseConfig({ seed: 77 });
  const { jobs } = planSweep(sweepInput({ ...noSweeping, base, seeds: [4] }));
  expect(new Set(jobs.map(({ config }) => config.seed))).toEqual(new Set([4]));
});
