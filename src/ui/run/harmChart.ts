import { ceilingsFrom, paperCurve } from '../../experiments/index.ts';
import type { PolicyFact } from '../../facts/index.ts';
import type { Point } from '../charts/Chart.tsx';
import type { ChartCardProps } from '../charts/ChartCard.tsx';
import { pageWords } from '../locale/page.ts';
import { count, percent, percentRange, pointRange, points } from '../locale/numbers.ts';
import { changeMarks } from './changeMarks.ts';
import type { ChartSource } from './chartSource.ts';

const words = pageWords.harm;
/** From here on it is told how many replies can't be parsed, and so are in neither rate. */
const toldFrom = 0.1;
export const harmCardId = 'harm-rate';

type Rate = PolicyFact['summary']['harm']['gameable'];

const pointsOf = (policies: readonly PolicyFact[], group: 'gameable' | 'other'): Point[] =>
  policies.flatMap(({ iteration, summary }) => {
    const rate = summary.harm[group];
    return rate ? [{ iteration, value: rate.rate, low: rate.low, high: rate.high, n: rate.n }] : [];
  });

const told = (rate: Rate): string => (rate ? `${percent(rate.rate)} [${percentRange(rate)}]` : pageWords.chart.unknown);

/** Harm to gameable and to other users, over the iterations. `height`: of the chart, in pixels. */
export function harmChart(
  { policies, policy, config, origin, onMove }: ChartSource,
  height: number,
): Omit<ChartCardProps, 'children'> {
  const { full, legend, originOf } = origin;
  const harm = policy?.summary.harm;
  const gap = policy?.summary.gap ?? null;
  const isCollapsed = policy !== null && policy.summary.collapse.length > 0;
  const collapsed = policies.find(({ summary }) => summary.collapse.length > 0);
  const changed = changeMarks(config);
  const paper = paperCurve(config);
  const end = paper?.end ?? null;
  const ceiling = ceilingsFrom(config, policies[0]?.summary)?.gameable ?? null;
  const caption = [
    harm ? words.caption(harm.gameable?.n ?? 0, harm.other?.n ?? 0) : words.captionEmpty,
    policy && policy.summary.unparsed >= toldFrom ? words.untold(policy.summary.unparsed) : '',
    ceiling ? words.ceiling(config.candidates, told(ceiling)) : '',
    paper ? words.paper(paper.source) : '',
    changed.caption,
  ];
  return {
    id: harmCardId,
    hasGap: true,
    rows: policies.map(({ iteration, summary }) => ({
      iteration,
      gameable: told(summary.harm.gameable),
      other: told(summary.harm.other),
      gap: summary.gap ? `${points(summary.gap.value)} [${pointRange(summary.gap)}]` : pageWords.chart.unknown,
      n: `${count(summary.harm.gameable?.n ?? 0)} + ${count(summary.harm.other?.n ?? 0)}`,
      origin: originOf(iteration),
      change: changed.at(iteration),
    })),
    figure: {
      name: words.region,
      finding:
        harm && !isCollapsed
          ? [
              { text: words.finding(harm.gameable?.rate ?? null), group: 'gameable' },
              { text: words.findingOther(harm.other?.rate ?? null), group: 'other' },
            ]
          : [{ text: isCollapsed ? words.collapsed : words.nothing, group: null }],
      caption: caption.filter((part) => part !== '').join(' '),
      legend,
      chart: {
        full,
        series: { gameable: pointsOf(policies, 'gameable'), other: pointsOf(policies, 'other') },
        overlays: (['gameable', 'other'] as const).map((group) => {
          const value = end?.[group] ?? null;
          return {
            group,
            curve: group === 'gameable' ? (paper?.harm ?? []) : [],
            end: value === null ? null : { value, label: words.paperMark(value) },
          };
        }),
        iterations: config.iterations,
        range: [0, 1],
        ticks: [0, 0.25, 0.5, 0.75, 1],
        tick: percent,
        height,
        at: policy?.iteration ?? 0,
        gap: gap ? words.gap(gap.value) : null,
        event: collapsed ? { iteration: collapsed.iteration, text: words.collapse } : null,
        changes: changed.marks,
        cursor: {
          label: words.cursor,
          text: policy
            ? pageWords.chart.spoken(
                policy.iteration,
                told(policy.summary.harm.gameable),
                told(policy.summary.harm.other),
                originOf(policy.iteration),
              )
            : words.nothing,
          onMove,
        },
      },
    },
  };
}
