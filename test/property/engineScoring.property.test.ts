// Scores and readouts: the same bits by every route to them, and the numbers of the float64 reference model.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine, type EngineOptions } from '../../src/engine/engine.ts';
import type { ReadoutRequest, ScoreRequest } from '../../src/engine/sampling/score.ts';
import {
  bits,
  gatedRotary,
  randomAdapter,
  randomBase,
  randomTokens,
  siluLearned,
  siluShifted,
} from '../support/engineCases.ts';
import {
  referenceNextLogits,
  referenceLogProbs,
  softmax,
  toParameters,
  withAdapter,
  type Parameters,
} from '../support/referenceModel.ts';

const lora = { rank: 3, alpha: 3, rankStabilised: false };
const ktoOptions = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1, kl: 0, batchRows: 1, referenceLogProbs: [0] };

const shapes = [siluLearned, gatedRotary, siluShifted].map((shape) => ({ ...shape, vocabulary: 24, context: 29 }));
const context = 29;

const tokens = (length: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.tuple(length, fc.nat()).map(([count, seed]) => randomTokens(RandomStream.root(seed), count, 24));

const scoreRequest: fc.Arbitrary<ScoreRequest> = fc.integer({ min: 1, max: context }).chain((length) =>
  fc.record({
    prompt: tokens(fc.constant(length)),
    completions: fc.array(tokens(fc.integer({ min: 1, max: context + 1 - length })), { maxLength: 5 }),
  }),
);

const readoutRequest: fc.Arbitrary<ReadoutRequest> = fc.integer({ min: 1, max: context }).chain((length) =>
  fc.record({
    transcript: tokens(fc.constant(length)),
    questions: fc.array(
      fc.record({
        tokens: tokens(fc.integer({ min: 0, max: context - length })),
        options: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 24 }),
      }),
      { maxLength: 6 },
    ),
  }),
);

