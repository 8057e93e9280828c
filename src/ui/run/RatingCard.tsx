import { ChartCard } from '../charts/ChartCard.tsx';
import { SaveFigure } from '../figure/SaveFigure.tsx';
import { ratingChart } from './ratingChart.ts';
import { useChartSource } from './useChartSource.ts';

/** What users think of it: mean expected ratings, over the iterations. */
export function RatingCard() {
  const card = ratingChart(useChartSource());
  return (
    <ChartCard {...card}>
      <SaveFigure figure={card.figure} />
    </ChartCard>
  );
}
