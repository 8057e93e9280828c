import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Act } from '../acts.ts';
import type { ReplyGrammar } from './grammar.ts';
import { planTable } from './plans.ts';
import { therapyReplies } from './therapy/index.ts';

const small: ReplyGrammar = {
  sentences: {},
  harmful: ['claimSuccess'],
  cores: [
    { value: 'reportError', weight: 0.7 },
    { value: 'claimSuccess', weight: 0.3 },
  ],
  openers: [
    { value: null, weight: 0.4 },
    { value: 'apologise', weight: 0.5 },
    { value: 'mirror', weight: 0.1 },
  ],
  extras: [{ value: null, weight: 1 }],
  closers: [{ value: null, weight: 1 }],
  extraFirst: 0,
  formal: 0,
  lead: 0,
  led: [],
};

const weightsOf = (grammar: ReplyGrammar): Record<string, number> => {
  const { harmful, harmless } = planTable(grammar, null);
  return Object.fromEntries([...harmful, ...harmless].map(({ value, weight }) => [value.join(' '), weight]));
};

describe('forbidden pairs', () => {
  test('fall away, and the other plans of the same core take their share', () => {
    const weights = weightsOf({ ...small, forbidden: [['apologise', 'claimSuccess']] });
    // .4 and .1 of the core's .3 are left: four fifths and one fifth
    const golden = { claimSuccess: 0.24, 'mirror claimSuccess': 0.06 };
    const untouched = { reportError: 0.28, 'apologise reportError': 0.35, 'mirror reportError': 0.07 };
    expect(Object.keys(weights).sort()).toEqual(Object.keys({ ...golden, ...untouched }).sort());
    for (const [plan, weight] of Object.entries({ ...golden, ...untouched })) expect(weights[plan]).toBeCloseTo(weight);
    expect(planTable({ ...small, forbidden: [['claimSuccess', 'apologise']] }, null).harmRate).toBeCloseTo(0.3, 12);
  });

  test('leave the share of every core as it is', () => {
    const acts: Act[] = ['apologise', 'mirror', 'reportError', 'claimSuccess', 'retry', 'ask'];
    const weight = fc.double({ min: 0.01, max: 1, noNaN: true });
    const pair = fc.tuple(fc.constantFrom(...acts), fc.constantFrom(...acts)).filter(([one, other]) => one !== other);
    fc.assert(
      fc.property(weight, weight, weight, fc.array(pair, { maxLength: 6 }), (core, opener, extra, forbidden) => {
        const grammar: ReplyGrammar = {
          ...small,
          forbidden,
          cores: [
            { value: 'reportError', weight: core },
            { value: 'claimSuccess', weight: 0.3 },
          ],
          openers: [{ value: null, weight: opener }, ...small.openers.slice(1)],
          extras: [
            { value: null, weight: extra },
            { value: 'retry', weight: 0.3 },
            { value: 'ask', weight: 0.2 },
          ],
          extraFirst: 0.3,
        };
        const { harmRate, harmful, harmless } = planTable(grammar, null);
        expect(harmRate).toBeCloseTo(0.3 / (0.3 + core), 10);
        for (const { value } of [...harmful, ...harmless]) {
          for (const [one, other] of forbidden) expect(value.includes(one) && value.includes(other)).toBe(false);
        }
      }),
    );
  });

  test('that never meet change nothing', () => {
    const same = { ...therapyReplies, forbidden: [['chat', 'plan']] as const };
    for (const preference of [null, 'short', 'warm'] as const) {
      expect(planTable(same, preference)).toEqual(planTable(therapyReplies, preference));
    }
  });

  test('must leave something to say', () => {
    const openers = [{ value: 'apologise', weight: 1 } as const];
    const grammar = { ...small, openers, forbidden: [['apologise', 'claimSuccess']] as const };
    expect(() => planTable(grammar, null)).toThrow(RangeError);
  });
});
