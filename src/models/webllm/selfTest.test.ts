import { describe, expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { selfChecks, selfTest } from './selfTest.ts';
import type { CheckResult, SelfTestOptions, TriedEngine } from './selfTest.ts';
import { WebLlmEngine } from './webLlmEngine.ts';

const engineOf = (fake: FakeWebLlm): WebLlmEngine => new WebLlmEngine(fake.start, fakeRecord(), { pause: 0 });

async function results(engine: TriedEngine, options: Partial<SelfTestOptions> = {}): Promise<CheckResult[]> {
  let clock = 0;
  const all: CheckResult[] = [];
  for await (const result of selfTest(engine, { now: () => (clock += 500), ...options })) all.push(result);
  return all;
}

/** An engine that does one thing wrong. */
const faulty = (changes: (engine: WebLlmEngine) => Partial<TriedEngine>): TriedEngine => {
  const engine = engineOf(new FakeWebLlm());
  return {
    load: () => engine.load(),
    write: (...given) => engine.write(...given),
    answer: (...given) => engine.answer(...given),
    ...changes(engine),
  };
};

const outcomes = (all: readonly CheckResult[]): Record<string, string> =>
  Object.fromEntries(all.map(({ name, outcome }) => [name, outcome]));
const allPassed = Object.fromEntries(selfChecks.map((name) => [name, 'passed']));

describe('a self-test', () => {
  test('passes with an engine that does what it must, and tells what was measured', async () => {
    const all = await results(engineOf(new FakeWebLlm()));
    expect(outcomes(all)).toEqual(allPassed);
    const measured = Object.fromEntries(all.map((each) => [each.name, each.measured]));
    expect(measured['load']).toEqual({ seconds: 0.5 });
    const { tokens = NaN, tokensPerSecond } = measured['speed'] ?? {};
    expect(tokens).toBeGreaterThan(2);
    expect(tokensPerSecond).toBe(tokens / 0.5);
    expect(measured['logProbs']?.['difference']).toBeLessThan(1e-6);
    expect(measured['answers']?.['mass']).toBeLessThan(1);
  });

  test.each<[string, (engine: WebLlmEngine) => Partial<TriedEngine>]>([
    [
      'repeats',
      (engine) => {
        let count = 0;
        return { write: (request, stop) => engine.write({ ...request, seed: request.seed + 1e8 * count++ }, stop) };
      },
    ],
    [
      'logProbs',
      (engine) => ({
        write: async (...given) => {
          const written = await engine.write(...given);
          return { ...written, logProbs: written.logProbs.map((logProb, i) => logProb + (i === 2 ? 2e-4 : 0)) };
        },
      }),
    ],
    [
      'logProbs',
      (engine) => ({ write: async (...given) => ({ ...(await engine.write(...given)), apiLogProbs: null }) }),
    ],
    [
      'bias',
      (engine) => ({
        write: ({ bias, ...request }, stop) =>
          engine.write({ ...request, ...(bias && { bias: { ...bias, values: [0] } }) }, stop),
      }),
    ],
    [
      'answers',
      (engine) => ({
        answer: async (...given) => ({
          probabilities: (await engine.answer(...given)).probabilities.map((each) => 3 * each),
        }),
      }),
    ],
    [
      'speed',
      (engine) => ({
        write: async (request, stop) => {
          const written = await engine.write(request, stop);
          return request.seed === 987654321 ? { ...written, tokens: [] } : written;
        },
      }),
    ],
  ])('fails %s, and that alone, where that is wrong', async (name, changes) => {
    expect(outcomes(await results(faulty(changes)))).toEqual({ ...allPassed, [name]: 'failed' });
  });

  test('runs nothing without a model, and says so', async () => {
    const fake = new FakeWebLlm();
    fake.gpu = 'noAdapter';
    const all = await results(engineOf(fake));
    expect(all[0]).toMatchObject({ outcome: 'failed', fault: 'no GPU is offered by this browser' });
    expect(all.slice(1).map(({ outcome, fault }) => [outcome, fault])).toEqual(
      selfChecks.slice(1).map(() => ['notRun', 'the model was not loaded']),
    );
    expect(fake.requests).toEqual([]);
  });

  test('goes on behind a check that breaks off, with what it said', async () => {
    const fake = new FakeWebLlm();
    fake.faults.push('Error: too hot');
    const all = await results(engineOf(fake));
    expect(outcomes(all)).toEqual({ ...allPassed, repeats: 'failed' });
    expect(all[1]?.fault).toBe('Error: too hot');
  });

  test('that is cancelled has passed no more than what was run', async () => {
    const fake = new FakeWebLlm();
    const all = await results(engineOf(fake), { isCancelled: () => fake.requests.length >= 2 });
    expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', ...new Array<string>(4).fill('notRun')]);
    expect(new Set(all.slice(2).map(({ fault }) => fault))).toEqual(new Set(['cancelled']));
  });
});
