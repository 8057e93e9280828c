import { expect, test } from 'vitest';
import type { SessionState } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { cutRuns } from './cutRuns.ts';

type Library = SessionState['library'];
const memory: Library['mode'] = { kind: 'memory', reason: 'quota', detail: '' };
const run = (id: string, completed: number | null): StoredRun =>
  ({ run: id, name: id.toUpperCase(), completed }) as unknown as StoredRun;
const known = (...runs: StoredRun[]): Library['runs'] => runs as unknown as Library['runs'];

test('of two runs on show the one that has come further than it is stored is told, once', () => {
  const [a, b] = [run('a', 1), run('b', 4)];
  const library = { mode: memory, runs: known(run('a', 4), run('b', 4)) };
  expect(cutRuns([a, b, a], library)).toEqual([{ run: 'a', name: 'A', stored: 1, completed: 4 }]);
});

test.each<[string, StoredRun, Pick<Library, 'mode' | 'runs'>]>([
  [
    'all is stored, and the archive is not asked again yet',
    run('a', 1),
    { mode: { kind: 'indexedDb' }, runs: known(run('a', 2)) },
  ],
  ['both know as much', run('a', 2), { mode: memory, runs: known(run('a', 2)) }],
  ['another tab has stored more meanwhile', run('a', 3), { mode: memory, runs: known(run('a', 2)) }],
  ['the Library has no such run', run('a', 1), { mode: memory, runs: known(run('b', 2)) }],
  ['the Library is not known', run('a', 1), { mode: memory, runs: null }],
  ['no iteration is stored', run('a', null), { mode: memory, runs: known(run('a', 2)) }],
])('nothing is told where %s', (_, shown, library) => {
  expect(cutRuns([shown], library)).toEqual([]);
});
