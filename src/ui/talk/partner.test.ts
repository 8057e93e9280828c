import { expect, test } from 'vitest';
import { parseConfig } from '../../experiments/index.ts';
import { nobody } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { partnerOf, pinnedTo } from './partner.ts';

const config = parseConfig({});
const stored = (run: string, completed: number): StoredRun =>
  ({ run, completed, fingerprint: `${run}ff00`, config: { ...config, seed: completed } }) as StoredRun;
const runs = [stored('newest', 3), stored('older', 7)];
const ask = (run: string | null, iteration: number | null, expected: string | null = null, all = runs) =>
  partnerOf({ run, iteration }, all, expected, config);

test.each([
  [null, null, 'newest', 3],
  [null, 1, 'newest', 1],
  ['older', null, 'older', 7],
  ['older', 0, 'older', 0],
  ['newest', 9, 'newest', 3],
])('run %s, iteration %s is %s, %s', (run, iteration, name, at) => {
  const partner = ask(run, iteration);
  expect(partner).toMatchObject({ speaker: { run: name, iteration: at }, isElsewhere: false });
  expect(partner.config).toBe(partner.run?.config);
});

test('a run that is not here is the same run made again, or else the newest, which is told', () => {
  expect(ask('gone', 2, 'olderff')).toMatchObject({ speaker: { run: 'older', iteration: 2 }, isElsewhere: false });
  expect(ask('gone', 2, 'ab')).toMatchObject({ speaker: { run: 'newest', iteration: 2 }, isElsewhere: true });
});

test('nobody trained: by choice, or because nothing is stored', () => {
  expect(ask(nobody, 2)).toEqual({ run: null, speaker: null, config, isElsewhere: false });
  expect(ask(null, null, null, [])).toEqual({ run: null, speaker: null, config, isElsewhere: false });
  expect(ask('gone', 1, null, [])).toEqual({ run: null, speaker: null, config, isElsewhere: true });
});

test('whom one has begun to talk to stays, whatever is stored meanwhile', () => {
  const named = ask(null, null).speaker;
  const later = [stored('newer still', 1), ...runs.map((each) => ({ ...each, completed: 9 }))];
  expect(partnerOf(pinnedTo(named), later, null, config).speaker).toEqual({ run: 'newest', iteration: 3 });
  const alone = ask(null, null, null, []).speaker;
  expect(partnerOf(pinnedTo(alone), later, null, config)).toEqual({
    run: null,
    speaker: null,
    config,
    isElsewhere: false,
  });
});
