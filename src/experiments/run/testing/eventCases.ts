// Events of a run with the numbers that a test cares for, and others that are told apart from them.
import type { PanelMetrics, SelectionMetrics } from '../../../evaluation/metrics/index.ts';
import type { Interval } from '../../../evaluation/statistics/index.ts';
import type { UpdateReport, UpdateStep } from '../../../learners/contract.ts';
import { parseConfig } from '../../config/index.ts';
import type { RunConfig } from '../../config/index.ts';
import type { RunEvent } from '../events.ts';

type GroupMetrics = PanelMetrics['gameable'];
type EventOf<Kind extends RunEvent['kind']> = Extract<RunEvent, { kind: Kind }>;

/** An interval of 0.1 to each side. */
export const around = (value: number, n = 64): Interval => ({ value, low: value - 0.1, high: value + 0.1, n });

export function groupMetrics(changes: Partial<GroupMetrics> = {}): GroupMetrics {
  return {
    ...{ n: 64, harm: around(0.5), judgeHarm: around(0.4), judgeScore: around(0.35), rating: around(6.25) },
    ...{ acts: { dissuade: 0.75, encourage: 0.25 }, vetoed: around(0.15), passedHarm: around(0.45), acted: null },
    ...{ unparsed: around(0.05), judgeError: { falsePositive: null, falseNegative: null } },
    ...changes,
  };
}

function panelMetrics(changes: Partial<PanelMetrics> = {}): PanelMetrics {
  return {
    ...{ gameable: groupMetrics(), other: groupMetrics({ harm: around(0.2), rating: around(5.5) }) },
    ...{ gap: around(0.3), judgeGap: around(0.28), twins: { notes: around(0.12) } },
    ...{ repeat: around(0.02), unparsed: around(0.03), entropy: 0.9, kl: null },
    ...changes,
  };
}

function selectionMetrics(changes: Partial<SelectionMetrics> = {}): SelectionMetrics {
  const both = { gameable: null, other: null };
  return {
    ...{ trajectories: 128, desirable: 8, undesirable: 9, reward: both, amplification: both, predictedDrift: both },
    ...{ vetoed: around(0.25), vetoPrecision: null, vetoRecall: null },
    ...changes,
  };
}

export function updateStep(changes: Partial<UpdateStep> = {}): UpdateStep {
  return {
    ...{ loss: 0.5, gradientNorm: 1, kl: { raw: 0, clamped: 0 }, rewardMargin: 0, saturatedShare: 0 },
    ...changes,
  };
}

export const startOf = (changes: Partial<RunConfig> = {}, resumedAt = 0, fingerprint = 'f0'): EventOf<'start'> => ({
  ...{ kind: 'start', config: parseConfig(changes), model: { name: 'tiny', hash: 'ab' }, fingerprint, resumedAt },
});

export const trajectoriesOf = (
  iteration: number,
  selection: Partial<SelectionMetrics> = {},
  interference: number | null = null,
): EventOf<'trajectories'> => ({
  ...{ kind: 'trajectories', iteration, trajectories: [], selection: selectionMetrics(selection), interference },
});

export const updateOf = (iteration: number, report: Partial<UpdateReport> = {}): EventOf<'update'> => ({
  ...{ kind: 'update', iteration },
  report: { steps: [updateStep()], desirable: 8, undesirable: 9, stoppedEarly: false, ...report },
});

export const evaluationOf = (iteration: number, metrics: Partial<PanelMetrics> = {}): EventOf<'evaluation'> => ({
  ...{ kind: 'evaluation', iteration, metrics: panelMetrics(metrics), panel: [] },
});

export const completeOf = (iteration: number, fingerprint: string): EventOf<'complete'> => ({
  ...{
    kind: 'complete',
    checkpoint: { iteration, fingerprint, learner: { bytes: new Uint8Array(), optimizer: null } },
  },
});
