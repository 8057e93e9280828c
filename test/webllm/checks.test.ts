import { describe, expect, test, vi } from 'vitest';
import type { CheckResult } from '../../src/models/webllm/selfTest.ts';
import { digitToken, fakeRecord, FakeWebLlm } from '../support/fakeWebLlm.ts';
import { checkWords, programChecks } from './checks.ts';
import type { CheckDeps, ProgramCheck } from './checks.ts';
import { exitCodeOf, lineOf } from './report.ts';

const lost = 'OperationError: A valid external Instance reference no longer exists.';

async function results(fake: FakeWebLlm, changes: Partial<CheckDeps> = {}): Promise<CheckResult<ProgramCheck>[]> {
  let clock = 0;
  const all: CheckResult<ProgramCheck>[] = [];
  const deps: CheckDeps = {
    ...{ start: fake.start, record: fakeRecord(), pause: 0, now: () => (clock += 100) },
    tokensOf: (answer) => [digitToken(Number(answer))],
    killGpu: () => {
      fake.faults.push(lost);
      return Promise.resolve();
    },
    ...changes,
  };
  for await (const result of programChecks(deps)) all.push(result);
  return all;
}

const failed = (all: readonly CheckResult[]): string[] =>
  all.flatMap(({ name, outcome }) => (outcome === 'passed' ? [] : [`${name} ${outcome}`]));

describe('the checks of test:webllm, on the fake', () => {
  test('all pass, each once, in order', async () => {
    const all = await results(new FakeWebLlm());
    expect(all.map(lineOf).filter((line) => !line.startsWith('passed: '))).toEqual([]);
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(Object.keys(checkWords)));
    expect(all).toHaveLength(Object.keys(checkWords).length);
    expect(exitCodeOf(all)).toBe(0);
    const measured = Object.fromEntries(all.map((each) => [each.name, each.measured]));
    expect(measured['recovery']?.['recoveries']).toBe(1);
    expect(measured['logitKto']?.['difference']).toBeLessThan(1e-5);
    expect(measured['logitKto']?.['liked']).toBeGreaterThan(0);
    expect(measured['closedSet']?.['largestRatioLess1']).toBeLessThan(1e-6);
  });

  test('some alone, once the model is loaded', async () => {
    const all = await results(new FakeWebLlm(), { only: ['bias', 'answers'] });
    expect(all.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['load', 'passed'],
      ['answers', 'passed'],
      ['bias', 'passed'],
    ]);
    expect(exitCodeOf(all, ['bias', 'answers'])).toBe(0);
    expect(exitCodeOf(all, ['bias', 'recovery'])).toBe(1);
    expect(exitCodeOf(all)).toBe(1);
  });

  test('replies of different tokens and the same text teach a re-ranker nothing, which is told', async () => {
    const fake = new FakeWebLlm();
    const wordless = fake.vocabulary.map(() => '');
    vi.spyOn(fake, 'vocabulary', 'get').mockReturnValue(wordless);
    const told = (await results(fake, { only: ['rerankKto'] })).at(-1);
    expect(told).toMatchObject({
      outcome: 'failed',
      fault: 'RangeError: two replies of different tokens have the same text',
    });
  });

  test.each<[string, Partial<CheckDeps>]>([
    ['recovery failed', { killGpu: () => Promise.resolve() }],
    ['closedSet failed', { tokensOf: (answer) => [digitToken(Number(answer) - 1)] }],
  ])('%s where that is wrong', async (what, changes) => {
    const all = await results(new FakeWebLlm(), changes);
    expect(failed(all)).toEqual([what]);
    expect(exitCodeOf(all)).toBe(1);
  });

  test('a model that says only one thing has no candidates, and nothing is learned from them', async () => {
    const fake = new FakeWebLlm({
      weights: (prompt, tokens, size) =>
        prompt.includes('May I go?')
          ? Array.from({ length: size }, (_, token) => (token === (tokens.length < 2 ? 15 : 0) ? 1 : 1e-12))
          : null,
    });
    expect(failed(await results(fake))).toEqual(['candidates failed', 'rerankKto failed', 'logitKto failed']);
  });

  test('without a model nothing else is run, and that is no success', async () => {
    const fake = new FakeWebLlm();
    fake.loadFaults.push('LinkError: WebAssembly.instantiate(): Import #0');
    const all = await results(fake);
    expect(all.slice(0, 1).map(lineOf)).toEqual([
      'failed: the model loads in our worker (LinkError: WebAssembly.instantiate(): Import #0)',
    ]);
    expect(all.slice(1).every(({ outcome }) => outcome === 'notRun')).toBe(true);
    expect(all.map(lineOf).join()).not.toContain('passed');
    expect(exitCodeOf(all)).toBe(1);
    expect(exitCodeOf([])).toBe(1);
  });
});

test('a check in a line has its figures', () => {
  const measured = { tokens: 3, difference: 0.000031, seconds: 20.4444 };
  expect(lineOf({ name: 'speed', outcome: 'passed', measured, fault: null })).toBe(
    'passed: tokens per second (tokens 3, difference 3.1e-5, seconds 20.44)',
  );
  expect(lineOf({ name: 'bias', outcome: 'notRun', measured: {}, fault: 'cancelled' })).toBe(
    "not run: a bias on a token's logit forces that token (cancelled)",
  );
});