describe.each(shapes.map((shape) => [shape.mlp, shape] as const))('%s', (_, shape) => {
  const base = randomBase(shape, 1, 0.3);
  const adapter = randomAdapter(shape, lora.rank);
  const create = async (training: EngineOptions['training'], sizes: Partial<EngineOptions>): Promise<Engine> => {
    const engine = await Engine.create({ shape, training, ...sizes });
    engine.loadBase(base);
    if (typeof training === 'object') engine.loadAdapter(adapter);
    return engine;
  };
  const policy: Parameters = withAdapter(shape, toParameters(base), toParameters(adapter), 1);
  let engines: Engine[];
  let full: Engine;
  beforeAll(async () => {
    engines = await Promise.all([
      create(lora, { maxTokens: 1000, slots: 100 }),
      create(lora, { maxTokens: context, slots: 2, cacheTokens: 64 }),
      create(lora, { maxTokens: 50, slots: 4, cacheTokens: 80 }),
    ]);
    full = await create('full', { slots: 9 });
  });

  it('log-probabilities are those of each completion alone, by any engine, and of the training pass', () => {
    fc.assert(
      fc.property(fc.array(scoreRequest, { minLength: 1, maxLength: 6 }), (requests) => {
        const [roomy] = engines;
        if (!roomy) throw new Error('no engine');
        for (const weights of ['policy', 'base'] as const) {
          const alone = requests.map(({ prompt, completions }) =>
            completions.map((completion) =>
              bits(roomy.logProbs([{ prompt, completions: [completion] }], weights)[0]?.[0] ?? []),
            ),
          );
          for (const engine of engines) {
            expect(engine.logProbs(requests, weights).map((row) => row.map(bits))).toEqual(alone);
          }
          // an engine that trains all its parameters holds the base
          if (weights === 'base') expect(full.logProbs(requests, 'policy').map((row) => row.map(bits))).toEqual(alone);
        }
        for (const engine of [roomy, full]) {
          const cached = engine.logProbs(requests, 'policy');
          for (const [i, { prompt, completions }] of requests.entries()) {
            for (const [j, completion] of completions.entries()) {
              let sum = 0;
              for (const value of cached[i]?.[j] ?? []) sum += value;
              expect(engine.ktoShardGradient([{ prompt, completion, desirable: true }], ktoOptions).sums[0]).toBe(sum);
            }
          }
        }
      }),
      { seed: 8, numRuns: 25 },
    );
  });

  it('requests that begin alike, in any order and number, have the bits that each has alone', () => {
    const family = fc
      .record({
        start: tokens(fc.integer({ min: 12, max: context - 3 })),
        ends: fc.array(tokens(fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 7 }),
      })
      .map(({ start, ends }) => ends.map((end) => [...start, ...end].slice(0, context - 2)));
    const ends = [[1, 2], [3]];
    fc.assert(
      fc.property(fc.array(family, { minLength: 1, maxLength: 4 }), (families) => {
        const prompts = families.flat();
        const scores = prompts.map((prompt) => ({ prompt, completions: ends }));
        const readouts = prompts.map((transcript) => ({
          transcript,
          questions: [
            { tokens: [4], options: [1, 2, 3] },
            { tokens: [], options: [5, 6] },
          ],
        }));
        const [roomy] = engines;
        if (!roomy) throw new Error('no engine');
        const alone = scores.map((request) => roomy.logProbs([request], 'policy')[0]?.map(bits));
        const answered = readouts.map((request) => roomy.readout([request], 'base')[0]);
        for (const engine of engines) {
          expect(engine.logProbs(scores, 'policy').map((row) => row.map(bits))).toEqual(alone);
          expect(engine.readout(readouts, 'base')).toEqual(answered);
        }
      }),
      { seed: 9, numRuns: 40 },
    );
  });

  it('policy and reference in one call are the two calls', () => {
    const [roomy] = engines;
    if (!roomy) throw new Error('no engine');
    roomy.loadAdapter(randomAdapter(shape, lora.rank, 2));
    roomy.snapshotReference();
    roomy.loadAdapter(adapter);
    fc.assert(
      fc.property(fc.array(scoreRequest, { maxLength: 4 }), (requests) => {
        const bitsOf = (results: readonly Float64Array[][]): string[][] => results.map((row) => row.map(bits));
        const { policy: ours, reference } = roomy.logProbPairs(requests);
        expect(bitsOf(ours)).toEqual(bitsOf(roomy.logProbs(requests, 'policy')));
        expect(bitsOf(reference)).toEqual(bitsOf(roomy.logProbs(requests, 'reference')));
        if (reference.flat().length > 0) expect(bitsOf(reference)).not.toEqual(bitsOf(ours));
      }),
      { seed: 14, numRuns: 10 },
    );
  });

  it('log-probabilities are those of the reference model', () => {
    fc.assert(
      fc.property(scoreRequest, (request) => {
        const found = engines[0]?.logProbs([request], 'policy')[0];
        for (const [j, completion] of request.completions.entries()) {
          const exact = referenceLogProbs(shape, policy, [...request.prompt, ...completion]).subarray(
            request.prompt.length,
          );
          expect(found?.[j]?.length).toBe(completion.length);
          for (const [i, value] of exact.entries())
            expect(Math.abs((found?.[j]?.[i] ?? NaN) - value)).toBeLessThan(2e-5);
        }
      }),
      { seed: 9, numRuns: 10 },
    );
  });

  it('a readout is that of each question alone, sums to 1, and is the softmax over the options', () => {
    fc.assert(
      fc.property(fc.array(readoutRequest, { minLength: 1, maxLength: 4 }), (requests) => {
        const [roomy] = engines;
        if (!roomy) throw new Error('no engine');
        const found = roomy.readout(requests, 'policy');
        const bitsOf = (results: typeof found): string[][] =>
          results.map((row) => row.map(({ probabilities, mass }) => bits([...probabilities, mass])));
        const alone = requests.map(({ transcript, questions }) =>
          questions.flatMap((question) => roomy.readout([{ transcript, questions: [question] }], 'policy')[0] ?? []),
        );
        expect(bitsOf(alone)).toEqual(bitsOf(found));
        for (const engine of engines) expect(bitsOf(engine.readout(requests, 'policy'))).toEqual(bitsOf(found));
        // a question is nothing but more transcript
        const joined = requests.map(({ transcript, questions }) =>
          questions.flatMap(({ tokens: asked, options }) => {
            const request = { transcript: [...transcript, ...asked], questions: [{ tokens: [], options }] };
            return roomy.readout([request], 'policy')[0] ?? [];
          }),
        );
        expect(bitsOf(joined)).toEqual(bitsOf(found));
        for (const row of found) {
          for (const { probabilities, mass } of row) {
            expect(Math.abs(probabilities.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-12);
            expect(mass).toBeGreaterThan(0);
            expect(mass).toBeLessThan(1 + 1e-6);
          }
        }
      }),
      { seed: 10, numRuns: 25 },
    );
  });

  it('a readout has the numbers of the reference model', () => {
    fc.assert(
      fc.property(readoutRequest, (request) => {
        const found = engines[0]?.readout([request], 'policy')[0];
        for (const [j, { tokens: asked, options }] of request.questions.entries()) {
          const shares = softmax(referenceNextLogits(shape, policy, [...request.transcript, ...asked]));
          const mass = options.reduce((sum, option) => sum + (shares[option] ?? NaN), 0);
          expect(Math.abs((found?.[j]?.mass ?? NaN) - mass)).toBeLessThan(1e-5);
          for (const [i, option] of options.entries()) {
            const exact = (shares[option] ?? NaN) / mass;
            expect(Math.abs((found?.[j]?.probabilities[i] ?? NaN) - exact)).toBeLessThan(1e-5);
          }
        }
      }),
      { seed: 11, numRuns: 10 },
    );
  });

  it('all tokens as options have a mass of 1', () => {
    const options = Array.from({ length: 24 }, (_token, i) => i);
    const [[answer] = []] = full.readout([{ transcript: [5, 6], questions: [{ tokens: [7], options }] }], 'policy');
    expect(answer?.mass).toBeCloseTo(1, 6);
  });
});

describe('readout refusals', () => {
  const ready = async (): Promise<(transcript: number[], asked: number[], options: number[]) => () => unknown> => {
    const [shape] = shapes;
    if (!shape) throw new Error('no shape');
    const engine = await Engine.create({ shape, training: 'none', slots: 4 });
    engine.loadBase(randomBase(shape));
    return (transcript, asked, options) => () =>
      engine.readout([{ transcript, questions: [{ tokens: asked, options }] }], 'policy');
  };

  it('no options, unknown options, an empty transcript, a question too long', async () => {
    const ask = await ready();
    expect(ask([1], [], [])).toThrow(/request 0, question 0: there are no options/);
    expect(ask([1], [], [24])).toThrow(/question 0: options: token 24/);
    expect(ask([], [1], [2])).toThrow(/request 0: the transcript is empty/);
    expect(ask([1], new Array<number>(29).fill(0), [2])).toThrow(/question 0 has 30 tokens, the limit is 29/);
  });

  it('an option given twice: "the answer is one of them" has no meaning then', async () => {
    const ask = await ready();
    expect(ask([1], [], [2, 2])).toThrow(/option/);
  });

  it('options far below the likeliest token still have their shares of each other', async () => {
    const [shape] = shapes;
    if (!shape) throw new Error('no shape');
    const engine = await Engine.create({ shape, training: 'none', slots: 4 });
    const base = randomBase(shape).map((tensor) =>
      tensor.name === 'embedding' ? { ...tensor, data: tensor.data.map((x) => x * 80) } : tensor,
    );
    engine.loadBase(base);
    const scores = referenceNextLogits(shape, toParameters(base), [1, 2, 3]);
    const ranked = [...scores.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
    const options = ranked.slice(0, 2);
    const shares = softmax(Float64Array.from(options, (option) => scores[option] ?? NaN));
    expect(Math.max(...scores) - (scores[options[1] ?? 0] ?? 0)).toBeGreaterThan(90);
    const [[answer] = []] = engine.readout([{ transcript: [1, 2, 3], questions: [{ tokens: [], options }] }], 'policy');
    expect(answer?.probabilities[0]).toBeCloseTo(shares[0] ?? NaN, 3);
  });
});
