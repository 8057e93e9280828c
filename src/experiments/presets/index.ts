export { nearestPreset, presetNamed, presets } from './presets.ts';
