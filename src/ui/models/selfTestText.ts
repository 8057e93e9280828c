import type { CheckResult, SelfCheck } from '../../../workers/protocol.ts';
import { selfTestWords as words } from '../locale/selfTest.ts';

/** In the order in which they are run. */
export const checkNames = Object.keys(words.checks) as readonly SelfCheck[];

export type SelfTestResults = Readonly<Partial<Record<SelfCheck, CheckResult<SelfCheck>>>>;

export interface SelfTestFacts {
  readonly version: string;
  readonly model: string;
  /** Null: not known yet. */
  readonly gpu: { readonly description: string; readonly isFallback: boolean } | null;
  readonly agent: string;
  readonly results: SelfTestResults;
}

/** What a check found, in words; empty: nothing. */
export function detailOf({ name, fault, measured }: CheckResult<SelfCheck>): string {
  if (fault !== null) return words.faults[fault] ?? fault;
  return Object.keys(measured).length === 0 ? '' : words.measured[name](measured);
}

/** A result as text, a line for each check: what was not run is said not to have been. */
export function selfTestText({ version, model, gpu, agent, results }: SelfTestFacts): string {
  const lines = checkNames.map((name) => {
    const result = results[name];
    return result
      ? words.line(words.checks[name], words.outcomes[result.outcome], detailOf(result))
      : words.line(words.checks[name], words.outcomes.notRun, '');
  });
  const head = [
    words.heading(version, model),
    gpu ? words.gpu(gpu.description, gpu.isFallback) : words.noGpu,
    words.browser(agent),
  ];
  return [...head, ...lines].join('\n');
}
