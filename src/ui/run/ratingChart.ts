import { paperCurve } from '../../experiments/index.ts';
import { movedBetween } from '../../facts/index.ts';
import type { PolicyFact } from '../../facts/index.ts';
import type { Point } from '../charts/Chart.tsx';
import type { ChartCardProps } from '../charts/ChartCard.tsx';
import { pageWords } from '../locale/page.ts';
import { count, decimal, decimalRange } from '../locale/numbers.ts';
import { changeMarks } from './changeMarks.ts';
import type { ChartSource } from './chartSource.ts';

const words = pageWords.rating;

const pointsOf = (policies: readonly PolicyFact[], group: 'gameable' | 'other'): Point[] =>
  policies.map(({ iteration, rating }) => ({ iteration, ...rating[group] }));

const told = (rating: { value: number; low: number; high: number }): string =>
  `${decimal(rating.value)} [${decimalRange(rating)}]`;

/** What users think of it: mean expected ratings, over the iterations. */
export function ratingChart({
  policies,
  policy,
  config,
  origin,
  onMove,
}: ChartSource): Omit<ChartCardProps, 'children'> {
  const { full, legend, originOf } = origin;
  const changed = changeMarks(config);
  const paper = paperCurve(config);
  const hasCurve = paper !== null && paper.rating.length > 0;
  return {
    id: 'expected-rating',
    hasGap: false,
    rows: policies.map(({ iteration, rating }) => ({
      iteration,
      gameable: told(rating.gameable),
      other: told(rating.other),
      gap: '',
      n: `${count(rating.gameable.n)} + ${count(rating.other.n)}`,
      origin: originOf(iteration),
      change: changed.at(iteration),
    })),
    figure: {
      name: words.region,
      finding: [{ text: findingOf(policy, policies[0] ?? null), group: null }],
      caption: [
        policy ? words.caption(policy.rating.gameable.n, policy.rating.other.n) : words.captionEmpty,
        ...(hasCurve ? [words.paper(paper.source)] : []),
        changed.caption,
      ]
        .filter((part) => part !== '')
        .join(' '),
      legend,
      chart: {
        full,
        series: { gameable: pointsOf(policies, 'gameable'), other: pointsOf(policies, 'other') },
        overlays: hasCurve ? [{ group: 'gameable', curve: paper.rating, end: null }] : [],
        iterations: config.iterations,
        range: [1, 10],
        ticks: [1, 4, 7, 10],
        tick: String,
        height: 234,
        at: policy?.iteration ?? 0,
        gap: null,
        event: null,
        changes: changed.marks,
        cursor: {
          label: words.cursor,
          text: policy
            ? pageWords.chart.spoken(
                policy.iteration,
                told(policy.rating.gameable),
                told(policy.rating.other),
                originOf(policy.iteration),
              )
            : words.nothing,
          onMove,
        },
      },
    },
  };
}

function findingOf(policy: PolicyFact | null, untrained: PolicyFact | null): string {
  if (!policy || !untrained) return words.nothing;
  if (policy.iteration === untrained.iteration) return words.start;
  const moved = (group: 'gameable' | 'other') => movedBetween(untrained.rating[group], policy.rating[group]).move;
  return words.moved[moved('gameable')][moved('other')];
}
