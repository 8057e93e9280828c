import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { exact } from '../locale/numbers.ts';

const words = pageWords.options;

/** What a field of the config is set to, in words. */
export function settingText(value: RunConfig[ConfigKey]): string {
  if (typeof value === 'boolean') return value ? words.on : words.off;
  if (typeof value === 'object') return value.length === 0 ? words.allScenarios : value.map(nameOf).join(', ');
  return typeof value === 'string' ? nameOf(value) : exact(value);
}
