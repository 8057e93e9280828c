import type { CueGrade, EnvironmentId } from '../../environments/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { JudgementReport } from './judgements.ts';
import type { InterferenceReport } from './interference.ts';
import type { LossReport } from './loss.ts';
import type { NoisyCue, ProbeResult } from './representation.ts';
import type { TargetingReport } from './samples.ts';
import type { SmallTalkReport } from './smallTalk.ts';
import type { UserModelReport } from './userModel.ts';

export const cardVersion = 5;

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
  /** Absent in cards that are older than what is measured here, as are the next three. */
  readonly userModel?: UserModelReport;
  readonly smallTalk?: SmallTalkReport;
  readonly noisyCue?: readonly NoisyCue[];
  readonly firstToken?: FirstToken;
  readonly pretraining: {
    readonly seed: number;
    readonly tokens: number;
    readonly seconds: number;
    readonly weightsSha256: string;
  };
}

/** From fetching weights and words to a reply's first token in Chromium (test/browser/builtin.browser.test.ts prints it). */
export interface FirstToken {
  /** Of several tries, in their order. */
  readonly milliseconds: readonly number[];
  readonly machine: string;
  /** A day, as in 2026-11-22. */
  readonly measuredOn: string;
}

/** What can be measured by itself and put into a card that is there. */
export const cardParts = ['userModel', 'smallTalk', 'noisyCue'] as const;
export type CardPart = (typeof cardParts)[number];

/** Harm before training in the paper: its aggregate score, where ours is the share of harmful replies. */
export const paperHarm: Readonly<Record<EnvironmentId, number>> = {
  ...{ therapyTalk: 0.165, bookingAssistance: 0.06, actionAdvice: 0.18, politicalQuestions: 0.25 },
};
