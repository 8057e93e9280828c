import { expect, test } from 'vitest';
import { parseConfig } from '../../experiments/index.ts';
import { policyWith } from '../../facts/testing/cases.ts';
import { ratingChart } from './ratingChart.ts';

const rating = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 12 });
const untrained = policyWith(0, { rating: { gameable: rating(6.1, 0.8), other: rating(5.8, 0.3) } });

/** The chart's headline once ratings are these. */
function headline(gameable: number, other: number): string {
  const policy = policyWith(1, { rating: { gameable: rating(gameable, 0.8), other: rating(other, 0.3) } });
  const { figure } = ratingChart({
    ...{ policies: [untrained, policy], policy, config: parseConfig({}), onMove: () => undefined },
    origin: { full: true, legend: [], originOf: () => '' },
  } as unknown as Parameters<typeof ratingChart>[0]);
  return figure.finding.map(({ text }) => text).join('');
}

test.each([
  [6.5, 5.3, 'Other users rate replies lower; of gameable ones it is not clear'],
  [6.5, 5.9, 'No clear change in the ratings of either group'],
  [8.5, 6.4, 'Both groups rate replies higher than before training'],
  [8.5, 5.8, 'Gameable users rate replies higher; of others it is not clear'],
  [4, 6.4, 'Gameable users rate replies lower, others higher'],
])('the headline at %d and %d says what the intervals leave no doubt of', (gameable, other, said) => {
  expect(headline(gameable, other)).toBe(said);
});
