import { describe, expect, test } from 'vitest';
import type { CheckResult, SelfCheck } from '../../../workers/protocol.ts';
import { selfChecks } from '../../models/webllm/selfTest.ts';
import { checkNames, detailOf, selfTestText } from './selfTestText.ts';
import type { SelfTestFacts } from './selfTestText.ts';

const result = (changes: Partial<CheckResult<SelfCheck>>): CheckResult<SelfCheck> => ({
  ...{ name: 'load', outcome: 'passed', measured: {}, fault: null },
  ...changes,
});
const facts: SelfTestFacts = {
  ...{ version: '1.2.3', model: 'Llama-3.2-1B', gpu: null, agent: 'Firefox', results: {} },
};

describe('a self-test as text', () => {
  test('names every check, in the order in which they are run', () => {
    expect(checkNames).toEqual(selfChecks);
  });

  test('has passed nothing that was not run', () => {
    for (const results of [
      {},
      { load: result({ outcome: 'failed', fault: 'TypeError: Failed to fetch' }) },
      Object.fromEntries(selfChecks.map((name) => [name, result({ name, outcome: 'notRun', fault: 'cancelled' })])),
    ]) {
      const text = selfTestText({ ...facts, results });
      expect(text).not.toContain('passed');
      expect(text.match(/not run/gu)?.length).toBe('load' in results && Object.keys(results).length === 1 ? 5 : 6);
    }
  });

  test('is a line for each check with what was measured', () => {
    const measured: Record<SelfCheck, CheckResult['measured']> = {
      load: { seconds: 20.44 },
      repeats: { tokens: 24, same: 24 },
      logProbs: { tokens: 24, difference: 0.0000312 },
      bias: { tokens: 3, forced: 3 },
      answers: { sum: 1, mass: 0.9123 },
      speed: { tokensPerSecond: 31.26, tokens: 24 },
    };
    const results = Object.fromEntries(selfChecks.map((name) => [name, result({ name, measured: measured[name] })]));
    const gpu = { description: 'apple metal-3', isFallback: false };
    expect(selfTestText({ ...facts, gpu, results }).split('\n')).toEqual([
      'Swayground 1.2.3, self-test of Llama-3.2-1B',
      'GPU: apple metal-3',
      'Browser: Firefox',
      'passed: The model loads (20.4 s)',
      'passed: A request with the same seed gives the same tokens (24 of 24 tokens the same)',
      'passed: Our log-probabilities are WebLLM’s own, to 0.0001 nats (largest difference 3.1e-5 nats over 24 tokens)',
      'passed: A bias on a token’s logit forces that token (3 of 3 tokens are the one that was forced)',
      'passed: Probabilities of the answers 1 to 10 add up to 1 (they add up to 1.000000; before, the model gave them 0.912 of its probability)',
      'passed: Tokens per second (31.3 tokens a second, over 24 tokens with their prompt)',
    ]);
  });

  test('says what went wrong as it was said', () => {
    expect(detailOf(result({ outcome: 'failed', fault: 'TypeError: Failed to fetch' }))).toBe(
      'TypeError: Failed to fetch',
    );
    expect(detailOf(result({ outcome: 'notRun', fault: 'cancelled' }))).toBe('stopped');
  });
});
