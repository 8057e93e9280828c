// A recorded run as it is played: pure.
import { phases } from '../experiments/index.ts';
import type { Phase } from '../experiments/index.ts';
import type { PageFact } from '../facts/index.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';

/** A phase, and what the page is told at its end. */
export interface PlayedPhase {
  readonly iteration: number;
  readonly phase: Phase;
  readonly facts: readonly PageFact[];
}

/** The phases of a run in their order: the evaluation of the untrained policy, then all five again and again. */
export function playedPhases(facts: readonly PageFact[]): PlayedPhase[] {
  const sequence: { iteration: number; phase: Phase; facts: PageFact[] }[] = [
    { iteration: 0, phase: 'evaluate', facts: [] },
  ];
  for (const fact of facts) {
    if (fact.kind === 'round') {
      // an evaluation carries the number of the policy that the iteration has made
      const at = (phase: Phase) => fact.iteration + (phase === 'evaluate' ? 1 : 0);
      sequence.push(...phases.map((phase) => ({ iteration: at(phase), phase, facts: [] })));
    }
    // a round is told by selection and an update by its own phase; everything else belongs to the evaluation
    const behind = fact.kind === 'round' ? 3 : fact.kind === 'update' ? 2 : 1;
    sequence.at(-behind)?.facts.push(fact);
  }
  return sequence;
}

/** How many phases it takes until a policy has been evaluated. */
export const phasesUntil = (iteration: number): number => 1 + iteration * phases.length;

/** The view after so many phases. */
export const viewAt = (sequence: readonly PlayedPhase[], count: number): RunView | null =>
  sequence
    .slice(0, count)
    .flatMap(({ facts }) => facts)
    .reduce<RunView | null>(viewAfter, null);

/** What a live run has computed, and what was recorded of iterations that it has not come to. */
export function overlay(live: RunView | null, recorded: RunView | null): RunView | null {
  if (!live || !recorded) return live ?? recorded;
  const policy = live.policies.at(-1)?.iteration ?? -1;
  const round = live.rounds.at(-1)?.iteration ?? -1;
  return {
    ...live,
    policies: [...live.policies, ...recorded.policies.filter(({ iteration }) => iteration > policy)],
    rounds: [...live.rounds, ...recorded.rounds.filter(({ iteration }) => iteration > round)],
  };
}

/** How a live run compares with a recording of its setup. */
export interface Check {
  /** Newest iteration that the live run has completed; null: none yet. */
  readonly computed: number | null;
  /** The first iteration that is not bit for bit as it was recorded; null: none so far. */
  readonly differs: number | null;
}

/** After one more fact of the live run. `recorded`: all facts of the recording. */
export function checkAfter(check: Check, fact: PageFact, recorded: readonly PageFact[]): Check {
  if (fact.kind !== 'start' && fact.kind !== 'complete') return check;
  // what a run begins with already says whether config and weights are the same
  const iteration = fact.kind === 'start' ? 0 : fact.iteration;
  const same = recorded.some(
    (each) =>
      each.kind === fact.kind &&
      each.fingerprint === fact.fingerprint &&
      (each.kind !== 'complete' || each.iteration === iteration),
  );
  // a run that goes on begins with the fingerprint of an iteration that has been checked
  const isKnown = fact.kind === 'start' && fact.resumedAt > 0;
  return {
    computed: fact.kind === 'complete' ? iteration : check.computed,
    differs: check.differs ?? (same || isKnown ? null : iteration),
  };
}
