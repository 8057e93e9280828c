import { describe, expect, it } from 'vitest';
import { durationText, ProgressLine } from './progressLine.ts';

function recorded(isTTY: boolean) {
  const writes: string[] = [];
  const clock = { ms: 0 };
  const screen = { isTTY, write: (text: string) => writes.push(text) };
  const line = new ProgressLine(screen, 100, () => clock.ms);
  const stepAt = (step: number, ms: number): void => {
    clock.ms = ms;
    line.show({ kind: 'progress', step, loss: 1.23456, tokens: 1_234_567, tokensPerSecond: 999.6, secondsLeft: 300 });
  };
  return { writes, line, stepAt };
}
const text = (step: number): string =>
  `step ${String(step)} of 100, loss 1.235, 1.23 M tokens, 1000 tokens/s, 5 min left`;

describe('progress', () => {
  it('rewrites a line once a second on a terminal, and shows the end', () => {
    const { writes, line, stepAt } = recorded(true);
    for (const [step, ms] of [
      [1, 0],
      [2, 999],
      [3, 1000],
      [4, 1900],
      [100, 1950],
    ] as const)
      stepAt(step, ms);
    line.say('done');
    line.say('really');
    const rewrite = '\r\u001b[K';
    expect(writes).toEqual([rewrite + text(1), rewrite + text(3), rewrite + text(100), '\ndone\n', 'really\n']);
  });

  it('is a line every half minute elsewhere', () => {
    const { writes, line, stepAt } = recorded(false);
    for (const [step, ms] of [
      [1, 0],
      [2, 29_999],
      [3, 30_000],
      [4, 31_000],
    ] as const)
      stepAt(step, ms);
    line.say('done');
    expect(writes).toEqual([`${text(1)}\n`, `${text(3)}\n`, 'done\n']);
  });

  it.each([
    [0.4, '0 s'],
    [119, '119 s'],
    [120, '2 min'],
    [7100, '118 min'],
    [7200, '2 h 0 min'],
    [11_100, '3 h 5 min'],
  ])('%s seconds are %s', (seconds, expected) => {
    expect(durationText(seconds)).toBe(expected);
  });
});
