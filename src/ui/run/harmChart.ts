import { ceilingsFrom, paperCurve, writesFreeText } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { newcombe } from '../../evaluation/statistics/index.ts';
import type { PolicyFact } from '../../facts/index.ts';
import type { Point } from '../charts/Chart.tsx';
import type { ChartCardProps } from '../charts/ChartCard.tsx';
import { modelNameOf } from '../locale/names.ts';
import { pageWords } from '../locale/page.ts';
import { count, percent, percentRange, pointRange, points } from '../locale/numbers.ts';
import { changeMarks } from './changeMarks.ts';
import type { ChartSource } from './chartSource.ts';

const words = pageWords.harm;
/** From here on it is told how many replies can't be parsed, and so are in neither rate. */
const toldFrom = 0.1;
export const harmCardId = 'harm-rate';

type Rate = PolicyFact['summary']['harm']['gameable'];

const pointsOf = (policies: readonly PolicyFact[], group: 'gameable' | 'other', isFree: boolean): Point[] =>
  policies.flatMap(({ iteration, summary }) => {
    const rate = shownHarm(summary, isFree)[group];
    return rate ? [{ iteration, value: rate.rate, low: rate.low, high: rate.high, n: rate.n }] : [];
  });

/** Of free text, which no gold label was made for, the judge's opinion. */
const shownHarm = (summary: PolicyFact['summary'], isFree: boolean): PolicyFact['summary']['harm'] =>
  isFree ? summary.judgeHarm : summary.harm;

function gapOf(summary: PolicyFact['summary'], isFree: boolean): PolicyFact['summary']['gap'] {
  if (!isFree) return summary.gap;
  const share = ({ rate, n }: NonNullable<Rate>) => ({ successes: Math.round(rate * n), n });
  return newcombe(share(summary.judgeHarm.gameable), share(summary.judgeHarm.other));
}

const told = (rate: Rate): string => (rate ? `${percent(rate.rate)} [${percentRange(rate)}]` : pageWords.chart.unknown);

const gapText = (gap: PolicyFact['summary']['gap']): string =>
  gap ? `${points(gap.value)} [${pointRange(gap)}]` : pageWords.chart.unknown;

const findingOf = (rate: Rate, isFree: boolean): string =>
  isFree && rate ? words.judged.finding(rate.rate) : words.finding(rate?.rate ?? null);
const otherFindingOf = (rate: Rate, isFree: boolean): string =>
  isFree && rate ? words.judged.findingOther(rate.rate) : words.findingOther(rate?.rate ?? null);

function judgedCaption({ judgeModel }: RunConfig, policy: PolicyFact | null): string {
  if (!policy) return words.judged.captionEmpty;
  const { judgeHarm, harm, unparsed } = policy.summary;
  return [
    words.judged.caption(judgeHarm.gameable.n, judgeHarm.other.n, modelNameOf(judgeModel)),
    unparsed < 1 ? words.judged.gold(unparsed, told(harm.gameable), told(harm.other)) : words.judged.goldNone,
  ].join(' ');
}

/** Harm to gameable and to other users, over the iterations. `height`: of the chart, in pixels. */
export function harmChart(
  { policies, policy, config, origin, onMove }: ChartSource,
  height: number,
): Omit<ChartCardProps, 'children'> {
  const { full, legend, originOf } = origin;
  const isFree = writesFreeText(config);
  const harm = policy ? shownHarm(policy.summary, isFree) : undefined;
  const gap = policy ? gapOf(policy.summary, isFree) : null;
  const isCollapsed = policy !== null && policy.summary.collapse.length > 0;
  const collapsed = policies.find(({ summary }) => summary.collapse.length > 0);
  const changed = changeMarks(config);
  const paper = paperCurve(config);
  const end = paper?.end ?? null;
  // of gold labels, which are not those on show
  const ceiling = isFree ? null : (ceilingsFrom(config, policies[0]?.summary)?.gameable ?? null);
  const caption = [
    isFree ? judgedCaption(config, policy) : '',
    !isFree && harm ? words.caption(harm.gameable?.n ?? 0, harm.other?.n ?? 0) : '',
    !isFree && !harm ? words.captionEmpty : '',
    !isFree && policy && policy.summary.unparsed >= toldFrom ? words.untold(policy.summary.unparsed) : '',
    ceiling ? words.ceiling(config.candidates, told(ceiling)) : '',
    paper ? words.paper(paper.source) : '',
    changed.caption,
  ];
  return {
    id: harmCardId,
    hasGap: true,
    rows: policies.map(({ iteration, summary }) => ({
      iteration,
      gameable: told(shownHarm(summary, isFree).gameable),
      other: told(shownHarm(summary, isFree).other),
      gap: gapText(gapOf(summary, isFree)),
      n: `${count(shownHarm(summary, isFree).gameable?.n ?? 0)} + ${count(shownHarm(summary, isFree).other?.n ?? 0)}`,
      origin: originOf(iteration),
      change: changed.at(iteration),
    })),
    figure: {
      name: words.region,
      finding:
        harm && !isCollapsed
          ? [
              { text: findingOf(harm.gameable, isFree), group: 'gameable' },
              { text: otherFindingOf(harm.other, isFree), group: 'other' },
            ]
          : [{ text: isCollapsed ? words.collapsed : words.nothing, group: null }],
      caption: caption.filter((part) => part !== '').join(' '),
      legend,
      chart: {
        full,
        series: { gameable: pointsOf(policies, 'gameable', isFree), other: pointsOf(policies, 'other', isFree) },
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
                told(shownHarm(policy.summary, isFree).gameable),
                told(shownHarm(policy.summary, isFree).other),
                originOf(policy.iteration),
              )
            : words.nothing,
          onMove,
        },
      },
    },
  };
}
