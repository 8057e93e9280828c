import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from '../classes.ts';
import styles from './Archive.module.css';

/** Rows that are drawn beyond those that can be seen. */
const spareRows = 8;

export interface ListWindow {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
}

interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** Every row has it: which rows are seen follows from how far the list is scrolled. */
  readonly rowHeight: number;
  readonly cursor: number;
  readonly onMove: (row: number) => void;
  readonly onOpen: (row: number) => void;
  readonly onWindow?: (window: ListWindow) => void;
  readonly children: (row: number) => ReactNode;
  readonly listId: string;
  readonly className?: string | undefined;
}

/** Only the rows that can be seen are drawn, so that a list may have 100,000. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, cursor, onMove, onOpen, onWindow, children, listId, className } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<ListWindow>({ first: 0, end: 20 });

  useEffect(() => {
    const list = frame.current;
    if (!list) return;
    const look = (): void => {
      const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - spareRows);
      const end = Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + spareRows;
      setSeen((before) => (before.first === first && before.end === end ? before : { first, end }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(list);
    list.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      list.removeEventListener('scroll', look);
    };
  }, [rowHeight]);
  useEffect(() => {
    onWindow?.(seen);
  }, [onWindow, seen]);
  // whoever moves the cursor, it stays in sight
  useEffect(() => {
    const list = frame.current;
    if (!list) return;
    const top = cursor * rowHeight;
    const bottom = top + rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
  }, [cursor, rowHeight]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count },
    };
    const step = steps[event.key];
    if (event.key === 'Enter') onOpen(cursor);
    else if (step !== undefined) onMove(Math.min(count - 1, Math.max(0, cursor + step)));
    else return;
    event.preventDefault();
  };

  const last = Math.min(seen.end, count);
  const rows = Array.from({ length: Math.max(0, last - seen.first) }, (_, i) => seen.first + i);
  const idOf = (row: number): string => `${listId}-${String(row)}`;
  return (
    <div
      ref={frame}
      id={listId}
      className={classes(styles['list'], className)}
      role="listbox"
      aria-label={label}
      aria-activedescendant={rows.includes(cursor) ? idOf(cursor) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
        if (row instanceof HTMLElement) onOpen(Number(row.dataset['row']));
      }}
    >
      <div role="presentation" className={styles['rows']} style={{ height: count * rowHeight }}>
        {rows.map((row) => (
          <div
            key={row}
            id={idOf(row)}
            role="option"
            className={styles['row']}
            data-row={row}
            aria-selected={row === cursor}
            aria-setsize={count}
            aria-posinset={row + 1}
            style={{ top: row * rowHeight, height: rowHeight }}
          >
            {children(row)}
          </div>
        ))}
      </div>
    </div>
  );
}
