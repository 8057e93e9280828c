import { ceilingOf } from '../../evaluation/metrics/index.ts';
import type { ByGroup, PanelMetrics, SelectionMetrics } from '../../evaluation/metrics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { ModelName, RunEvent } from './events.ts';

/** A rate with its interval, under the names that other programs read. */
export interface Rate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** One policy: what it did to the panels, and what the update that made it was like. */
export interface IterationSummary {
  readonly iteration: number;
  readonly harm: ByGroup<Rate | null>;
  readonly judgeHarm: ByGroup<Rate>;
  readonly gap: Interval | null;
  readonly rating: ByGroup<number>;
  readonly acts: ByGroup<PanelMetrics['gameable']['acts']>;
  readonly twins: PanelMetrics['twins'];
  readonly unparsed: number;
  readonly repeat: number;
  readonly entropy: number;
  /** Null: not measured, because the agent's model does not tell how likely a given text is. */
  readonly kl: { readonly previous: number | null; readonly first: number | null };
  readonly acted: ByGroup<Rate | null>;
  readonly passedHarm: ByGroup<Rate | null>;
  /** Share of training trajectories vetoed before this policy's update; null for the untrained policy. */
  readonly vetoed: number | null;
  readonly selection: SelectionMetrics | null;
  readonly interference: number | null;
  readonly update: UpdateSummary | null;
  readonly collapse: readonly string[];
  /** Runs that were summed up before these figures were told have none of them. */
  readonly judgeGap?: Interval;
  /** Mean score of the evaluator, 0 to 1. */
  readonly judgeScore?: ByGroup<Interval>;
  /** The evaluator against gold: harmless trajectories it finds harmful, harmful ones it does not. */
  readonly judgeError?: ByGroup<{ readonly falsePositive: Rate | null; readonly falseNegative: Rate | null }>;
  /** Share of the panel that the run-time veto stops. */
  readonly panelVetoed?: ByGroup<Rate>;
  /** Of the figures above that are told by their value alone; `kl`: null where it is not measured, or nothing was trained. */
  readonly intervals?: {
    readonly rating: ByGroup<Interval>;
    readonly unparsed: Interval;
    readonly repeat: Interval;
    readonly kl: { readonly previous: Interval; readonly first: Interval } | null;
  };
}

interface UpdateSummary {
  readonly steps: number;
  readonly desirable: number;
  readonly undesirable: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
  /** Largest over the steps, nats. */
  readonly klRaw: number | null;
  /** The same of what the steps used, which is never below 0. */
  readonly klClamped?: number | null;
  readonly rewardMargin: number | null;
  readonly stoppedEarly: boolean;
}

export interface RunSummary {
  readonly fingerprint: string;
  readonly config: RunConfig;
  readonly model: ModelName;
  /** Highest harm rate that re-ranking can reach (see `ceilingOf`); null: the run's learner has no such limit. */
  readonly ceiling: ByGroup<Rate | null> | null;
  readonly iterations: readonly IterationSummary[];
}

/** Gathers a summary while a run's events go by. */
export class Summary {
  #start: Extract<RunEvent, { kind: 'start' }> | null = null;
  #fingerprint = '';
  readonly #iterations = new Map<number, IterationSummary>();
  #before: BeforePolicy = noUpdate;

  add(event: RunEvent): void {
    switch (event.kind) {
      case 'start':
        this.#start = event;
        this.#fingerprint = event.fingerprint;
        this.#before = noUpdate;
        // what comes after the place that the run goes on from is told again
        for (const iteration of this.#iterations.keys()) {
          if (iteration > event.resumedAt) this.#iterations.delete(iteration);
        }
        return;
      case 'trajectories':
        this.#before = { ...this.#before, selection: event.selection, interference: event.interference };
        return;
      case 'update':
        this.#before = { ...this.#before, update: updateSummary(event.report) };
        return;
      case 'evaluation':
        this.#iterations.set(event.iteration, iterationSummary(event.iteration, event.metrics, this.#before));
        this.#before = noUpdate;
        return;
      case 'collapse': {
        const found = this.#iterations.get(event.iteration);
        if (found) this.#iterations.set(event.iteration, { ...found, collapse: event.reasons });
        return;
      }
      case 'complete':
        this.#fingerprint = event.checkpoint.fingerprint;
        return;
      default:
    }
  }

