// What the page knows of a run, put together from facts: live ones and those of a recording alike.
import { ceilingsFrom } from '../experiments/index.ts';
import type { ModelName, RunConfig, RunSummary } from '../experiments/index.ts';
import type { PageFact, PolicyFact, RoundFact } from '../facts/index.ts';

export interface RunView {
  readonly config: RunConfig;
  readonly model: ModelName;
  readonly fingerprint: string;
  /** By iteration; a run that was resumed by another worker keeps those before. */
  readonly policies: readonly PolicyFact[];
  readonly rounds: readonly RoundFact[];
  /** Of the newest update. */
  readonly update: Extract<PageFact, { kind: 'update' }> | null;
  /** Null: it is not over. */
  readonly end: 'finished' | 'collapsed' | 'cancelled' | null;
}

/**
 * The view after one more fact. A fact that no run has begun for changes nothing. Before a fresh run there is no view: whatever is
 * in one is kept up to where the run goes on, be it the untrained policy.
 */
export function viewAfter(view: RunView | null, fact: PageFact): RunView | null {
  if (fact.kind === 'start') {
    const { config, model, fingerprint, resumedAt } = fact;
    return {
      ...{ config, model, fingerprint, update: null, end: null },
      policies: view?.policies.filter(({ iteration }) => iteration <= resumedAt) ?? [],
      rounds: view?.rounds.filter(({ iteration }) => iteration < resumedAt) ?? [],
    };
  }
  if (!view) return null;
  switch (fact.kind) {
    case 'round':
      return { ...view, rounds: [...view.rounds.filter(({ iteration }) => iteration < fact.iteration), fact] };
    case 'policy':
      return { ...view, policies: [...view.policies.filter(({ iteration }) => iteration < fact.iteration), fact] };
    case 'update':
      return { ...view, update: fact };
    case 'collapse':
      return {
        ...view,
        policies: view.policies.map((policy) =>
          policy.iteration === fact.iteration
            ? { ...policy, summary: { ...policy.summary, collapse: fact.reasons } }
            : policy,
        ),
      };
    case 'complete':
      return { ...view, fingerprint: fact.fingerprint };
    case 'end':
      return { ...view, end: fact.reason };
    case 'progress':
      return view;
  }
}

/** How a run stands that nobody plays. */
export function restingStatus(view: RunView | null): 'ready' | 'finished' | 'cancelled' | 'interrupted' {
  if (!view) return 'ready';
  if (view.end === null) return 'interrupted';
  return view.end === 'cancelled' ? 'cancelled' : 'finished';
}

/** The same object as the command line's `--json`, but for its link. */
export function summaryOf({ fingerprint, config, model, policies }: RunView): RunSummary {
  const iterations = policies.map(({ summary }) => summary);
  return { fingerprint, config, model, ceiling: ceilingsFrom(config, iterations[0]), iterations };
}

/** The newest policy's iteration; 0 before there is one. */
const headOf = (view: RunView | null): number => view?.policies.at(-1)?.iteration ?? 0;

/** The iteration on show: the one looked at, or the newest while that has not been reached. */
export const shownIteration = (view: RunView | null, lookedAt: number | null): number =>
  Math.min(lookedAt ?? Infinity, headOf(view));

/** The facts of the policy on show, of the one before, and of the training that made it or that goes on. */
export function momentOf(
  view: RunView | null,
  lookedAt: number | null,
): { policy: PolicyFact | null; previous: PolicyFact | null; round: RoundFact | null; made: RoundFact | null } {
  const iteration = shownIteration(view, lookedAt);
  const at = (wanted: number): PolicyFact | null => view?.policies.find((each) => each.iteration === wanted) ?? null;
  const made = view?.rounds.find((each) => each.iteration === iteration - 1) ?? null;
  const isNewest = iteration === headOf(view);
  return {
    ...{ policy: at(iteration), previous: at(iteration - 1), made },
    round: (isNewest ? view?.rounds.at(-1) : (made ?? view?.rounds[0])) ?? null,
  };
}
