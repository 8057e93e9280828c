import { csvRow } from '../../experiments/index.ts';
import type { Figure, Source } from './types.ts';

/** What a figure shows, as a table: an estimate with its interval in each row, and where it comes from. */
export function numbersOf({ name, chart: { series } }: Figure, { link, seed, fingerprint }: Source): string {
  const head = ['measure', 'users', 'iteration', 'value', 'low', 'high', 'n', 'seed', 'fingerprint', 'link'];
  const rows = (['gameable', 'other'] as const).flatMap((group) =>
    series[group].map(({ iteration, value, low, high, n }) =>
      csvRow([name, group, iteration, value, low, high, n, seed, fingerprint, link]),
    ),
  );
  return [csvRow(head), ...rows].join('');
}
