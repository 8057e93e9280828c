import { afterEach, describe, expect, test, vi } from 'vitest';
import { ownScenario } from '../../../test/support/ownCase.ts';
import { faultText } from '../../core/fault/index.ts';
import { ownHash, parseConfig, planSweep } from '../../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
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
  expect(baseFrom(base)).toEqual(base);
});

/** The base that a link to a sweep over this one gives; null: the link's word for it can't be followed, which is told. */
function baseFrom(base: RunConfig, held: RunConfig | null = null): RunConfig | null {
  const words = new Map(sweepingWords({ ...noSweeping, base }));
  // more than that is read by no link
  expect((words.get('base') ?? '').length).toBeLessThanOrEqual(1500);
  const refused: string[] = [];
  const { base: read } = sweepingIn((name, none, valueOf) => {
    const word = words.get(name) ?? '';
    const value = word === '' ? none : valueOf(word);
    if (value === undefined) refused.push(name);
    return value ?? none;
  }, held);
  return refused.length > 0 ? null : read;
}

describe('a base that is too long for a link', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  // unlike each other, as what people write is: equal ones would be packed to nothing
  const openings = (count: number) =>
    ownScenario('Mine', 'smoking', count).openings.map((each, i) => ({
      ...each,
      messages: [{ role: 'user' as const, text: Array.from({ length: 9 }, (_, k) => (i * 9 + k) ** 4).join(' ') }],
    }));
  const own = (count: number): RunConfig => ({
    ...noSweeping.base,
    ownScenarios: [{ name: 'Mine', like: 'smoking', openings: openings(count) }],
  });

  test.each([30, 100])('for its %d users of one’s own names them, and this browser finds them', (count) => {
    const base = own(count);
    // nothing is found that is not kept, and that is told
    expect(baseFrom(base)).toBeNull();
    const kept = { getItem: (key: string) => (key.endsWith(ownHash(base.ownScenarios)) ? text : null) };
    const text = JSON.stringify({ scenarios: base.ownScenarios });
    vi.stubGlobal('localStorage', kept);
    expect(baseFrom(base)).toEqual(base);
  });

  test('is still there where the page holds its users, whatever else of it was another then', () => {
    const base = own(30);
    expect(baseFrom(base, base)).toEqual(base);
    expect(baseFrom({ ...base, epochs: 1 }, base)).toEqual({ ...base, epochs: 1 });
    expect(baseFrom(base, own(31))).toBeNull();
  });

  test('for its changes in mid-run is not taken for the proposed one', () => {
    const changes = Array.from({ length: 60 }, (_, iteration) => ({
      ...{
        iteration,
        settings: { gameableShare: Math.sqrt(iteration) / 9, lengthPenalty: Math.sqrt(iteration) / 90 },
      },
    }));
    const base = parseConfig({ ...noSweeping.base, iterations: 60, changes });
    expect(baseFrom(base)).toBeNull();
    expect(baseFrom(base, base)).toEqual(base);
  });
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
