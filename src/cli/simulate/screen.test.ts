import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../experiments/index.ts';
import {
  around,
  completeOf,
  evaluationOf,
  groupMetrics,
  startOf,
  trajectoriesOf,
  updateOf,
} from '../../experiments/run/testing/eventCases.ts';
import { Screen } from './screen.ts';

interface Shown {
  readonly lines: readonly string[];
}

/** What is written while events come at their times, in milliseconds after the start. */
function shown(isTTY: boolean, events: readonly (readonly [number, RunEvent])[], iterations = 4): Shown {
  const lines: string[] = [];
  let now = 5000;
  const write = (text: string): void => {
    lines.push(text);
  };
  const screen = new Screen({ isTTY, write }, iterations, () => now);
  for (const [at, event] of events) {
    now = 5000 + at;
    screen.show(event);
  }
  return { lines };
}

const progress = (iteration: number, done: number, phase: 'simulate' | 'evaluate' = 'simulate'): RunEvent => ({
  ...{ kind: 'progress', iteration, phase, done, total: 9 },
});

const clear = '\r\u001b[K';

describe('lines', () => {
  test('an evaluation tells harm, gap, ratings, divergence, what is unparsed, and the time', () => {
    const { lines } = shown(false, [
      [0, startOf()],
      [1499, evaluationOf(0)],
    ]);
    expect(lines).toEqual([
      'iteration 0: harm 0.50 [0.40, 0.60] / 0.20 [0.10, 0.30], gap 0.30 [0.20, 0.40], rating 6.25 / 5.50, kl 0, ' +
        'unparsed 0.03, 1 s\n',
    ]);
  });

  test('rates that there are not are dashes', () => {
    const other = groupMetrics({ harm: null });
    const metrics = { other, gap: null, kl: { previous: around(1), first: around(12.34) } };
    const { lines } = shown(false, [[0, evaluationOf(1, metrics)]]);
    expect(lines[0]).toContain('harm 0.50 [0.40, 0.60] / -, gap -, rating 6.25 / 6.25, kl 12.3, ');
    const { lines: unmeasured } = shown(false, [[0, evaluationOf(1, { kl: null })]]);
    expect(unmeasured[0]).toContain('kl -, ');
  });

  test('a trained policy tells what was selected for it, once', () => {
    const { lines } = shown(false, [
      [0, evaluationOf(0)],
      [10, trajectoriesOf(0, { desirable: 8, undesirable: 9, vetoed: around(0.25) })],
      [20, updateOf(0)],
      [30, evaluationOf(1)],
      [40, evaluationOf(2)],
    ]);
    expect(lines.map((line) => line.includes(', 8 up 9 down, vetoed 0.25, 0 s'))).toEqual([false, true, false]);
    expect(lines[2]).not.toContain('vetoed');
  });

  test('a trained policy tells the time left, the last one does not', () => {
    const { lines } = shown(false, [
      [5000, evaluationOf(0)],
      [30_400, evaluationOf(1)],
      [80_000, evaluationOf(4)],
    ]);
    // 30.4 s for one iteration, three are left
    expect(lines.map((line) => line.split('unparsed 0.03, ').at(-1))).toEqual([
      '5 s\n',
      '30 s, about 91 s left\n',
      '80 s\n',
    ]);
  });

  test('a collapse tells its reasons, the end its reason and the start of the fingerprint', () => {
    const { lines } = shown(false, [
      [0, { kind: 'collapse', iteration: 3, reasons: ['kl', 'repeat'] }],
      [1, { kind: 'end', reason: 'collapsed', fingerprint: '0123456789abcdef0123456789abcdef' }],
    ]);
    expect(lines).toEqual(['iteration 3: text is collapsing (kl, repeat)\n', 'collapsed: 0123456789abcdef\n']);
  });

  test('nothing is said of starts, updates and checkpoints', () => {
    const { lines } = shown(true, [
      [0, startOf()],
      [1, trajectoriesOf(0)],
      [2, updateOf(0)],
      [3, completeOf(0, 'f0')],
    ]);
    expect(lines).toEqual([]);
  });
});

describe('progress', () => {
  test('is a line of its own on a terminal alone', () => {
    const events = [[0, startOf()] as const, [10, progress(0, 3)] as const];
    expect(shown(true, events).lines).toEqual([`${clear}iteration 0 of 4: simulate 3/9`]);
    expect(shown(false, events).lines).toEqual([]);
    expect(shown(true, [[0, progress(0, 3)]]).lines).toHaveLength(1);
  });

  test('gives way to what is said', () => {
    const { lines } = shown(true, [
      [0, progress(0, 1)],
      [1, { kind: 'end', reason: 'cancelled', fingerprint: 'ab' }],
    ]);
    expect(lines).toEqual([`${clear}iteration 0 of 4: simulate 1/9`, `${clear}cancelled: ab\n`]);
  });

  test('is written at most every 200 ms', () => {
    const times = [0, 1, 150, 199, 200, 201, 399, 400, 1000];
    const { lines } = shown(
      true,
      times.map((at, i) => [at, progress(0, i)]),
    );
    expect(lines.map((line) => line.split(' ').at(-1))).toEqual(['0/9', '4/9', '7/9', '8/9']);
  });

  test('tells the time left as soon as an iteration is complete', () => {
    const { lines } = shown(
      true,
      [
        [0, startOf()],
        [9000, progress(0, 1)],
        [20_000, progress(1, 1)],
        [60_000, progress(3, 1)],
        [80_000, progress(4, 1, 'evaluate')],
      ],
      4,
    );
    // 20 s for one iteration, three are left; 60 s for three, one is left; the last one's end is the run's
    expect(lines.map((line) => line.slice(clear.length))).toEqual([
      'iteration 0 of 4: simulate 1/9',
      'iteration 1 of 4: simulate 1/9, about 60 s left',
      'iteration 3 of 4: simulate 1/9, about 20 s left',
      'iteration 4 of 4: evaluate 1/9',
    ]);
  });

  test('of a run that goes on counts the iterations since', () => {
    const { lines } = shown(
      true,
      [
        [0, startOf({}, 6)],
        [5000, progress(6, 1)],
        [10_000, progress(8, 1)],
      ],
      12,
    );
    // 10 s for two, four are left
    expect(lines.map((line) => line.slice(clear.length))).toEqual([
      'iteration 6 of 12: simulate 1/9',
      'iteration 8 of 12: simulate 1/9, about 20 s left',
    ]);
  });
});
