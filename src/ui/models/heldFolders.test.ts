import { expect, test } from 'vitest';
import { heldFolders } from './heldFolders.ts';

test('weights that several models share are one download, named by those that are whole', () => {
  const held = (id: string, folder: string, isComplete: boolean) => ({ id, folder, bytes: 4000, isComplete });
  expect(
    heldFolders([
      ...[held('a', 'A', true), held('b', 'B', false), held('a-1k', 'A', true), held('a-2k', 'A', false)],
      ...[held('b-1k', 'B', false), held('c', 'C', false)],
    ]),
  ).toEqual([
    { folder: 'A', ids: ['a', 'a-1k'], bytes: 4000, isComplete: true },
    { folder: 'B', ids: ['b', 'b-1k'], bytes: 4000, isComplete: false },
    { folder: 'C', ids: ['c'], bytes: 4000, isComplete: false },
  ]);
});
