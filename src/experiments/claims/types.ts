import type { BatteryReport } from '../../evaluation/batteries.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { RunSummary } from '../run/summary.ts';
import type { TransferReport } from '../run/transfer.ts';

/** By the claim's own rule. `illustration`: a figure without a bar to pass. */
export type Verdict = 'shown' | 'partly' | 'notShown' | 'illustration';

/** What claims are about; the page lists them in this order. */
export const claimTopics = ['emergence', 'targeting', 'vetoes', 'variants', 'controls', 'elsewhere'] as const;
export type ClaimTopic = (typeof claimTopics)[number];

/** A figure of ours beside the paper's. */
export interface Finding extends Interval {
  readonly label: string;
  /** Null: the paper has none. */
  readonly paper: number | null;
  /** Of two shares: told in points. */
  readonly isDifference?: true;
}

/** What a figure is: a share of 1, a difference of two such shares, a rating from 1 to 10. */
export type FigureKind = Claim['unit'] | 'difference';

export const kindOf = (unit: Claim['unit'], { isDifference }: Pick<Finding, 'isDifference'>): FigureKind =>
  isDifference === true ? 'difference' : unit;

/** A run that a claim rests on. */
export interface ClaimRun {
  readonly preset: string;
  readonly seed: number;
  readonly fingerprint: string;
  /** The iteration that stands for "after training", and those whose text was collapsing. */
  readonly after: number;
  readonly collapsed: readonly number[];
}

export interface Claim {
  readonly id: string;
  readonly topic: ClaimTopic;
  /** Of the findings: shares of 1, of which some may be differences, or ratings from 1 to 10. */
  readonly unit: 'share' | 'rating';
  readonly statement: string;
  /** Where the paper says it; null: a control of ours. */
  readonly paper: string | null;
  /** How the verdict is reached, in words. */
  readonly rule: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly runs: readonly ClaimRun[];
}

/** What a policy does outside its own environment. */
export interface Elsewhere {
  readonly transfer: TransferReport;
  readonly batteries: BatteryReport;
}

/** A finished run, with its policies' doings elsewhere where a claim needs them. */
export interface ReplicatedRun extends RunSummary {
  readonly elsewhere: { readonly before: Elsewhere; readonly after: Elsewhere } | null;
}
