// What the program prints.
import type { CheckResult } from '../../src/models/webllm/selfTest.ts';
import { checkWords } from './checks.ts';
import type { ProgramCheck } from './checks.ts';

/** What the page finds on its window. */
export interface ProgramWindow {
  readonly killGpu: () => Promise<void>;
  readonly tell: (result: CheckResult<ProgramCheck>) => Promise<void>;
}

const figure = (value: number): string =>
  Number.isInteger(value) ? String(value) : Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toPrecision(4);

/** A check in a line. */
export function lineOf({ name, outcome, measured, fault }: CheckResult<ProgramCheck>): string {
  const said = outcome === 'notRun' ? 'not run' : outcome;
  const figures = Object.entries(measured).map(([what, value]) => `${what} ${figure(value)}`);
  const details = [...figures, ...(fault === null ? [] : [fault])].join(', ');
  return `${said}: ${checkWords[name]}${details === '' ? '' : ` (${details})`}`;
}

/** 0 where all that was asked for was run and passed. `only`: null: all checks there are. */
export const exitCodeOf = (
  results: readonly CheckResult<ProgramCheck>[],
  only: readonly ProgramCheck[] | null = null,
): 0 | 1 =>
  (only ?? Object.keys(checkWords)).every((name) =>
    results.some((each) => each.name === name && each.outcome === 'passed'),
  )
    ? 0
    : 1;
