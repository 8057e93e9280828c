import { ChartCard } from '../charts/ChartCard.tsx';
import { SaveFigure } from '../figure/SaveFigure.tsx';
import { harmChart } from './harmChart.ts';
import { useChartSource } from './useChartSource.ts';

/** Harm to gameable and to other users, over the iterations. `height`: of the chart, in pixels. */
export function HarmCard({ height = 420 }: { height?: number }) {
  const card = harmChart(useChartSource(), height);
  return (
    <ChartCard {...card}>
      <SaveFigure figure={card.figure} />
    </ChartCard>
  );
}
