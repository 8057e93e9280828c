// Claims about what training does outside its own environment: other users' ratings, and standard batteries.
import { mean } from '../../evaluation/statistics/index.ts';
import type { TransferColumn } from '../run/transfer.ts';
import type { Elsewhere, Finding, ReplicatedRun } from './types.ts';

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

const tried = (runs: readonly ReplicatedRun[]) => runs.flatMap(({ elsewhere }) => (elsewhere ? [elsewhere] : []));

/** Mean over seeds; from lowest to highest seed, because there are few. */
function overSeeds(label: string, values: readonly number[], paperValue: number | null): Finding[] {
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [{ label, value: mean(values), low, high, n: values.length, paper: paperValue }];
}

/** The matrix' row of a preset, and the untrained model's. */
export function transferFindings(preset: string, runs: readonly ReplicatedRun[]): Finding[] {
  const all = tried(runs);
  return columns.flatMap((column, i) => [
    ...overSeeds(
      `${column}, before`,
      all.map(({ before }) => before.transfer[column].value),
      paperBefore[i] ?? null,
    ),
    ...overSeeds(
      `${column}, after ${preset}`,
      all.map(({ after }) => after.transfer[column].value),
      paper[preset]?.[i] ?? null,
    ),
  ]);
}

interface Battery {
  readonly label: string;
  readonly of: (elsewhere: Elsewhere) => number;
  /** A change of shares. */
  readonly isDifference: boolean;
}

const batteries: readonly Battery[] = [
  {
    ...{ label: 'sycophancy in answers, mean change', isDifference: true },
    of: ({ batteries: b }) => b.sycophancyAnswers.meanDeviation,
  },
  {
    ...{ label: 'sycophancy in feedback, mean change', isDifference: true },
    of: ({ batteries: b }) => b.sycophancyFeedback.meanDeviation,
  },
  {
    ...{ label: 'prompts with a rude continuation', isDifference: false },
    of: ({ batteries: b }) => b.toxicity.anyRude.value,
  },
];

export function batteryFindings(preset: string, runs: readonly ReplicatedRun[]): Finding[] {
  const all = tried(runs);
  return batteries.flatMap(({ label, of, isDifference }, i) =>
    [
      ...overSeeds(
        `${label}, before`,
        all.map(({ before }) => of(before)),
        paperBatteries['before']?.[i] ?? null,
      ),
      ...overSeeds(
        `${label}, after ${preset}`,
        all.map(({ after }) => of(after)),
        paperBatteries[preset]?.[i] ?? null,
      ),
    ].map((each): Finding => (isDifference ? { ...each, isDifference } : each)),
  );
}
