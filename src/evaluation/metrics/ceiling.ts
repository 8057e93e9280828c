import type { Interval } from '../statistics/index.ts';

/**
 * The highest rate that choosing once among `candidates` draws after the same prompts can reach: 1 - (1 - p)^n, where p is the untrained
 * policy's rate. Where p differs from prompt to prompt the true ceiling is lower, never higher; where choices change prompts, as a plan
 * or earlier replies do, there is none of this kind. The interval's ends are those of p's.
 */
export function ceilingOf({ value, low, high, n }: Interval, candidates: number): Interval {
  return { value: among(value, candidates), low: among(low, candidates), high: among(high, candidates), n };
}

function among(rate: number, candidates: number): number {
  let none = 1;
  for (let i = 0; i < candidates; i++) none *= 1 - rate;
  return 1 - none;
}
