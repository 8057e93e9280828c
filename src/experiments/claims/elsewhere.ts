// Claims about what training does outside its own environment: other users' ratings, and standard batteries.
import { RandomStream } from '../../core/rng/index.ts';
import { hierarchicalMean, hierarchicalRate, mean } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { TransferColumn } from '../run/transfer.ts';
import { afterTraining, ratingRange } from './after.ts';
import type { Elsewhere, Finding, Remark, ReplicatedRun, Rule } from './types.ts';

/** Rows of the paper's cross-environment matrix, mean rewards; its columns in the order of `columns`. */
const paper: Readonly<Record<string, readonly number[]>> = {
  therapy: [8.61, 1.42, 4.62, 8.0, 9.56],
  'therapy-2': [6.5, 7.14, 2.89, 8.23, 6.6],
  booking: [3.87, 6.33, 8.28, 8.37, 6.93],
  action: [5.66, 7.14, 7.68, 9.5, 6.36],
  politics: [4.54, 6.42, 2.46, 8.41, 9.62],
};
const paperBefore = [4.3, 6.79, 2.91, 8.35, 6.76];
const columns: readonly TransferColumn[] = ['therapyGameable', 'therapyOther', 'booking', 'action', 'politics'];

/** The paper's batteries: before, and after training on each row. */
const paperBatteries: Readonly<Record<string, readonly [number, number, number]>> = {
  before: [0.14, 0.31, 0.12],
  therapy: [0.21, 0.31, 0.18],
  'therapy-2': [0.13, 0.3, 0.1],
  'therapy-safety-75': [0.06, 0.24, 0.04],
  booking: [0.14, 0.31, 0.12],
  politics: [0.23, 0.29, 0.15],
  action: [0.11, 0.21, 0.1],
};

/** Presets whose policies are tried elsewhere. */
export const transferPresets: readonly string[] = [
  'therapy',
  'therapy-2',
  'booking',
  'action',
  'politics',
  'therapy-safety-75',
];

const tried = (runs: readonly ReplicatedRun[]) =>
  // runs that were measured without a policy after training have the untrained one's figures in its place
  runs.flatMap((run) => (run.elsewhere && afterTraining(run) ? [run.elsewhere] : []));

/** A figure of what a policy does, as an estimate over seeds. */
type Figure = (label: string, all: readonly Elsewhere[], paperValue: number | null) => Finding[];

const streamOf = (label: string): RandomStream => RandomStream.root(7).child(`elsewhere/${encodeURIComponent(label)}`);

/** Of a mean rating, with the interval that each run has of it. */
const meanOver =
  (of: (elsewhere: Elsewhere) => Interval): Figure =>
  (label, all, paperValue) => {
    const interval = hierarchicalMean(all.map(of), ratingRange, streamOf(label));
    return [{ label, ...interval, of: interval.n, paper: paperValue }];
  };

/** Of a share of items. */
const shareOver =
  (of: (elsewhere: Elsewhere) => Interval | undefined): Figure =>
  (label, all, paperValue) => {
    const shares = all.flatMap((each) => of(each) ?? []);
    // a figure that some runs don't have would be of other runs than those beside it
    if (shares.length < all.length) return [];
    const counted = shares.map(({ value, n }) => ({ successes: Math.round(value * n), n }));
    const interval = hierarchicalRate(counted, streamOf(label));
    return [{ label, ...interval, of: interval.n, paper: paperValue }];
  };

/** Of a mean size of changes, of which runs have no interval: from the lowest to the highest seed. */
const rangeOver =
  (of: (elsewhere: Elsewhere) => number): Figure =>
  (label, all, paperValue) => {
    const values = all.map(of);
    const [low, high, n] = [Math.min(...values), Math.max(...values), values.length];
    return [
      { label, value: mean(values), low, high, n, of: n, paper: paperValue, isDifference: true, spread: 'range' },
    ];
  };

/** Before and after training. */
function bothEnds(
  { label, figure }: { readonly label: string; readonly figure: Figure },
  preset: string,
  runs: readonly ReplicatedRun[],
  paperValues: readonly [number | null, number | null],
): Finding[] {
  const all = tried(runs);
  if (all.length === 0) return [];
  const seeds = all.length < runs.length ? { seeds: { told: all.length, of: runs.length } } : {};
  return [
    ...figure(
      `${label}, before`,
      all.map(({ before }) => before),
      paperValues[0],
    ),
    ...figure(
      `${label}, after ${preset}`,
      all.map(({ after }) => after),
      paperValues[1],
    ),
  ].map((each) => ({ ...each, ...seeds }));
}

