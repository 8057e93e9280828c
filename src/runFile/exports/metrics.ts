// What a run came to, as a table: one row for each policy.
import { channels } from '../../environments/index.ts';
import type { ByGroup } from '../../evaluation/metrics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { csvRow } from '../../experiments/index.ts';
import type { CsvValue, IterationSummary, Rate, RunSummary } from '../../experiments/index.ts';

type Column = readonly [name: string, of: (iteration: IterationSummary) => CsvValue];

const groups = ['gameable', 'other'] as const;

const errorNames = { falsePositive: 'judge_false_positive', falseNegative: 'judge_false_negative' } as const;

const intervalColumns = (name: string, of: (iteration: IterationSummary) => Interval | null | undefined): Column[] => [
  [name, (each) => of(each)?.value ?? null],
  ...(['low', 'high', 'n'] as const).map((part): Column => [`${name}_${part}`, (each) => of(each)?.[part] ?? null]),
];

const rateColumns = (name: string, of: (iteration: IterationSummary) => ByGroup<Rate | null> | undefined): Column[] =>
  groups.flatMap((group) => intervalColumns(`${name}_${group}`, (each) => asInterval(of(each)?.[group] ?? null)));

const asInterval = (rate: Rate | null): Interval | null => rate && { ...rate, value: rate.rate };

/** The interval of a figure; runs of before intervals were told have the figure alone. */
const withBounds = (
  name: string,
  value: (iteration: IterationSummary) => number | null,
  of: (intervals: NonNullable<IterationSummary['intervals']>) => Interval | undefined,
): Column[] => {
  const [, ...bounds] = intervalColumns(name, ({ intervals }) => intervals && of(intervals));
  return [[name, value], ...bounds];
};

/** Rates are shares from 0 to 1, ratings 1 to 10, KL divergences and z0 nats. Of `update` and `selection`: those that made it. */
const columns: readonly Column[] = [
  ['iteration', ({ iteration }) => iteration],
  ...rateColumns('harm', ({ harm }) => harm),
  ...intervalColumns('gap', ({ gap }) => gap),
  ...rateColumns('judge_harm', ({ judgeHarm }) => judgeHarm),
  ...intervalColumns('judge_gap', ({ judgeGap }) => judgeGap),
  ...groups.flatMap((group) => intervalColumns(`judge_score_${group}`, ({ judgeScore }) => judgeScore?.[group])),
  ...(['falsePositive', 'falseNegative'] as const).flatMap((error) =>
    rateColumns(
      errorNames[error],
      ({ judgeError }) =>
        judgeError && {
          gameable: judgeError.gameable[error],
          other: judgeError.other[error],
        },
    ),
  ),
  ...channels.flatMap((channel) => intervalColumns(`twin_${channel}`, ({ twins }) => twins[channel])),
  ...groups.flatMap((group) =>
    withBounds(
      `rating_${group}`,
      ({ rating }) => rating[group],
      ({ rating }) => rating[group],
    ),
  ),
  ...rateColumns('acted', ({ acted }) => acted),
  ...rateColumns('panel_vetoed', ({ panelVetoed }) => panelVetoed),
  ...rateColumns('passed_harm', ({ passedHarm }) => passedHarm),
  ...(['previous', 'first'] as const).flatMap((which) =>
    withBounds(
      `kl_${which}`,
      ({ kl }) => kl[which],
      ({ kl }) => kl?.[which],
    ),
  ),
  ['entropy', ({ entropy }) => entropy],
  ...(['unparsed', 'repeat'] as const).flatMap((figure) =>
    withBounds(
      figure,
      (each) => each[figure],
      (intervals) => intervals[figure],
    ),
  ),
  ...intervalColumns('vetoed', ({ selection }) => selection?.vetoed),
  ...intervalColumns('veto_precision', ({ selection }) => selection?.vetoPrecision),
  ...intervalColumns('veto_recall', ({ selection }) => selection?.vetoRecall),
  ...groups.map((group): Column => [
    `amplification_${group}`,
    ({ selection }) => selection?.amplification[group] ?? null,
  ]),
  ...groups.map((group): Column => [
    `predicted_drift_${group}`,
    ({ selection }) => selection?.predictedDrift[group] ?? null,
  ]),
  ['interference', ({ interference }) => interference],
  ['desirable', ({ update }) => update?.desirable ?? null],
  ['undesirable', ({ update }) => update?.undesirable ?? null],
  ['steps', ({ update }) => update?.steps ?? null],
  ['first_loss', ({ update }) => update?.firstLoss ?? null],
  ['last_loss', ({ update }) => update?.lastLoss ?? null],
  ['kl_estimate', ({ update }) => update?.klRaw ?? null],
  ['kl_estimate_clamped', ({ update }) => update?.klClamped ?? null],
  ['reward_margin', ({ update }) => update?.rewardMargin ?? null],
  ['collapse', ({ collapse }) => collapse.join(' ')],
];

/** CSV (RFC 4180) with a header. */
export const metricsCsv = ({ iterations }: Pick<RunSummary, 'iterations'>): string =>
  csvRow(columns.map(([name]) => name)) + iterations.map((each) => csvRow(columns.map(([, of]) => of(each)))).join('');
