import { expect, test } from 'vitest';
import { parseConfig } from '../../experiments/index.ts';
import { msOf, probeOf, workAfter, workOf } from './speed.ts';

const config = parseConfig({
  ...{ iterations: 3, initialStates: 64, trajectoriesPerState: 2, selectedFraction: 1 / 16, epochs: 4 },
  ...{ panelUsers: 16, panelTwins: 8 },
});

test('work is conversations played and passes over rows', () => {
  // 2 x (16 + 8) on the panels
  expect(workOf(config, 0)).toBe(48);
  // 128 in training, and four passes over a sixteenth of them as desirable and another as undesirable
  expect(workOf(config, 1)).toBe(48 + 128 + 4 * 16);
  expect(workOf({ ...config, turns: 2 }, 1)).toBe(2 * 240);
  // a table has no rows to pass over; re-ranking draws so many texts for each
  expect(workOf({ ...config, learner: 'tabularKto' }, 1)).toBe(176);
  expect(workOf({ ...config, learner: 'rerankKto', candidates: 8 }, 1)).toBe(8 * 176);
});

test('what is left of a run begins behind its last whole iteration', () => {
  expect(workAfter(config, -1)).toBe(48 + 3 * 240);
  expect(workAfter(config, 0)).toBe(3 * 240);
  expect(workAfter(config, 2)).toBe(240);
  expect(workAfter(config, 3)).toBe(0);
});

test('a probe is small, whatever it stands for, and nothing measured tells nothing', () => {
  expect(workAfter(probeOf({ ...config, iterations: 200, initialStates: 100_000 }), -1)).toBeLessThan(100);
  expect(msOf({ ms: 0, work: 0 }, 5)).toBeNull();
  expect(msOf({ ms: 500, work: 50 }, 30)).toBe(300);
});
