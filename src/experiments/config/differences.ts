import { configKeys } from './fields.ts';
import type { ConfigKey, RunConfig } from './types.ts';

/** Whether two values of a field are the same: lists name the same in the same order. */
const sameValue = (a: RunConfig[ConfigKey], b: RunConfig[ConfigKey]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Fields in which two configs differ, in the table's order. */
export const changedKeys = (config: RunConfig, from: RunConfig): ConfigKey[] =>
  configKeys.filter((key) => !sameValue(config[key], from[key]));

/** Which of some named settings (at least one) has the fewest differences, the first of several, and which they are. */
export function nearestOf(
  config: RunConfig,
  named: readonly (readonly [name: string, settings: RunConfig])[],
): { readonly preset: string; readonly changed: readonly ConfigKey[] } {
  const all = named.map(([preset, settings]) => ({ preset, changed: changedKeys(config, settings) }));
  return all.reduce((best, each) => (each.changed.length < best.changed.length ? each : best));
}
