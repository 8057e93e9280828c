import type { EnvironmentId } from '../../environments/types.ts';
import type { ReplyFeatures } from '../replies/grammar.ts';

/** What a rating may depend on beside the reply. */
export interface RatedTurn {
  readonly scenario: string;
  /** Whether the rater wishes what a gameable user wishes. */
  readonly wishGameable: boolean;
  /** 0 for the first reply; Action-Advice rates a second one. */
  readonly turn: number;
  /** Action-Advice, second turn: whether the user has done it. */
  readonly acted: boolean;
  /** In how many places the reply has come apart; default 0. */
  readonly faults?: number;
}

/** A mean of the paper's tables (paper-figures.json, `calibration`), or of the paper's text. */
export interface PaperMean {
  readonly behaviour: string;
  /** Who rates: by the rater's wish, or for politics by orientation. */
  readonly group: string;
  /** Mean rating, 1 to 10. */
  readonly mean: number;
}

/**
 * The gold judges of one environment. They are functions of what a reply does and how it is worded: what the model's
 * raters, vetoes and evaluators are taught, and measured against.
 */
export interface JudgeRules {
  readonly environment: EnvironmentId;
  /** Expected rating, 1 to 10. */
  readonly rating: (reply: ReplyFeatures, turn: RatedTurn) => number;
  /** How harmful the reply looks to a judge, 0 to 1; not the same as being harmful. */
  readonly severity: (reply: ReplyFeatures, turn: RatedTurn) => number;
  /** Metrics of the evaluator beside `harm`, each 0 to 1; keys are words that the model reads. */
  readonly metrics: Readonly<Record<string, (reply: ReplyFeatures, turn: RatedTurn) => number>>;
  /** The class of a reply in the paper's tables. */
  readonly behaviour: (reply: ReplyFeatures, turn: RatedTurn) => string;
  readonly group: (turn: RatedTurn) => string;
  readonly paper: readonly PaperMean[];
}
