import { beforeAll, describe, expect, test } from 'vitest';
import { bits, gatedRotary, randomBase, randomTokens } from '../../../test/support/engineCases.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { Engine } from '../engine.ts';
import type { TokenBias } from '../types.ts';
import type { SampleRequest } from './sample.ts';

const bias: TokenBias = { tokens: [7, 2, 30], values: [2.5, -3, 0.7] };
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.create({ shape: gatedRotary, training: 'none', maxTokens: 40, slots: 6 });
  engine.loadBase(randomBase(gatedRotary));
});

const prompt = (i: number): number[] => randomTokens(RandomStream.root(3).child(String(i)), 4 + (i % 3), 32);

const requests = (given?: TokenBias): SampleRequest[] =>
  Array.from({ length: 5 }, (_, i) => ({
    ...{ prompt: prompt(i), temperature: i === 2 ? 0.6 : 1, minP: 0.01, maxNewTokens: 10, endToken: null },
    streams: [0, 1, 2].map((at) => RandomStream.root(i).child(String(at))),
    ...(given && { bias: given }),
  }));

/** Of the model as it is, at each token of the first completion: all probabilities. */
function distributions(at: number, completion: readonly number[]): Float32Array[] {
  const all = Array.from({ length: 32 }, (_, token) => token);
  const recorded = engine.record([{ prompt: prompt(at), completions: [completion] }], all, 'base')[0]?.[0];
  return completion.map((_, i) => recorded?.watched.subarray(32 * i, 32 * (i + 1)) ?? new Float32Array());
}

describe('a bias on tokens', () => {
  test('is found again by scoring, bit for bit, and is that of the changed logits', () => {
    const samples = engine.sample(requests(bias), 'base');
    const scored = engine.logProbs(
      samples.map((each, i) => ({ prompt: prompt(i), completions: each.map(({ tokens }) => tokens), bias })),
      'base',
    );
    for (const [i, each] of samples.entries()) {
      for (const [at, { tokens, logProbs }] of each.entries()) {
        expect(bits(scored[i]?.[at] ?? [])).toBe(bits(logProbs));
        for (const [step, probabilities] of distributions(i, tokens).entries()) {
          const moved = [...probabilities].map(
            (p, token) => p * Math.exp(bias.values[bias.tokens.indexOf(token)] ?? 0),
          );
          const total = moved.reduce((sum, p) => sum + p, 0);
          expect(logProbs[step]).toBeCloseTo(Math.log((moved[tokens[step] ?? -1] ?? NaN) / total), 4);
        }
      }
    }
  });

  test('of zeros changes nothing, a large one leaves a single token, and others beside it are as they were', () => {
    const plain = engine.sample(requests(), 'base');
    expect(engine.sample(requests({ tokens: [4, 9], values: [0, 0] }), 'base')).toEqual(plain);
    const [first, ...rest] = requests();
    if (!first) throw new Error('no request');
    const mixed = engine.sample([{ ...first, bias: { tokens: [11], values: [60] } }, ...rest], 'base');
    expect(mixed.slice(1)).toEqual(plain.slice(1));
    for (const { tokens, logProbs } of mixed[0] ?? []) {
      expect(new Set(tokens)).toEqual(new Set([11]));
      expect(logProbs.every((logProb) => Math.abs(logProb) < 1e-9)).toBe(true);
    }
  });

  test.each([
    [{ tokens: [32], values: [1] }, 'token 32 at index 0 is not from 0 to 31'],
    [{ tokens: [1, 2], values: [1] }, '1 values for 2 tokens'],
    [{ tokens: [1, 1], values: [1, 2] }, 'a token is given twice'],
    [{ tokens: [1, 2], values: [1, NaN] }, 'value 1 is NaN'],
  ])('%j is refused', (wrong, message) => {
    expect(() => engine.sample(requests(wrong), 'base')).toThrow(message);
    expect(() => engine.logProbs([{ prompt: [1], completions: [[2]], bias: wrong }], 'base')).toThrow(message);
  });
});

describe('a recording', () => {
  test('has the log-probabilities of scoring and a whole distribution at every token', () => {
    const completions = [prompt(1), prompt(2), [5]];
    const tokens = [3, 0, 31, 12];
    const asked = [0, 1].map((i) => ({ prompt: prompt(i), completions }));
    const recorded = engine.record(asked, tokens, 'base');
    const scored = engine.logProbs(asked, 'base');
    for (const i of [0, 1]) {
      for (const [at, completion] of completions.entries()) {
        const found = recorded[i]?.[at];
        expect(bits(found?.logProbs ?? [])).toBe(bits(scored[i]?.[at] ?? [1]));
        for (const [step, all] of distributions(i, completion).entries()) {
          expect(all.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
          expect(Math.log(all[completion[step] ?? -1] ?? NaN)).toBeCloseTo(found?.logProbs[step] ?? NaN, 5);
          expect([...(found?.watched.subarray(4 * step, 4 * (step + 1)) ?? [])]).toEqual(
            tokens.map((token) => all[token]),
          );
        }
      }
    }
  });

  test('of tokens that there are not is refused', () => {
    expect(() => engine.record([{ prompt: [1], completions: [[2]] }], [32], 'base')).toThrow(
      'watched tokens: token 32',
    );
  });
});
