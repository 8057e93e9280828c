import { csvRow } from '../../experiments/index.ts';
import type { Figure, Source } from './types.ts';

/** What a figure shows, as a table: an estimate with its interval in each row, and where it comes from. */
export function numbersOf(
  { name, chart: { series, changes = [] } }: Figure,
  { link, seed, fingerprint }: Source,
): string {
  const hasChanges = changes.length > 0;
  const changed = (at: number): string => changes.find(({ iteration }) => iteration === at)?.text ?? '';
  const head = [
    ...['measure', 'users', 'iteration', 'value', 'low', 'high', 'n', ...(hasChanges ? ['changed'] : [])],
    ...['seed', 'fingerprint', 'link'],
  ];
  const rows = (['gameable', 'other'] as const).flatMap((group) =>
    series[group].map(({ iteration, value, low, high, n }) =>
      csvRow([
        ...[name, group, iteration, value, low, high, n, ...(hasChanges ? [changed(iteration)] : [])],
        ...[seed, fingerprint, link],
      ]),
    ),
  );
  return [csvRow(head), ...rows].join('');
}
