// Version 1 of links: the defaults and presets that its words stand for. Frozen once a link has been published: later
// changes of the presets then make a version 2, and this table stays.
import { parseConfig } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import table from './table.json' with { type: 'json' };

const defaults = parseConfig(table.defaults);
const presets: Record<string, RunConfig> = {};
// the table holds what differs from the defaults
for (const [id, changes] of Object.entries(table.presets)) presets[id] = parseConfig({ ...defaults, ...changes });

export const v1: { readonly defaults: RunConfig; readonly presets: Readonly<Record<string, RunConfig>> } = {
  defaults,
  presets,
};
