import { useCallback, useEffect, useState } from 'react';
import type { IndexEntry } from '../../storage/index.ts';
import type { ListedPlace, Listing } from '../../session/index.ts';
import type { Stored } from '../archive/StoredRuns.tsx';
import { useAnswer } from '../archive/useAnswer.ts';
import { useSession } from '../useSession.ts';

interface CursorParts {
  readonly archive: Stored;
  readonly run: string;
  readonly listing: Listing;
  /** What is listed, once that is what was asked for; null: it is on its way. */
  readonly listed: Uint32Array | null;
  readonly count: number;
  readonly entryAt: (row: number) => IndexEntry | undefined;
}

interface Cursor {
  /** A row. */
  readonly at: number;
  /** What is read: it stays while the row that the cursor is on is scrolled out of sight. */
  readonly shown: ListedPlace | null;
  readonly move: (row: number) => void;
  /** The address says so, and the browser's Back takes it back. */
  readonly open: (row: number) => void;
}

const placeOf = ({ part, iteration, index }: ListedPlace): ListedPlace => ({ part, iteration, index });
const isSame = (a: ListedPlace, b: ListedPlace): boolean =>
  a.part === b.part && a.iteration === b.iteration && a.index === b.index;

/** The cursor of the list. Where it is moved to, the address says; where an address leads, it goes, whatever is listed before. */
export function useCursor({ archive, run, listing, listed, count, entryAt }: CursorParts): Cursor {
  const session = useSession();
  const [cursor, setCursor] = useState(0);
  const [last, setLast] = useState<IndexEntry | null>(null);
  /** The listing that was shown when the cursor was moved: until it is another one, the cursor is right and not the address. */
  const [moved, setMoved] = useState<Listing | null>(null);
  const [before, setBefore] = useState(listing);
  if (before !== listing) {
    setBefore(listing);
    if (before.filters !== listing.filters || before.order !== listing.order) setCursor(0);
  }
  const at = Math.min(cursor, Math.max(0, count - 1));
  const here = entryAt(at);
  if (here && here !== last) setLast(here);

  const wanted = listing.open;
  const isMoved = moved === listing;
  const sought = !isMoved && wanted && !(here && isSame(here, wanted)) ? wanted : null;
  const seek = useCallback(async () => {
    const position = sought && (await archive.position({ run, ...sought }));
    return { sought, listed, row: position === null ? -1 : (listed?.indexOf(position) ?? -1) };
  }, [archive, run, sought, listed]);
  const { value: found } = useAnswer(sought && listed ? seek : null);
  if (sought && found?.sought === sought && found.listed === listed && found.row >= 0 && found.row !== cursor) {
    setCursor(found.row);
  }

  const arrived = isMoved && here && !(wanted && isSame(here, wanted)) ? here : null;
  useEffect(() => {
    if (arrived) session.list({ open: placeOf(arrived) }, false);
  }, [session, arrived]);

  const move = (row: number): void => {
    setCursor(Math.min(Math.max(0, row), Math.max(0, count - 1)));
    setMoved(listing);
  };
  return {
    at,
    shown: sought ?? (last && placeOf(last)),
    move,
    open: (row) => {
      move(row);
      const entry = entryAt(row);
      if (entry) session.list({ open: placeOf(entry) }, true);
    },
  };
}
