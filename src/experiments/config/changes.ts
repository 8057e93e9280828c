// Changes in mid-run: which settings are in force at which iteration. A change is a part of the config, so a run stays a
// function of (config, seed), and what was played before a change is what it would have been without it.
import type { ChangeableKey, RunConfig, SettingsChange } from './types.ts';

/** Who comes to the agent, and what is rewarded of what they are told: all that can change in mid-run, in the table's order. */
export const changeableKeys: readonly ChangeableKey[] = [
  ...(['scenarios', 'gameableShare', 'cue', 'cueAccuracy', 'channels', 'phrasing'] as const),
  ...(['ratings', 'finalReward', 'lengthPenalty', 'veto', 'vetoLevel'] as const),
];

/** The config with the settings that `iteration` is played, rated and selected by. Panels keep those of the start. */
export const configAt = (config: RunConfig, iteration: number): RunConfig =>
  config.changes.reduce<RunConfig>(
    (settings, change) => (change.iteration <= iteration ? { ...settings, ...change.settings } : settings),
    config,
  );

/** Settings that an iteration is the first to be played by, in the table's order; what is changed to what it was is none. */
export function settingsChangedAt(config: RunConfig, iteration: number): readonly ChangeableKey[] {
  if (!config.changes.some((change) => change.iteration === iteration)) return [];
  const [before, after] = [configAt(config, iteration - 1), configAt(config, iteration)];
  return changeableKeys.filter((key) => wordOf(key, before[key]) !== wordOf(key, after[key]));
}

/** Channels have no order. */
const wordOf = (key: ChangeableKey, value: RunConfig[ChangeableKey]): string =>
  JSON.stringify(key === 'channels' && typeof value === 'object' ? [...value].sort() : value);

/** The list of changes with these settings in force from an iteration on; later changes stay. Not checked. */
export function changesWith(
  { changes }: Pick<RunConfig, 'changes'>,
  iteration: number,
  settings: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  const same = changes.find((change) => change.iteration === iteration);
  const entry = { iteration, settings: { ...same?.settings, ...settings } };
  const before = changes.filter((change) => change.iteration < iteration);
  return [...before, entry, ...changes.filter((change) => change.iteration > iteration)] satisfies (
    SettingsChange | object
  )[];
}
