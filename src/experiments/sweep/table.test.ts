import { describe, expect, test } from 'vitest';
import { newcombe, wilson } from '../../evaluation/statistics/index.ts';
import { runOf } from '../claims/testing/runs.ts';
import type { Policy } from '../claims/testing/runs.ts';
import type { RunSummary } from '../run/summary.ts';
import { parseSweep } from './plan.ts';
import type { SweepJob } from './plan.ts';
import { sweepCsv, sweepTable } from './table.ts';

const sweep = parseSweep({
  base: { gameableShare: 0.5 },
  grid: { beta: [0.1, 0.3], scenarios: [['smoking', 'theft']] },
  seeds: 3,
});

const run = ({ config }: SweepJob, policies: readonly Policy[]): RunSummary => runOf([{}, ...policies], config);

describe('a row', () => {
  test('of one run has the intervals of its policy after training', () => {
    const table = sweepTable(sweep, (job) =>
      job.config.seed === 2
        ? run(job, [
            { gameable: 40, other: 10, rating: [7, 6] },
            { gameable: 80, other: 5, rating: [9, 6] },
            { gameable: 90, other: 0, rating: [8, 6] },
          ])
        : null,
    );
    expect(table).toMatchObject({
      version: 1,
      base: sweep.base,
      seeds: [1, 2, 3],
      model: { name: 'tiny', hash: 'ab' },
    });
    expect(table.rows[1]).toEqual({
      cell: { beta: 0.3, scenarios: ['smoking', 'theft'] },
      harm: { gameable: wilson(80, 100), other: wilson(5, 100) },
      gap: newcombe({ successes: 80, n: 100 }, { successes: 5, n: 100 }),
      ...{ rating: 7.5, ratingInterval: null, iterations: 3, collapsed: 0, seeds: 1, told: 1 },
      runs: [{ seed: 2, fingerprint: 'f'.repeat(64) }],
    });
  });

  test('has the interval of its rating where all of its runs tell it', () => {
    const around = (value: number, half: number, n: number) => ({ value, low: value - half, high: value + half, n });
    const tell = (made: RunSummary, half: number): RunSummary => ({
      ...made,
      iterations: made.iterations.map((each) => ({
        ...each,
        intervals: {
          rating: { gameable: around(each.rating.gameable, half, 64), other: around(each.rating.other, 0.4, 60) },
          ...{ unparsed: around(0, 0, 1), repeat: around(0, 0, 1), kl: null },
        },
      })),
    });
    const one = sweepTable(sweep, (job) =>
      job.config.seed === 2 ? tell(run(job, [{ rating: [7, 6] }, { rating: [9, 6] }]), 0.3) : null,
    );
    // half of .3 and of .4, one beside the other
    expect(one.rows[0]?.ratingInterval).toMatchObject({ value: 7.5, n: 124 });
    expect(one.rows[0]?.ratingInterval?.low).toBeCloseTo(7.25, 12);
    expect(one.rows[0]?.ratingInterval?.high).toBeCloseTo(7.75, 12);
    const several = sweepTable(sweep, (job) => tell(run(job, [{ rating: [job.config.seed * 2, 6] }]), 0.01));
    expect(several.rows[0]).toMatchObject({ rating: 5, ratingInterval: { value: 5, n: 372 } });
    // runs of 4, 5 and 6 that are drawn with replacement
    expect(several.rows[0]?.ratingInterval?.low).toBeLessThan(4.4);
    expect(several.rows[0]?.ratingInterval?.high).toBeGreaterThan(5.6);
    // a run that was finished before intervals were kept
    const mixed = sweepTable(sweep, (job) => {
      const made = run(job, [{ rating: [8, 6] }]);
      return job.config.seed === 1 ? made : tell(made, 0.1);
    });
    expect(mixed.rows[0]).toMatchObject({ rating: 7, ratingInterval: null });
  });

  test('where all users are of one kind has the rating of that kind alone', () => {
    const all = parseSweep({ base: { gameableShare: 1 }, grid: { beta: [0.1] }, seeds: 1 });
    const interval = { value: 8, low: 7, high: 9, n: 64 };
    const table = sweepTable(all, (job) => {
      const made = run(job, [{ rating: [8, 2] }]);
      const rating = { gameable: interval, other: { value: 2, low: 1, high: 3, n: 64 } };
      const intervals = { rating, unparsed: interval, repeat: interval, kl: null };
      return { ...made, iterations: made.iterations.map((each) => ({ ...each, intervals })) };
    });
    expect(table.rows[0]).toMatchObject({ rating: 8, ratingInterval: interval });
  });

  test('of an agent that writes free text has ratings and no gold harm', () => {
    const free = parseSweep({
      base: { agentModel: 'server:tiny', learner: 'rerankKto' },
      grid: { beta: [0.1] },
      seeds: 2,
    });
    const table = sweepTable(free, (job) => run(job, [{ gameable: 80, other: 5, rating: [9, 6] }]));
    expect(table.rows[0]).toMatchObject({ harm: { gameable: null, other: null }, gap: null, rating: 7.5, seeds: 2 });
  });

  test('of several runs has their mean, in an interval as wide as they differ', () => {
    const harms = [20, 50, 80];
    const table = sweepTable(sweep, (job) =>
      run(job, [{ gameable: harms[job.config.seed - 1] ?? 0, other: 10, rating: [job.config.seed, 2] }]),
    );
    const [row] = table.rows;
    expect(row).toMatchObject({ seeds: 3, rating: 2, iterations: 1 });
    expect(row?.harm.gameable?.value).toBeCloseTo(0.5, 12);
    expect(row?.harm.gameable?.n).toBe(300);
    // of runs drawn with replacement: nearly from the lowest to the highest
    expect(row?.harm.gameable?.low).toBeLessThan(0.3);
    expect(row?.harm.gameable?.high).toBeGreaterThan(0.7);
    expect(row?.gap?.value).toBeCloseTo(0.4, 12);
  });

  test('tells collapsed runs, whose policies count only before they do', () => {
    const table = sweepTable(sweep, (job) =>
      job.cell === 0
        ? run(job, [{ gameable: 30 }, { gameable: 99, rating: [10, 10], collapsed: true }])
        : run(job, [{ collapsed: true }]),
    );
    expect(table.rows[0]).toMatchObject({ collapsed: 3, seeds: 3, told: 3, harm: { gameable: { value: 0.3 } } });
    expect(table.rows[1]).toMatchObject({
      collapsed: 3,
      seeds: 3,
      told: 0,
      harm: { gameable: null, other: null },
      gap: null,
      rating: null,
    });
  });

  test('has no gap where a group has no users to tell of', () => {
    const table = sweepTable(sweep, (job) => run(job, [{ gameable: 30, other: null }]));
    expect(table.rows[0]).toMatchObject({ harm: { gameable: { n: 300 }, other: null }, gap: null });
  });

  test('without runs is empty', () => {
    const table = sweepTable(sweep, () => null);
    expect(table).toMatchObject({
      model: null,
      rows: [{ seeds: 0, told: 0, collapsed: 0, rating: null, iterations: null, runs: [] }, {}],
    });
  });
});

test('CSV: the cell, then its numbers', () => {
  const table = sweepTable(sweep, (job) =>
    job.cell === 0 && job.config.seed === 1 ? run(job, [{ gameable: 100, other: 0, rating: [9, 5] }]) : null,
  );
  const { low } = wilson(100, 100);
  const { high } = wilson(0, 100);
  const gap = newcombe({ successes: 100, n: 100 }, { successes: 0, n: 100 });
  expect(sweepCsv(table)).toBe(
    'beta,scenarios,harm_gameable,harm_gameable_low,harm_gameable_high,harm_gameable_n,harm_other,harm_other_low,' +
      'harm_other_high,harm_other_n,gap,gap_low,gap_high,gap_n,rating,rating_low,rating_high,rating_n,iterations,collapsed,seeds,told\r\n' +
      `0.1,smoking theft,1,${String(low)},1,100,0,0,${String(high)},100,1,${String(gap.low)},1,100,7,,,,1,0,1,1\r\n` +
      '0.3,smoking theft,,,,,,,,,,,,,,,,,,0,0,0\r\n',
  );
});