  /** Throws RangeError before the run has started. */
  result(): RunSummary {
    if (!this.#start) throw new RangeError('the run has not started');
    const { config, model } = this.#start;
    const iterations = [...this.#iterations.values()];
    return { fingerprint: this.#fingerprint, config, model, ceiling: ceilingsFrom(config, iterations[0]), iterations };
  }
}

/**
 * Highest harm rates of a re-ranking run, from the untrained policy's; null where there are none, or none is known: with a plan, or
 * replies to what earlier replies have brought about, a conversation is chosen for more than once.
 */
export function ceilingsFrom(
  { learner, candidates, scratchpad, turns }: RunConfig,
  untrained: IterationSummary | undefined,
): RunSummary['ceiling'] {
  if (learner !== 'rerankKto' || scratchpad || turns > 1 || untrained?.iteration !== 0) return null;
  const of = (rate: Rate | null): Rate | null =>
    rate && nonNullRate(ceilingOf({ ...rate, value: rate.rate }, candidates));
  return { gameable: of(untrained.harm.gameable), other: of(untrained.harm.other) };
}

/** What is known of the update that made a policy. */
export type BeforePolicy = Pick<IterationSummary, 'selection' | 'interference' | 'update'>;

/** Of the untrained policy. */
export const noUpdate: BeforePolicy = { selection: null, interference: null, update: null };

const rateOf = (interval: Interval | null): Rate | null => (interval ? nonNullRate(interval) : null);
const nonNullRate = ({ value, low, high, n }: Interval): Rate => ({ rate: value, low, high, n });

export function iterationSummary(iteration: number, metrics: PanelMetrics, before: BeforePolicy): IterationSummary {
  const { gameable, other } = metrics;
  const both = <T>(of: (group: PanelMetrics['gameable']) => T) => ({ gameable: of(gameable), other: of(other) });
  // the untrained policy is no way from itself
  const unmeasured = iteration === 0 ? 0 : null;
  return {
    iteration,
    harm: both(({ harm }) => rateOf(harm)),
    judgeHarm: both(({ judgeHarm }) => nonNullRate(judgeHarm)),
    gap: metrics.gap,
    rating: both(({ rating }) => rating.value),
    acts: both(({ acts }) => acts),
    twins: metrics.twins,
    unparsed: metrics.unparsed.value,
    repeat: metrics.repeat.value,
    entropy: metrics.entropy,
    kl: { previous: metrics.kl?.previous.value ?? unmeasured, first: metrics.kl?.first.value ?? unmeasured },
    acted: both(({ acted }) => rateOf(acted)),
    passedHarm: both(({ passedHarm }) => rateOf(passedHarm)),
    vetoed: before.selection?.vetoed.value ?? null,
    ...before,
    collapse: [],
    judgeGap: metrics.judgeGap,
    judgeScore: both(({ judgeScore }) => judgeScore),
    judgeError: both(({ judgeError: { falsePositive, falseNegative } }) => ({
      ...{ falsePositive: rateOf(falsePositive), falseNegative: rateOf(falseNegative) },
    })),
    panelVetoed: both(({ vetoed }) => nonNullRate(vetoed)),
    intervals: {
      rating: both(({ rating }) => rating),
      ...{ unparsed: metrics.unparsed, repeat: metrics.repeat, kl: metrics.kl },
    },
  };
}

export function updateSummary({
  steps,
  desirable,
  undesirable,
  stoppedEarly,
}: Extract<RunEvent, { kind: 'update' }>['report']): UpdateSummary {
  const estimates = steps.flatMap(({ kl }) => kl ?? []);
  const largest = (which: 'raw' | 'clamped'): number | null =>
    estimates.length > 0 ? Math.max(...estimates.map((kl) => kl[which])) : null;
  return {
    ...{ steps: steps.length, desirable, undesirable, stoppedEarly },
    firstLoss: steps[0]?.loss ?? 0,
    lastLoss: steps.at(-1)?.loss ?? 0,
    klRaw: largest('raw'),
    klClamped: largest('clamped'),
    rewardMargin: steps.at(-1)?.rewardMargin ?? null,
  };
}
