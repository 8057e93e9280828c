import { describe, expect, test } from 'vitest';
import type { DemoFault, DemoState } from '../../session/demoSession.ts';
import { faultText, lossFinding, recentMean, ruleFinding, shareInterval, statusText } from './wording.ts';

const falling = Float64Array.from({ length: 300 }, (_, step) => 5.2 - step / 100);

describe('recentMean', () => {
  test('takes ten steps, or as many as there are', () => {
    expect(recentMean(Float64Array.of(4, 2), 2)).toBe(3);
    expect(recentMean(Float64Array.of(4, 2), 1)).toBe(4);
    expect(recentMean(falling, 110)).toBeCloseTo(5.2 - 1.045, 10);
    expect(recentMean(new Float64Array(0), 0)).toBeNaN();
  });
});

describe('lossFinding', () => {
  test.each([
    [0, 'The model is untrained: it has not read a single note.'],
    [1, 'After 1 step the model’s surprise is still 5.2 nats a token.'],
    [240, 'After 240 steps the model’s surprise has fallen from 5.2 to 2.9 nats a token.'],
  ])('after %d', (step, sentence) => {
    expect(lossFinding({ losses: falling }, step)).toBe(sentence);
  });

  test('does not call a rise a fall', () => {
    const rising = Float64Array.from({ length: 40 }, (_, step) => 3 + step / 10);
    expect(lossFinding({ losses: rising }, 40)).toContain('is still 6.5');
  });
});

describe('ruleFinding', () => {
  test.each([
    [[], 'not written anything yet'],
    [[{ step: 0, keeping: 0, sampled: 64 }], '0 of its 64 notes keep every rule.'],
    [[{ step: 0, keeping: 1, sampled: 64 }], '1 of its 64 notes keeps every rule.'],
    [
      [
        { step: 0, keeping: 0, sampled: 64 },
        { step: 25, keeping: 40, sampled: 64 },
      ],
      '40 of its 64 notes keep every rule.',
    ],
  ])('%j', (ruleShares, words) => {
    expect(ruleFinding({ ruleShares })).toContain(words);
  });
});

test('shareInterval is Wilson’s', () => {
  // Closed forms for the simple cases: half of n gives 1/2 -+ (z/2) / sqrt(n + z^2), none of n gives 0 to z^2 / (n + z^2).
  const [low, high] = shareInterval(10, 20);
  expect(low).toBeCloseTo(0.5 - 0.98 / Math.sqrt(23.8416), 12);
  expect(high).toBeCloseTo(0.5 + 0.98 / Math.sqrt(23.8416), 12);
  expect(shareInterval(0, 10)[0]).toBe(0);
  expect(shareInterval(0, 10)[1]).toBeCloseTo(3.8416 / 13.8416, 12);
  expect(shareInterval(10, 10)[1]).toBeCloseTo(1, 12);
});

describe('statusText', () => {
  const facts = { totalSteps: 1500 } as DemoState['facts']; // the only fact that is read
  const state = (part: Partial<DemoState>): DemoState =>
    ({ losses: falling, facts, speed: null, ...part }) as DemoState; // nothing else is read

  test.each([
    [{ status: 'running', speed: { tokensPerSecond: 1, stepsPerSecond: 20 } }, 'About 60 s left'],
    [{ status: 'running', speed: { tokensPerSecond: 1, stepsPerSecond: 2 } }, 'About 10 min left'],
    [{ status: 'running', speed: { tokensPerSecond: 1, stepsPerSecond: 1000 } }, 'A few seconds left'],
    [{ status: 'running' }, 'Running'],
    [{ status: 'paused' }, 'Paused'],
    [{ status: 'paused', losses: new Float64Array(0) }, 'Untrained, waiting'],
    [{ status: 'finished' }, 'Finished'],
  ] as const)('%j', (part, text) => {
    expect(statusText(state(part))).toBe(text);
  });
});

test('every fault has a title, a cause and a way on', () => {
  const kinds = ['noWorker', 'noWebAssembly', 'noSimd', 'workerFailed', 'silent', 'noMemory', 'engine'] as const;
  const all: readonly DemoFault['kind'][] = kinds;
  for (const kind of all) {
    const { title, cause, advice } = faultText({ kind });
    for (const sentence of [title, cause, advice]) expect(sentence, kind).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(kinds.map((kind) => faultText({ kind }).cause)).size).toBe(kinds.length);
});
