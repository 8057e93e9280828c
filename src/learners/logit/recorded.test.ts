import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { compare, logGain, logNormalisers, stepsOf } from './recorded.ts';
import type { RecordedText, Steps } from './recorded.ts';

const size = 9;
const columns = [4, 1, 7];
const columnOf = (token: number): number => columns.indexOf(token);
const text = [4, 2, 7, 7, 1];

/** Distributions over all tokens, one for each of the text's. */
const distributions = text.map((_, t) => {
  const stream = RandomStream.root(5).child(String(t));
  const weights = Array.from({ length: size }, () => stream.uniform() ** 3);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
});

/** The text with its `count` likeliest tokens at each step, and besides those that are `always` wanted. */
function recorded(count: number, always: readonly number[] = []): RecordedText {
  return {
    logProbs: text.map((token, t) => Math.log(distributions[t]?.[token] ?? NaN)),
    steps: distributions.map((all) => {
      const likeliest = [...all.keys()].sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0)).slice(0, count);
      const tokens = [...new Set([...likeliest, ...always])];
      return { tokens, probabilities: tokens.map((token) => all[token] ?? 0) };
    }),
  };
}

const steps = (count: number, always?: readonly number[]): Steps => stepsOf(text, recorded(count, always), columnOf);

/** Log-probabilities of all tokens with a bias, the long way. */
const biased = (bias: ArrayLike<number>): number[][] =>
  distributions.map((all) => {
    const moved = all.map((p, token) => p * Math.exp(bias[columnOf(token)] ?? 0));
    const total = moved.reduce((sum, p) => sum + p, 0);
    return moved.map((p) => Math.log(p / total));
  });

const policy = Float64Array.of(1.2, -2, 0.4);
const reference = Float64Array.of(-0.3, 0.5, 2);
const [pi, ref] = [biased(policy), biased(reference)];
const logRatio = text.reduce((sum, token, t) => sum + (pi[t]?.[token] ?? NaN) - (ref[t]?.[token] ?? NaN), 0);
const divergence = pi.reduce(
  (sum, row, t) => sum + row.reduce((kl, p, token) => kl + Math.exp(p) * (p - (ref[t]?.[token] ?? NaN)), 0),
  0,
);

const compared = (from: Steps, bias = policy) => compare(from, bias, reference, logNormalisers(from, reference));

describe('a recorded text', () => {
  test.each([
    ['all tokens', steps(size)],
    ['tokens with a bias alone', steps(0, columns)],
    ['the two likeliest and those with a bias', steps(2, columns)],
  ])('is compared exactly from %s', (_, from) => {
    const found = compared(from);
    expect(found.logRatio).toBeCloseTo(logRatio, 6);
    expect(found.divergence).toBeCloseTo(divergence, 6);
    const gain = text.reduce(
      (sum, token, t) => sum + (pi[t]?.[token] ?? NaN) - Math.log(distributions[t]?.[token] ?? NaN),
      0,
    );
    expect(logGain(from, policy)).toBeCloseTo(gain, 6);
  });

  test('takes a token with a bias that was not recorded for one without', () => {
    const without = stepsOf(text, recorded(0, [4, 1]), columnOf);
    const missing = logNormalisers(without, policy);
    for (const [t, all] of distributions.entries()) {
      const whole = all.reduce((sum, p, token) => sum + p * Math.exp(policy[columnOf(token)] ?? 0), 0);
      const left = (all[7] ?? 0) * (Math.exp(policy[2] ?? 0) - 1);
      expect(Math.exp(missing[t] ?? NaN)).toBeCloseTo(whole - left, 6);
    }
  });

  test('slopes are those of finite differences', () => {
    const from = steps(3, columns);
    const { slope } = compared(from);
    for (const i of columns.keys()) {
      const [up = NaN, down = NaN] = [1e-5, -1e-5].map((by) => {
        const nudged = policy.slice();
        nudged[i] = (nudged[i] ?? NaN) + by;
        return compared(from, nudged).logRatio;
      });
      expect(slope[i]).toBeCloseTo((up - down) / 2e-5, 6);
    }
  });

  test('does not differ between a bias and itself', () => {
    const from = steps(2, columns);
    const same = compare(from, policy, policy, logNormalisers(from, policy));
    expect([same.logRatio, same.divergence]).toEqual([0, 0]);
  });
});

describe('a step of a model that is nearly sure', () => {
  const sure = (probabilities: readonly number[]): Steps =>
    stepsOf([4], { logProbs: [0], steps: [{ tokens: columns, probabilities }] }, columnOf);
  // numbers of float32 that add up to 1 + 6e-8
  const beyond = sure([0.7000000476837158, 0.30000001192092896, 0]);

  test.each([-20, 20])(
    'is not changed by a bias of %d nats on all of it, though float32 adds up to more than 1',
    (nats) => {
      const even = new Float64Array(columns.length).fill(nats);
      expect(logNormalisers(beyond, even)[0]).toBeCloseTo(nats, 12);
      expect(logGain(beyond, even)).toBeCloseTo(0, 12);
      // all that may be written has a bias: what one gains the others lose
      expect(compared(beyond, even).slope.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    },
  );

  test('keeps what is left to all others, however far it is pushed down', () => {
    const found = logNormalisers(sure([1 - 2 ** -24, 0, 0]), Float64Array.of(-20, 0, 0))[0];
    expect(found).toBeCloseTo(Math.log(2 ** -24 + (1 - 2 ** -24) * Math.exp(-20)), 12);
  });

  test.each([
    ['beyond 1', beyond],
    ['below 1', sure([1 - 2 ** -20, 2 ** -22, 2 ** -23])],
  ])('has slopes of finite differences at large biases, %s', (_, from) => {
    const far = Float64Array.of(-20, -19, 3);
    const { slope, divergence } = compared(from, far);
    expect(divergence).toBeGreaterThan(0);
    for (const i of columns.keys()) {
      const [up = NaN, down = NaN] = [1e-5, -1e-5].map((by) => {
        const nudged = far.map((value, j) => (i === j ? value + by : value));
        return compared(from, nudged).logRatio;
      });
      expect(slope[i]).toBeCloseTo((up - down) / 2e-5, 6);
    }
  });
});
