import type { ChangeableKey, ConfigKey, OwnScenario, RunConfig, SettingsChange } from '../../experiments/index.ts';
import { midRunWords } from '../locale/midRun.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { fieldLabel } from '../locale/options.ts';
import { exact, percent } from '../locale/numbers.ts';

const words = pageWords.options;

/** What a field of the config is set to, in words. */
export function settingText(key: ConfigKey, value: RunConfig[ConfigKey]): string {
  if (typeof value === 'boolean') return value ? words.on : words.off;
  if (typeof value === 'object') {
    const none = key === 'scenarios' ? words.allScenarios : midRunWords.none;
    return value.length === 0 ? none : value.map(itemText).join(', ');
  }
  return typeof value === 'string' ? nameOf(value) : exact(value);
}

function itemText(item: string | SettingsChange | OwnScenario): string {
  if (typeof item === 'string') return nameOf(item);
  return 'openings' in item ? midRunWords.own(item.name, item.openings.length) : changeText(item);
}

/** The settings of a change, each with its name. */
export function changedSettings({ settings }: SettingsChange): string[] {
  const keys = Object.keys(settings) as ChangeableKey[];
  return keys.map((key) => {
    const value = settings[key];
    const text = key === 'gameableShare' ? percent(Number(value)) : value === undefined ? '' : settingText(key, value);
    return midRunWords.setting(fieldLabel(key), text);
  });
}

/** A change in mid-run as a line. */
export const changeText = (change: SettingsChange): string =>
  midRunWords.change(change.iteration, midRunWords.settings(changedSettings(change)));
