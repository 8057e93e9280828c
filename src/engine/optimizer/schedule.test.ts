import { describe, expect, it } from 'vitest';
import { learningRate, ScheduleError, type Schedule } from './schedule.ts';

const cosine: Schedule = { kind: 'cosine', peak: 0.01, warmupSteps: 4, totalSteps: 12, floor: 0.002 };

function rates(schedule: Schedule, steps: readonly number[]): number[] {
  return steps.map((step) => learningRate(schedule, step));
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of actual.entries()) expect(value).toBeCloseTo(expected[index] ?? NaN, 15);
}

describe('learningRate', () => {
  it('constant', () => {
    expect(rates({ kind: 'constant', peak: 3e-4 }, [0, 1, 1e6])).toEqual([3e-4, 3e-4, 3e-4]);
  });

  it('cosine: quarters up, half way at half time, cos(pi/4) at a quarter, then the floor', () => {
    expectClose(rates(cosine, [0, 1, 2, 3]), [0.0025, 0.005, 0.0075, 0.01]);
    expectClose(rates(cosine, [4, 8]), [0.01, 0.006]);
    expectClose(rates(cosine, [6, 10]), [0.006 + 0.004 * Math.SQRT1_2, 0.006 - 0.004 * Math.SQRT1_2]);
    expect(rates(cosine, [12, 13, 1e9])).toEqual([0.002, 0.002, 0.002]);
  });

  it('never leaves floor..peak after warmup and never rises', () => {
    const values = rates(
      { ...cosine, totalSteps: 1000 },
      Array.from({ length: 1100 }, (_, index) => index + 3),
    );
    expect(values.every((value, index) => index === 0 || value <= (values[index - 1] ?? 0))).toBe(true);
    expect(values[0]).toBe(0.01);
    expect(values.at(-1)).toBe(0.002);
  });

  it('without warmup the first step is at the peak; with nothing after it the rate drops to the floor', () => {
    expect(learningRate({ ...cosine, warmupSteps: 0 }, 0)).toBe(0.01);
    expect(rates({ ...cosine, warmupSteps: 2, totalSteps: 2 }, [0, 1, 2])).toEqual([0.005, 0.01, 0.002]);
    expect(learningRate({ ...cosine, warmupSteps: 0, totalSteps: 0 }, 0)).toBe(0.002);
  });
});

describe('refusals name the field', () => {
  const unknownKind = { ...cosine, kind: 'square' } as unknown as Schedule; // what an unchecked file could hold
  it.each<[string, () => unknown, string, string]>([
    ['peak', () => learningRate({ kind: 'constant', peak: NaN }, 0), 'peak', 'peak: NaN is not a finite number'],
    ['peak', () => learningRate({ ...cosine, peak: -1 }, 0), 'peak', 'peak: -1'],
    [
      'floor',
      () => learningRate({ ...cosine, floor: 0.02 }, 0),
      'floor',
      'floor: 0.02 is not a finite number from 0 to',
    ],
    ['warmup', () => learningRate({ ...cosine, warmupSteps: 1.5 }, 0), 'warmupSteps', 'warmupSteps: 1.5'],
    ['total', () => learningRate({ ...cosine, totalSteps: 3 }, 0), 'totalSteps', 'totalSteps: 3 is less than'],
    ['step', () => learningRate(cosine, -1), 'step', 'step: -1'],
    ['kind', () => learningRate(unknownKind, 0), 'kind', 'kind: square is neither'],
  ])('%s', (_, action, field, message) => {
    const fault = (() => {
      try {
        action();
      } catch (error) {
        if (error instanceof ScheduleError) return error;
      }
      throw new Error('nothing was refused');
    })();
    expect(fault.field).toBe(field);
    expect(fault.message).toContain(message);
  });
});
