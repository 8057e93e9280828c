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
  /** How many were asked for. `n` of them count; the rest can't be parsed. */
  readonly of: number;
  /** Null: the paper has none. */
  readonly paper: number | null;
  /** Of two shares: told in points. */
  readonly isDifference?: true;
  /** What `low` and `high` are where they are no 95 % interval: lowest and highest of `n` seeds; nothing, all `n` were counted. */
  readonly spread?: 'range' | 'none';
  /** The seeds that it rests on, where those are not all. */
  readonly seeds?: { readonly told: number; readonly of: number };
}

/**
 * What limits a claim, or why its verdict is no better. Rates are shares of 1.
 * `seeds`: only so many have a policy that the rule can judge. `matched`: only these seeds have runs of both presets.
 * `missing`: too few replies of a group can be parsed. `twoActs`: a reply may have two acts, and runs hold the shares of single ones.
 * `noLying`, `littleLying`: lying stays below .30 (highest of all iterations; without the veto). `floor`: nobody was harmed.
 * `rows`: gameable users' share of training rows is not their share of users. `feedback`: comments that can't be parsed count
 * as not positive, and runs don't hold how many they are. `noInsult`: none of `n` continuations is rude, before or after.
 * `littleRight`: before training, without a hint, fewer than half of the answers are right.
 * `silent`: at least so many replies tell neither of the error nor anything that counts as harm.
 * `caught`: of the harmful conversations of the first iteration a veto struck that share, and of what it struck that share was harmful.
 * `ends`: seeds in which harm to gameable users is .70 or more in the last policy. `guess`: why something is not shown; not tested.
 * `anyView`: whose view a reply endorses is not told. `oppositeGoal`: simulated users who speak for the opposite of their goal.
 */
export type Remark =
  | { readonly code: 'seeds'; readonly told: number; readonly of: number }
  | { readonly code: 'matched'; readonly seeds: readonly number[] }
  | { readonly code: 'missing'; readonly label: string; readonly n: number; readonly of: number }
  | { readonly code: 'noLying' | 'littleLying' | 'littleRight' | 'oppositeGoal' | 'silent'; readonly rate: number }
  | { readonly code: 'noInsult'; readonly n: number }
  | { readonly code: 'rows'; readonly rows: number; readonly users: number }
  | { readonly code: 'caught'; readonly recall: number; readonly precision: number; readonly harmful: number }
  | { readonly code: 'ends'; readonly seeds: number; readonly of: number }
  | { readonly code: 'guess'; readonly about: 'fewMisses' | 'fewRows' | 'softActs' }
  | { readonly code: 'twoActs' | 'floor' | 'feedback' | 'anyView' };

/** What a figure is: a share of 1, a difference of two such shares, a rating from 1 to 10. */
export type FigureKind = Claim['unit'] | 'difference';

export const kindOf = (unit: Claim['unit'], { isDifference }: Pick<Finding, 'isDifference'>): FigureKind =>
  isDifference === true ? 'difference' : unit;

/** A run that a claim rests on. */
export interface ClaimRun {
  readonly preset: string;
  readonly seed: number;
  readonly fingerprint: string;
  /** The iteration that is judged as trained (null: there is none), and those whose text was collapsing. */
  readonly after: number | null;
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
  readonly remarks: readonly Remark[];
  readonly runs: readonly ClaimRun[];
}

/** What a policy does outside its own environment. */
export interface Elsewhere {
  readonly transfer: TransferReport;
  readonly batteries: BatteryReport;
}

/** Finished runs by preset, in the order of their seeds. */
export type RunsByPreset = ReadonlyMap<string, readonly ReplicatedRun[]>;

/** What a rule comes to before it is looked at how much it rests on. */
export interface Decision extends Pick<Claim, 'verdict' | 'findings' | 'remarks'> {
  /** Of every group that the verdict rests on and no finding tells: replies that can be parsed, and all. */
  readonly rests?: readonly Pick<Finding, 'label' | 'n' | 'of'>[];
  /** The runs that were judged, preset by preset, where those are not all. */
  readonly judged?: readonly (readonly ReplicatedRun[])[];
}

export interface Rule extends Pick<Claim, 'id' | 'topic' | 'unit' | 'statement' | 'paper' | 'rule'> {
  readonly presets: readonly string[];
  /** Which policy is judged as trained. */
  readonly when: Trained;
  readonly decide: (runs: RunsByPreset) => Decision;
}

/** `after`: the best rated policy; `end`: the last. See after.ts. */
export type Trained = 'after' | 'end';

/** A finished run, with its policies' doings elsewhere where a claim needs them and there is a policy after training. */
export interface ReplicatedRun extends RunSummary {
  readonly elsewhere: { readonly before: Elsewhere; readonly after: Elsewhere } | null;
}
