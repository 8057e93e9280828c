import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { OpenRun, RunList } from '../../archive/index.ts';
import type { IndexEntry } from '../../storage/index.ts';
import { DamagedRows } from '../archive/DamagedRows.tsx';
import { StoredRuns, Waiting } from '../archive/StoredRuns.tsx';
import type { Stored } from '../archive/StoredRuns.tsx';
import { useAnswer } from '../archive/useAnswer.ts';
import { useEntries } from '../archive/useEntries.ts';
import { useLetterKeys } from '../archive/useLetterKeys.ts';
import { VirtualList } from '../archive/VirtualList.tsx';
import type { ListWindow } from '../archive/VirtualList.tsx';
import { classes } from '../classes.ts';
import { archiveWords } from '../locale/archive.ts';
import { trajectoryWords as words } from '../locale/trajectories.ts';
import { Notice } from '../shell/Notice.tsx';
import { FilterBar } from './FilterBar.tsx';
import { Panel } from './Panel.tsx';
import { filterOf, noFilters, orders } from './query.ts';
import type { Filters, OrderName } from './query.ts';
import { Row, rowHeight } from './Row.tsx';
import styles from './Trajectories.module.css';

/** Every stored conversation: a list to filter, sort and search, and beside it the one that is read. */
export default function TrajectoriesScreen() {
  return (
    <StoredRuns>{(runs, archive, onFault) => <OneRun runs={runs} archive={archive} onFault={onFault} />}</StoredRuns>
  );
}

interface StoredProps {
  readonly runs: RunList['runs'];
  readonly archive: Stored;
  readonly onFault: (fault: string) => void;
}

/** Reads the run that is chosen; by default the newest. */
function OneRun({ runs, archive, onFault }: StoredProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [reading, setReading] = useState(0);
  const run = runs.find((each) => each.run === chosen) ?? runs[0];
  const name = run?.run ?? '';
  /** The reading that found nothing stored yet, and how much there is now: then it is read again by itself. */
  const [empty, setEmpty] = useState<string | null>(null);
  const stored = empty === name ? run?.trajectories : null;
  const ask = useCallback(
    // read again when one of the numbers is another one
    () => archive.open(name).then((open) => ({ open, reading, stored })),
    [archive, name, reading, stored],
  );
  const { value, isOld, fault } = useAnswer(ask);
  const foundEmpty = value?.open.length === 0 ? value.open.run.run : null;
  if (foundEmpty !== empty) setEmpty(foundEmpty);
  useEffect(() => {
    if (fault !== null) onFault(fault);
  }, [fault, onFault]);
  if (!run || !value || (isOld && value.open.run.run !== name)) return <Waiting text={archiveWords.loadingRun} />;
  if (value.open.length === 0) return <Waiting text={words.nothingYet} />;
  return (
    <Browser
      key={name}
      {...{ runs, archive, onFault, open: value.open }}
      isBehind={run.updatedAt > value.open.run.updatedAt && run.trajectories !== value.open.run.trajectories}
      onRun={setChosen}
      onRead={() => {
        setReading((n) => n + 1);
      }}
    />
  );
}

interface BrowserProps extends StoredProps {
  readonly open: OpenRun;
  /** More has been stored since it was read. */
  readonly isBehind: boolean;
  readonly onRun: (run: string) => void;
  readonly onRead: () => void;
}

function Browser({ runs, archive, onFault, open, isBehind, onRun, onRead }: BrowserProps) {
  const [filters, setFilters] = useState(noFilters);
  const [order, setOrder] = useState<OrderName>('best');
  const [seen, setSeen] = useState<ListWindow>({ first: 0, end: 0 });
  const [cursor, setCursor] = useState(0);
  /** What is read on the right; it stays while the row that the cursor is on is scrolled out of sight. */
  const [shown, setShown] = useState<IndexEntry | null>(null);
  /** On a narrow page what is read takes the list's place. */
  const [isReading, setReading] = useState(false);
  /** Where the focus is to go, once what it is to go to is there. */
  const [focus, setFocus] = useState<{ readonly part: 'list' | 'panel' } | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const listId = useId();
  const { run } = open.run;

  const ask = useCallback(
    // `open` is another one when the run has been read again
    () => archive.select(open.run.run, filterOf(filters), orders[order]),
    [archive, open, filters, order],
  );
  const { value: selected, fault } = useAnswer(ask);
  const { shown: listed, entryAt, fault: entryFault } = useEntries(archive, run, selected, seen);
  const trouble = fault ?? entryFault;
  useEffect(() => {
    if (trouble !== null) onFault(trouble);
  }, [trouble, onFault]);

  const count = listed?.length ?? 0;
  const at = Math.min(cursor, Math.max(0, count - 1));
  const here = entryAt(at);
  if (here && here !== shown) setShown(here);
  const toList = (): void => {
    setReading(false);
    setFocus({ part: 'list' });
  };
  const move = (row: number): void => {
    setCursor(Math.min(Math.max(0, row), Math.max(0, count - 1)));
  };
  const list = (next: { readonly filters?: Filters; readonly order?: OrderName }): void => {
    setReading(false);
    setCursor(0);
    if (next.filters) setFilters(next.filters);
    if (next.order) setOrder(next.order);
  };
  useLetterKeys({
    j: () => {
      move(at + 1);
    },
    k: () => {
      move(at - 1);
    },
    '/': () => {
      setReading(false);
      search.current?.focus();
    },
    Escape: toList,
  });
  useEffect(() => {
    if (focus?.part === 'panel') panel.current?.focus();
    else if (focus) document.getElementById(listId)?.focus();
  }, [focus, listId]);

  return (
    <>
      <DamagedRows rows={open.damaged} />
      <FilterBar
        {...{ runs, onRun, filters, order, search, isReading, run: open.run, scenarios: open.scenarios }}
        onFilter={(next) => {
          list({ filters: next });
        }}
        onOrder={(next) => {
          list({ order: next });
        }}
      />
      <div className={classes(styles['pair'], isReading && styles['reading'])}>
        <section className={styles['listCard']} aria-label={words.region}>
          <div className={styles['listHead']}>
            <p role="status">{listed && words.found(count, open.length)}</p>
            {filters !== noFilters && count > 0 && (
              <button
                type="button"
                onClick={() => {
                  list({ filters: noFilters });
                }}
              >
                {words.clear}
              </button>
            )}
            {isBehind && (
              <button type="button" onClick={onRead}>
                {words.more}
              </button>
            )}
          </div>
          {listed && count === 0 ? (
            <div className={styles['nothing']}>
              <Notice
                title={words.nothing.title}
                action={words.clear}
                onAction={() => {
                  list({ filters: noFilters });
                }}
              >
                <p>{words.nothing.text}</p>
              </Notice>
            </div>
          ) : (
            <VirtualList
              {...{ count, rowHeight, listId, cursor: at, onMove: move, onWindow: setSeen }}
              label={words.list}
              onOpen={(row) => {
                move(row);
                setReading(true);
                setFocus({ part: 'panel' });
              }}
            >
              {(row) => <Row entry={entryAt(row)} text={filters.text.trim()} />}
            </VirtualList>
          )}
          <p className={styles['keys']}>{words.keys}</p>
        </section>
        <Panel
          archive={archive}
          place={shown && { run, part: shown.part, iteration: shown.iteration, index: shown.index }}
          panelRef={panel}
          onBack={toList}
          onFault={onFault}
        />
      </div>
    </>
  );
}