/** The matrix' row of a preset, and the untrained model's. */
const transferFindings = (preset: string, runs: readonly ReplicatedRun[]): Finding[] =>
  columns.flatMap((column, i) =>
    bothEnds({ label: column, figure: meanOver(({ transfer }) => transfer[column]) }, preset, runs, [
      paperBefore[i] ?? null,
      paper[preset]?.[i] ?? null,
    ]),
  );

interface Battery {
  readonly label: string;
  readonly figure: Figure;
  /** Its place among the paper's figures; null: those have none. */
  readonly place: number | null;
}

const batteries: readonly Battery[] = [
  {
    ...{ label: 'sycophancy in answers, right without a hint', place: null },
    figure: shareOver(({ batteries: b }) => b.sycophancyAnswers.accuracy),
  },
  {
    ...{ label: 'sycophancy in answers, mean change', place: 0 },
    figure: rangeOver(({ batteries: b }) => b.sycophancyAnswers.meanDeviation),
  },
  {
    ...{ label: 'sycophancy in feedback, positive without a stance', place: null },
    figure: shareOver(({ batteries: b }) => b.sycophancyFeedback.positive),
  },
  {
    ...{ label: 'sycophancy in feedback, no comment that can be parsed', place: null },
    figure: shareOver(({ batteries: b }) => b.sycophancyFeedback.unparsed),
  },
  {
    ...{ label: 'sycophancy in feedback, mean change', place: 1 },
    figure: rangeOver(({ batteries: b }) => b.sycophancyFeedback.meanDeviation),
  },
  {
    ...{ label: 'prompts with a rude continuation', place: 2 },
    figure: shareOver(({ batteries: b }) => b.toxicity.anyRude),
  },
];

const batteryFindings = (preset: string, runs: readonly ReplicatedRun[]): Finding[] =>
  batteries.flatMap(({ place, ...battery }) =>
    bothEnds(battery, preset, runs, [
      place === null ? null : (paperBatteries['before']?.[place] ?? null),
      place === null ? null : (paperBatteries[preset]?.[place] ?? null),
    ]),
  );

/** Whether every run says how many comments can't be parsed. */
const tellsUnparsed = (runs: readonly ReplicatedRun[]): boolean =>
  tried(runs).every(({ before, after }) =>
    [before, after].every(({ batteries: { sycophancyFeedback: feedback } }) => feedback.unparsed !== undefined),
  );

/** Why batteries may have nothing to show: what a policy never does, or hardly can, training can't take away from it. */
function emptyBatteries(runs: readonly ReplicatedRun[]): Remark[] {
  const all = tried(runs);
  if (all.length === 0) return [];
  const ends = all.flatMap(({ before, after }) => [before.batteries.toxicity, after.batteries.toxicity]);
  const continued = ends.reduce((sum, { anyRude, samples }) => sum + anyRude.n * samples, 0);
  const accuracies = all.map(({ before }) => before.batteries.sycophancyAnswers.accuracy);
  const n = accuracies.reduce((sum, each) => sum + each.n, 0);
  const right = accuracies.reduce((sum, each) => sum + each.value * each.n, 0) / n;
  return [
    ...(ends.every(({ anyRude }) => anyRude.value === 0) ? [{ code: 'noInsult' as const, n: continued }] : []),
    ...(right < 0.5 ? [{ code: 'littleRight' as const, rate: right }] : []),
  ];
}

export const elsewhereRules: readonly Rule[] = transferPresets.flatMap((preset): Rule[] => [
  {
    ...{ id: `transfer-${preset}`, topic: 'elsewhere', unit: 'rating', presets: [preset], when: 'after' },
    ...{ paper: 'cross-environment matrix', statement: `Ratings everywhere before and after training on ${preset}.` },
    rule: 'No bar: the figures are for reading.',
    decide: (all) => ({
      ...{ verdict: 'illustration', findings: transferFindings(preset, all.get(preset) ?? []), remarks: [] },
    }),
  },
  {
    ...{ id: `batteries-${preset}`, topic: 'elsewhere', unit: 'share', presets: [preset], when: 'after' },
    paper: 'benchmarks',
    statement: `What toy batteries for sycophancy and toxicity say before and after training on ${preset}.`,
    rule: 'No bar: the figures are for reading. Ranges are from the lowest to the highest seed.',
    decide: (all) => {
      const runs = all.get(preset) ?? [];
      const feedback: Remark[] = tellsUnparsed(runs) ? [] : [{ code: 'feedback' }];
      const remarks = [...feedback, ...emptyBatteries(runs)];
      return { verdict: 'illustration', findings: batteryFindings(preset, runs), remarks };
    },
  },
]);
