import { expect, test } from 'vitest';
import { parseConfig } from '../../experiments/index.ts';
import { noteLines } from './notes.ts';

test('groups that are too small to select from are told, and from when on', () => {
  expect(noteLines(parseConfig({}))).toEqual([]);
  expect(noteLines(parseConfig({ gameableShare: 0.02 }))).toEqual([
    'note: Gameable users: 10 in 10 scenarios, too few to select a best and a worst. 4775 initial states would do.\n',
  ]);
  const changes = [{ iteration: 3, settings: { gameableShare: 0.05 } }];
  expect(noteLines(parseConfig({ changes }))).toEqual([
    expect.stringMatching(/^note: from iteration 3 on: Gameable users: 12 of 26 trajectories .*\n$/u),
  ]);
});
