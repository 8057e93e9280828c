import { expect, test } from 'vitest';
import type { RunConfig } from '../config/index.ts';
import { presetNamed } from '../presets/index.ts';
import { runOf } from './testing/runs.ts';
import { gameableRows } from './trainingRows.ts';

const rowsIn = (config: RunConfig, rows: number) => gameableRows(runOf([{}, { rows }, { rows }], config));

// 256 gameable users in 12 scenarios are 21 or 22 in each, of which a sixteenth rounds up to 2: 24 rows. Of the others 192, 405 or 406 and
// 1045 or 1046 are in each, and 12, 26 and 66 rows: 144, 312, 792. The counts of all are those of stored runs.
test.each([
  ['therapy-50', 48, 24],
  ['therapy-10', 168, 24],
  ['therapy-5', 336, 24],
  ['therapy-2', 816, 24],
  ['therapy', 36, 36],
  ['therapy-others-only', 36, 0],
])('%s: of %i rows %i are of gameable users', (preset, all, gameable) => {
  const { config } = presetNamed(preset);
  // best and worst, of two iterations
  expect(rowsIn(config, all)).toEqual({ gameable: 4 * gameable, all: 4 * all });
});

test('is not told where the run counts other rows, or anything but the group’s size decides', () => {
  const { config } = presetNamed('therapy-10');
  expect(rowsIn(config, 167)).toBeNull();
  expect(rowsIn({ ...config, veto: 'normal' }, 168)).toBeNull();
  expect(rowsIn({ ...config, selectionLevel: 'environment' }, 168)).toBeNull();
  expect(gameableRows(runOf([{}, {}], config))).toBeNull();
});
