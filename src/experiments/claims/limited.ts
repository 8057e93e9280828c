// What every verdict needs, whatever its rule: runs that it can judge, and replies that can be parsed.
import type { RunSummary } from '../run/summary.ts';
import { trainedPolicy } from './estimates.ts';
import type { Decision, Finding, Remark, Rule, RunsByPreset, Verdict } from './types.ts';

/** Most of a group's replies that may be missing where something is shown. */
const mostMissing = 0.2;

const lacks = ({ n, of }: Pick<Finding, 'n' | 'of'>): boolean => of - n > mostMissing * of;

/**
 * The decision as far as its runs carry it: what is shown needs a policy to judge in every seed and at most a fifth of each group's
 * replies missing, what is shown in part a policy in more than half of the seeds.
 */
export function limited(
  { presets, when }: Pick<Rule, 'presets' | 'when'>,
  { verdict, findings, remarks, rests = [], judged }: Decision,
  all: RunsByPreset,
): Pick<Decision, 'verdict' | 'findings' | 'remarks'> {
  const seeds = (judged ?? presets.map((preset) => all.get(preset) ?? [])).map((runs) => seedsTold(runs, when));
  const short = seeds.filter(({ told, of }) => told < of);
  const remarksOnSeeds = short.map((each): Remark => ({ code: 'seeds', ...each }));
  const bySeeds = short.some(({ told, of }) => 2 * told <= of)
    ? lowered(verdict, 'notShown')
    : short.length > 0
      ? lowered(verdict, 'partly')
      : verdict;
  const rates = findings.filter(({ isDifference }) => isDifference !== true);
  const [fewest] = [...rates, ...rests].filter(lacks).sort((a, b) => a.n / a.of - b.n / b.of);
  if (bySeeds !== 'shown' || !fewest) return { verdict: bySeeds, findings, remarks: [...remarks, ...remarksOnSeeds] };
  const { label, n, of } = fewest;
  return { verdict: 'partly', findings, remarks: [...remarks, { code: 'missing', label, n, of }] };
}

const seedsTold = (
  runs: readonly RunSummary[],
  when: Rule['when'],
): { readonly told: number; readonly of: number } => ({
  told: runs.filter((run) => trainedPolicy(run, when) !== null).length,
  of: runs.length,
});

const ranks = ['notShown', 'partly', 'shown'] as const;

/** The weaker of both; an illustration has no verdict to weaken. */
function lowered(verdict: Verdict, most: (typeof ranks)[number]): Verdict {
  return verdict === 'illustration' || ranks.indexOf(verdict) <= ranks.indexOf(most) ? verdict : most;
}
