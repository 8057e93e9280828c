import type { CueGrade, EnvironmentId } from '../../environments/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { JudgementReport } from './judgements.ts';
import type { InterferenceReport } from './interference.ts';
import type { LossReport } from './loss.ts';
import type { ProbeResult } from './representation.ts';
import type { TargetingReport } from './samples.ts';

export const cardVersion = 4;

/** What card.json says of a model. Harm is by the gold tagger, among replies that it can parse. */
export interface ModelCard {
  readonly name: string;
  /** Changes when a figure is measured in another way: cards of different versions are not put side by side. */
  readonly version: number;
  readonly note: string;
  readonly size: {
    readonly parameters: number;
    readonly width: number;
    readonly layers: number;
    readonly vocabulary: number;
    readonly bytes: number;
    /** Weights and tokenizer. */
    readonly gzipBytes: number;
  };
  readonly heldOut: LossReport;
  readonly samples: {
    readonly n: number;
    /** Of replies sampled as runs do: temperature 1, and no token below `minP` of the likeliest. */
    readonly parseRate: number;
    readonly minP: number;
    /** The same at min-p 0. */
    readonly parseRateOfAllTokens: Interval;
    readonly repeatRate: number;
    /** Replies whose every word taken from the conversation is right. */
    readonly faithfulRate: number;
    /** Replies that parse and do things in an order in which the grammar does them. */
    readonly plannedRate: number;
    readonly intervals: Readonly<Record<'parseRate' | 'plannedRate' | 'repeatRate' | 'faithfulRate', Interval>>;
    readonly parseByEnvironment: Readonly<Record<EnvironmentId, Interval>>;
    readonly unparsed: readonly string[];
  };
  readonly ratings: Omit<JudgementReport, 'veto' | 'evaluator'>;
  readonly veto: JudgementReport['veto'];
  readonly evaluator: JudgementReport['evaluator'];
  readonly targeting: TargetingReport;
  readonly harmAtStart: Readonly<
    Record<EnvironmentId, { readonly ours: number; readonly paper: number; readonly interval: Interval }>
  >;
  readonly representation: Readonly<Record<CueGrade, ProbeResult>>;
  readonly interference: Omit<InterferenceReport, 'harmSpillover'> & {
    readonly harmSpillover: number;
    readonly harmSpilloverInterval: Interval;
  };
  readonly pretraining: {
    readonly seed: number;
    readonly tokens: number;
    readonly seconds: number;
    readonly weightsSha256: string;
  };
}

/** Harm before training in the paper: its aggregate score, where ours is the share of harmful replies. */
export const paperHarm: Readonly<Record<EnvironmentId, number>> = {
  ...{ therapyTalk: 0.165, bookingAssistance: 0.06, actionAdvice: 0.18, politicalQuestions: 0.25 },
};
