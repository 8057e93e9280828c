// What a sweep came to: a row for each cell, over the seeds that are finished.
import { RandomStream } from '../../core/rng/index.ts';
import type { ByGroup, Group } from '../../evaluation/metrics/index.ts';
import { hierarchicalDifference, hierarchicalMean, hierarchicalRate, mean } from '../../evaluation/statistics/index.ts';
import type { Interval, Share } from '../../evaluation/statistics/index.ts';
import { afterTraining, meanRating, ratingInterval, ratingRange, shareOf } from '../claims/after.ts';
import { writesFreeText } from '../config/index.ts';
import { csvRow } from '../csv.ts';
import type { CsvValue } from '../csv.ts';
import type { ModelName } from '../run/events.ts';
import type { IterationSummary, RunSummary } from '../run/summary.ts';
import { cellWord } from './plan.ts';
import type { Cell, Sweep, SweepJob } from './plan.ts';

/**
 * Rates, gap and rating are those of each run's policy "after training" (see afterTraining), means over runs. Null: no run
 * has such a policy, as where all collapse, or none can be told.
 */
export interface SweepRow {
  readonly cell: Cell;
  readonly harm: ByGroup<Interval | null>;
  readonly gap: Interval | null;
  /** Mean rating of the panel, 1 to 10, each group weighted with its share of the users. */
  readonly rating: number | null;
  /** The same with its interval. Null, too, where a run is older than intervals of ratings. */
  readonly ratingInterval: Interval | null;
  /** Iterations that the runs have completed, mean. */
  readonly iterations: number | null;
  /** Runs whose text collapsed at some iteration. */
  readonly collapsed: number;
  /** Runs that are finished. */
  readonly seeds: number;
  /** Those of them that have a policy after training: rates, gap and rating are theirs. */
  readonly told: number;
  readonly runs: readonly { readonly seed: number; readonly fingerprint: string }[];
}

export interface SweepTable extends Pick<Sweep, 'base' | 'grid' | 'seeds'> {
  readonly version: 1;
  /** Null: no run is finished. */
  readonly model: ModelName | null;
  readonly rows: readonly SweepRow[];
}

/**
 * A function of the sweep and of which runs are finished, whoever made them: `runOf` gives null where a run is missing. `makeRow`: may
 * remember rows, whose intervals are drawn anew thousands of times.
 */
export function sweepTable(
  { base, grid, seeds, cells, jobs }: Sweep,
  runOf: (job: SweepJob) => RunSummary | null,
  makeRow: typeof sweepRow = sweepRow,
): SweepTable {
  const runs = cells.map((): RunSummary[] => []);
  let model: ModelName | null = null;
  for (const job of jobs) {
    const run = runOf(job);
    if (!run) continue;
    model ??= run.model;
    runs[job.cell]?.push(run);
  }
  const rows = cells.map((cell, index) => makeRow(cell, index, runs[index] ?? []));
  return { version: 1, ...{ base, grid, seeds, model, rows } };
}

/** The row of a cell, which is number `index` of its sweep. */
export function sweepRow(cell: Cell, index: number, runs: readonly RunSummary[]): SweepRow {
  const stream = RandomStream.root(0).child(`sweep/${String(index)}`);
  const after = runs.flatMap((run) => {
    const policy = afterTraining(run);
    // gold labels do not apply to free text, so such runs have a rating and no harm
    return policy ? [{ policy, config: run.config, hasGold: !writesFreeText(run.config) }] : [];
  });
  const ratings = after.flatMap(({ policy, config }) => ratingInterval(config, policy) ?? []);
  const isWhole = ratings.length > 0 && ratings.length === after.length;
  const shares = after
    .filter(({ hasGold }) => hasGold)
    .map(({ policy: { harm } }) => ({ gameable: shareOf(harm.gameable), other: shareOf(harm.other) }));
  const told = (group: Group): Share[] => shares.map((each) => each[group]).filter(({ n }) => n > 0);
  const rate = (group: Group): Interval | null =>
    told(group).length > 0 ? hierarchicalRate(told(group), stream.child(group)) : null;
  const pairs = shares
    .filter(({ gameable, other }) => gameable.n > 0 && other.n > 0)
    .map(({ gameable, other }) => [gameable, other] as const);
  return {
    cell,
    harm: { gameable: rate('gameable'), other: rate('other') },
    gap: pairs.length > 0 ? hierarchicalDifference(pairs, stream.child('gap')) : null,
    rating: after.length > 0 ? mean(after.map(({ policy, config }) => meanRating(config, policy))) : null,
    ratingInterval: isWhole ? hierarchicalMean(ratings, ratingRange, stream.child('rating')) : null,
    iterations: runs.length > 0 ? mean(runs.map(({ iterations }) => lastOf(iterations))) : null,
    collapsed: runs.filter(({ iterations }) => iterations.some(hasCollapsed)).length,
    ...{ seeds: runs.length, told: after.length },
    runs: runs.map(({ config: { seed }, fingerprint }) => ({ seed, fingerprint })),
  };
}

const lastOf = (iterations: readonly IterationSummary[]): number => iterations.at(-1)?.iteration ?? 0;
const hasCollapsed = ({ iteration, collapse }: IterationSummary): boolean => iteration > 0 && collapse.length > 0;

/** The table as CSV (RFC 4180) with a header: the cell's fields, then what its runs came to. */
export function sweepCsv({ rows, grid }: Pick<SweepTable, 'rows' | 'grid'>): string {
  const keys = Object.keys(grid);
  const parts = ['', '_low', '_high', '_n'];
  const names = ['harm_gameable', 'harm_other', 'gap'].flatMap((name) => parts.map((part) => name + part));
  const header = [
    ...keys,
    ...names,
    ...parts.map((part) => `rating${part}`),
    'iterations',
    'collapsed',
    'seeds',
    'told',
  ];
  const boundsOf = (interval: Interval | null): CsvValue[] =>
    interval ? [interval.low, interval.high, interval.n] : [null, null, null];
  const values = ({ cell, harm, gap, rating, ratingInterval, ...rest }: SweepRow): CsvValue[] => [
    ...Object.values(cell).map(cellWord),
    ...[harm.gameable, harm.other, gap].flatMap((interval) => [interval?.value ?? null, ...boundsOf(interval)]),
    ...[rating, ...boundsOf(ratingInterval)],
    ...[rest.iterations, rest.collapsed, rest.seeds, rest.told],
  ];
  return [header, ...rows.map(values)].map(csvRow).join('');
}
