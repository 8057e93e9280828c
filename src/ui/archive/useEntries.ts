import { useCallback } from 'react';
import type { IndexEntry } from '../../storage/index.ts';
import type { Stored } from './StoredRuns.tsx';
import { useAnswer } from './useAnswer.ts';
import type { ListWindow } from './VirtualList.tsx';

/** Rows are asked for in blocks, so that a small step of the list asks for nothing. */
const block = 32;

/**
 * The rows of a list that are seen, and as many before and behind; undefined for those that have not come yet. `shown`: the
 * selection that they are of: a new one is shown when its rows are there, so that no empty list flashes between the two.
 */
export function useEntries(
  archive: Stored,
  run: string,
  selected: Uint32Array | null,
  { first, end }: ListWindow,
  text: string,
): { shown: Uint32Array | null; entryAt: (row: number) => IndexEntry | undefined; fault: string | null } {
  const from = Math.max(0, Math.floor(first / block) - 1) * block;
  const to = (Math.ceil(end / block) + 1) * block;
  const ask = useCallback(async () => {
    const start = Math.min(from, Math.max(0, (selected?.length ?? 0) - 1));
    const entries = await archive.entries(run, selected?.slice(start, to) ?? new Uint32Array(), text);
    return { selected, entries: new Map(entries.map((entry, i) => [start + i, entry])) };
  }, [archive, run, selected, from, to, text]);
  const { value, fault } = useAnswer(ask);
  return { shown: value?.selected ?? null, entryAt: (row) => value?.entries.get(row), fault };
}
