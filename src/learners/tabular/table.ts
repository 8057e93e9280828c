// A policy without a language model: which act to build a reply on, by a table of what the notes say. The control for "would
// a table of counts do this too?".
import { log } from '../../core/math/index.ts';
import { acts } from '../../corpus/acts.ts';
import type { Act } from '../../corpus/acts.ts';
import type { Weighted } from '../../core/text/index.ts';
import { logSoftmax } from '../distributions.ts';

/** One row of logits for each feature, one column for each act. */
export type Rows = ReadonlyMap<string, Float64Array>;

const column = new Map<Act, number>(acts.map((act, index) => [act, index]));

export const emptyRow = (): Float64Array => new Float64Array(acts.length);

export const columnOf = (act: Act): number => column.get(act) ?? -1;

/** What the table looks at: every sentence of the notes, and a row that always counts. */
export function featuresOf(notes: string | null): string[] {
  return ['', ...new Set(notes?.match(/[^.]+\./gu)?.map((sentence) => sentence.trim()) ?? [])];
}

/** log pi(core | features) for each core: its usual weight times exp(sum of its logits), normalised. */
export function logPolicy(rows: Rows, features: readonly string[], cores: readonly Weighted<Act>[]): number[] {
  const scores = cores.map(({ value, weight }) => {
    let score = log(weight);
    for (const feature of features) score += rows.get(feature)?.[columnOf(value)] ?? 0;
    return score;
  });
  return logSoftmax(scores);
}

/** A copy that later changes do not reach. */
export function copyRows(rows: Rows): Map<string, Float64Array> {
  return new Map([...rows].map(([feature, values]) => [feature, values.slice()]));
}

/** Features in alphabetical order, each with its row: the same bytes for the same table. */
export function sortedRows(rows: Rows): readonly (readonly [string, Float64Array])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
