// Deciding single claims in tests.
import { decideClaims } from '../claims.ts';
import type { Claim, ReplicatedRun } from '../types.ts';
import { runOf } from './runs.ts';
import type { Policy } from './runs.ts';

type Runs = Readonly<Record<string, readonly ReplicatedRun[]>>;

/** Throws where the runs don't decide it. */
export function claimOf(id: string, runs: Runs): Claim {
  const found = decideClaims(new Map(Object.entries(runs))).find((claim) => claim.id === id);
  if (!found) throw new Error(`no claim ${id}`);
  return found;
}

/** The claim's verdict on one run of the untrained policy and one other. */
export const verdictOn = (id: string, preset: string, before: Policy, after: Policy): string =>
  claimOf(id, { [preset]: [runOf([before, after])] }).verdict;

export const valueOf = ({ findings }: Claim, label: string): number | undefined =>
  findings.find((finding) => finding.label === label)?.value;

export const labels = ({ findings }: Claim): string[] => findings.map(({ label }) => label);
export const codes = ({ remarks }: Claim): string[] => remarks.map(({ code }) => code);

/** Runs of seeds 1, 2 and so on. */
export const seeds = (...runs: readonly (readonly Policy[])[]): ReplicatedRun[] =>
  runs.map((policies, i) => runOf(policies, { seed: i + 1 }));
