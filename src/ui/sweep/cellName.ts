import { isConfigKey } from '../../experiments/index.ts';
import type { SweepPlan } from '../../experiments/index.ts';
import { settingText } from '../options/settingText.ts';
import { fieldLabel } from '../locale/options.ts';

/** A cell in words: its fields with their values. */
export const cellName = (cell: SweepPlan['cells'][number] = {}): string =>
  Object.entries(cell)
    .map(([key, value]) => (isConfigKey(key) ? `${fieldLabel(key)} ${settingText(key, value)}` : key))
    .join(', ');
