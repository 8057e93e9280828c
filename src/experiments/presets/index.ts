export { presetNamed, presets } from './presets.ts';
