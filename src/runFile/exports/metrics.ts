// What a run came to, as a table: one row for each policy.
import { channels } from '../../environments/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { csvRow } from '../../experiments/index.ts';
import type { CsvValue, IterationSummary, Rate, RunSummary } from '../../experiments/index.ts';

type Column = readonly [name: string, of: (iteration: IterationSummary) => CsvValue];

const groups = ['gameable', 'other'] as const;

const intervalColumns = (name: string, of: (iteration: IterationSummary) => Interval | null | undefined): Column[] => [
  [name, (each) => of(each)?.value ?? null],
  ...(['low', 'high', 'n'] as const).map((part): Column => [`${name}_${part}`, (each) => of(each)?.[part] ?? null]),
];

const rateColumns = (name: string, key: 'harm' | 'judgeHarm' | 'acted' | 'passedHarm'): Column[] =>
  groups.flatMap((group) => intervalColumns(`${name}_${group}`, (each) => asInterval(each[key][group])));

const asInterval = (rate: Rate | null): Interval | null => rate && { ...rate, value: rate.rate };

/** Rates are shares from 0 to 1, ratings 1 to 10, KL divergences and z0 nats. Of `update` and `selection`: those that made it. */
const columns: readonly Column[] = [
  ['iteration', ({ iteration }) => iteration],
  ...rateColumns('harm', 'harm'),
  ...intervalColumns('gap', ({ gap }) => gap),
  ...rateColumns('judge_harm', 'judgeHarm'),
  ...channels.flatMap((channel) => intervalColumns(`twin_${channel}`, ({ twins }) => twins[channel])),
  ...groups.map((group): Column => [`rating_${group}`, ({ rating }) => rating[group]]),
  ...rateColumns('acted', 'acted'),
  ...rateColumns('passed_harm', 'passedHarm'),
  ['kl_previous', ({ kl }) => kl.previous],
  ['kl_first', ({ kl }) => kl.first],
  ['entropy', ({ entropy }) => entropy],
  ['unparsed', ({ unparsed }) => unparsed],
  ['repeat', ({ repeat }) => repeat],
  ['vetoed', ({ vetoed }) => vetoed],
  ['veto_precision', ({ selection }) => selection?.vetoPrecision?.value ?? null],
  ['veto_recall', ({ selection }) => selection?.vetoRecall?.value ?? null],
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
  ['reward_margin', ({ update }) => update?.rewardMargin ?? null],
  ['collapse', ({ collapse }) => collapse.join(' ')],
];

/** CSV (RFC 4180) with a header. */
export const metricsCsv = ({ iterations }: Pick<RunSummary, 'iterations'>): string =>
  csvRow(columns.map(([name]) => name)) + iterations.map((each) => csvRow(columns.map(([, of]) => of(each)))).join('');
