// What settings and presets are called, and what a field does. In English it stands beside what it names.
import { fields, presetNamed } from '../../../experiments/index.ts';
import type { ConfigKey } from '../../../experiments/index.ts';

export const fieldLabel = (key: ConfigKey): string => fields[key].label;
export const fieldHelp = (key: ConfigKey): string => fields[key].help;
export const fieldUnit = (unit: string): string => unit;

/** Throws RangeError for a preset that there is not. */
export const presetTitle = (id: string): string => presetNamed(id).title;

/** A run as its user has named it; a run that nobody has named has the English title of its preset. */
export const runTitle = (name: string): string => name;
