import { beforeAll, describe, expect, test } from 'vitest';
import { DemoRun } from './demoRun.ts';

let demo: DemoRun;

beforeAll(async () => {
  demo = await DemoRun.create();
});

function run(seed: number, steps: number, between: () => void = () => undefined): { losses: number[]; end: string } {
  demo.reset(seed);
  const losses = Array.from({ length: steps }, () => {
    between();
    return demo.takeStep().loss;
  });
  return { losses, end: demo.fingerprint() };
}

describe('a run', () => {
  test('starts as blind as can be and learns', () => {
    const { losses } = run(1, 60);
    const { uniformNats, bestNats } = demo.facts;
    expect(Math.abs((losses[0] ?? NaN) - uniformNats)).toBeLessThan(0.2);
    expect(losses.at(-1)).toBeLessThan(2);
    // Single steps scatter about their mean by some hundredths of a nat.
    expect(Math.min(...losses)).toBeGreaterThan(bestNats);
  });

  test('is a function of its seed, whatever was written in between', () => {
    const first = run(2, 12);
    expect(first.end).toMatch(/^[0-9a-f]{64}$/);
    expect(run(2, 12, () => demo.write())).toEqual(first);
    expect(run(3, 12).end).not.toBe(first.end);
    expect(run(2, 11).end).not.toBe(first.end);
  });

  test('writes the same at the same step', () => {
    demo.reset(4);
    const untrained = demo.write();
    expect(untrained).toMatchObject({ step: 0, sampled: 64 });
    expect(untrained.notes).toHaveLength(3);
    expect(demo.write()).toEqual(untrained);
    demo.takeStep();
    expect(demo.write()).not.toEqual(untrained);
    demo.reset(4);
    expect(demo.write()).toEqual(untrained);
  });

  test('counts its steps', () => {
    demo.reset(5);
    expect([demo.step, demo.isFinished]).toEqual([0, false]);
    demo.takeStep();
    expect([demo.step, demo.isFinished]).toEqual([1, false]);
  });

  test('refuses an impossible seed', () => {
    expect(() => {
      demo.reset(-1);
    }).toThrow('seed -1 is not a whole number');
  });
});
