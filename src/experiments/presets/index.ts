export { presetNamed, presets } from './presets.ts';
export type { Preset } from './presets.ts';
