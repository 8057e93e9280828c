import { changedKeys, defaults, presets } from '../../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { wordOf } from '../../link/index.ts';

interface ListedPreset {
  readonly name: string;
  readonly title: string;
  /** Where in the paper it stands; null: a control that the paper does not have. */
  readonly paper: string | null;
  /** The settings that are not the defaults, in the order of the table of settings. */
  readonly changes: readonly (readonly [ConfigKey, RunConfig[ConfigKey]])[];
}

const listed = (): ListedPreset[] =>
  presets.map(({ id, title, paper, config }) => ({
    ...{ name: id, title, paper },
    changes: changedKeys(config, defaults).map((key) => [key, config[key]] as const),
  }));

/** Three lines for each preset: its name, what it is, and what differs from the defaults in the form that --set takes. */
export const presetsText = (): string =>
  listed()
    .map(({ name, title, paper, changes }) => {
      const source = paper === null ? 'not in the paper' : `paper: ${paper}`;
      const words = changes.map(([key, value]) => `${key}=${wordOf(value)}`);
      return `${name}\n  ${title} (${source})\n  ${words.length > 0 ? words.join(' ') : 'the defaults'}\n`;
    })
    .join('');

/** The same as one JSON array. */
export const presetsJson = (): string =>
  `${JSON.stringify(listed().map((each) => ({ ...each, changes: Object.fromEntries(each.changes) })))}\n`;
