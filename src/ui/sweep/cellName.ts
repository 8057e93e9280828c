import { fields, isConfigKey } from '../../experiments/index.ts';
import type { SweepPlan } from '../../experiments/index.ts';
import { settingText } from '../options/settingText.ts';

/** A cell in words: its fields with their values. */
export const cellName = (cell: SweepPlan['cells'][number] = {}): string =>
  Object.entries(cell)
    .map(([key, value]) => (isConfigKey(key) ? `${fields[key].label} ${settingText(key, value)}` : key))
    .join(', ');
