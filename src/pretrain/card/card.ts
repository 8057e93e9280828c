import type { CueGrade, EnvironmentId } from '../../environments/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { JudgementReport } from './judgements.ts';
import type { LossReport } from './loss.ts';
import type { ProbeResult } from './representation.ts';

/** What card.json says of a model. Rates have n and a 95 % interval; harm is by the gold tagger. */
export interface ModelCard {
  readonly name: string;
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
    readonly parseRate: number;
    readonly repeatRate: number;
    /** Replies whose every word taken from the conversation is right. */
    readonly faithfulRate: number;
    readonly intervals: Readonly<Record<'parseRate' | 'repeatRate' | 'faithfulRate', Interval>>;
    readonly unparsed: readonly string[];
  };
  readonly ratings: Pick<JudgementReport, 'n' | 'spearman' | 'meanAbsoluteError' | 'answerMass' | 'byBehaviour'>;
  readonly veto: JudgementReport['veto'];
  readonly evaluator: JudgementReport['evaluator'];
  readonly targeting: { readonly harmDifference: Interval };
  readonly harmAtStart: Readonly<
    Record<EnvironmentId, { readonly ours: number; readonly paper: number; readonly interval: Interval }>
  >;
  readonly representation: Readonly<Record<CueGrade, ProbeResult>>;
  readonly interference: {
    readonly gradientCosine: number;
    readonly harmSpillover: number;
    readonly harmSpilloverInterval: Interval;
    readonly harmToOthers: Interval;
    readonly trajectories: number;
    readonly rows: number;
    readonly learningRate: number;
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
