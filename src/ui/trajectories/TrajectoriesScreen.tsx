import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { OpenRun, RunList } from '../../archive/index.ts';
import { noFilters, noListing } from '../../session/index.ts';
import type { Listing } from '../../session/index.ts';
import { DamagedRows } from '../archive/DamagedRows.tsx';
import { namedRun } from '../archive/namedRun.ts';
import { CutNote } from '../archive/CutNote.tsx';
import { RunElsewhere } from '../archive/RunElsewhere.tsx';
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
import { useSession, useSessionState } from '../useSession.ts';
import { FilterBar } from './FilterBar.tsx';
import { Panel } from './Panel.tsx';
import { filterOf, orders } from './query.ts';
import { Row, rowHeight } from './Row.tsx';
import styles from './Trajectories.module.css';
import { useCursor } from './useCursor.ts';
import { useSelection } from './useSelection.ts';

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

/** Reads the run that is asked for; by default the newest. */
function OneRun({ runs, archive, onFault }: StoredProps) {
  const asked = useSessionState((state) => state.listing.run);
  const expected = useSessionState((state) => state.expected?.fingerprint ?? null);
  const [reading, setReading] = useState(0);
  const named = asked === null ? runs[0] : namedRun(runs, asked, expected);
  const run = named ?? runs[0];
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
    <>
      {!named && <RunElsewhere />}
      <CutNote runs={[run]} />
      <Browser
        key={name}
        {...{ runs, archive, onFault, open: value.open, isElsewhere: !named }}
        isBehind={run.updatedAt > value.open.run.updatedAt && run.trajectories !== value.open.run.trajectories}
        onRead={() => {
          setReading((n) => n + 1);
        }}
      />
    </>
  );
}

interface BrowserProps extends StoredProps {
  readonly open: OpenRun;
  /** More has been stored since it was read. */
  readonly isBehind: boolean;
  /** Not the run that the address asks for: the conversation that it names is one of that run. */
  readonly isElsewhere: boolean;
  readonly onRead: () => void;
}

function Browser({ runs, archive, onFault, open, isBehind, isElsewhere, onRead }: BrowserProps) {
  const session = useSession();
  const asked = useSessionState((state) => state.listing);
  const listing = useMemo(() => (isElsewhere ? { ...asked, open: null } : asked), [asked, isElsewhere]);
  const { filters, order } = listing;
  const [seen, setSeen] = useState<ListWindow>({ first: 0, end: 0 });
  /** On a narrow page what is read takes the list's place. */
  const [wasOpened, setOpened] = useState(listing.open !== null);
  const isReading = wasOpened && listing.open !== null;
  /** Where the focus is to go, once what it is to go to is there. */
  const [focus, setFocus] = useState<{ readonly part: 'list' | 'panel' } | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const listId = useId();
  const { run } = open.run;
  const text = filters.text.trim();
  const isFiltered = Object.values(filters).some((value) => value !== '');

  const filter = useMemo(() => filterOf(filters), [filters]);
  const { selection, isOld, fault } = useSelection(archive, { open, filter, order: orders[order] });
  const positions = selection?.positions ?? null;
  const { shown: listed, entryAt, fault: entryFault } = useEntries(archive, run, positions, seen, text);
  const trouble = fault ?? entryFault;
  useEffect(() => {
    if (trouble !== null) onFault(trouble);
  }, [trouble, onFault]);

  const count = listed?.length ?? 0;
  const cursor = useCursor({
    ...{ archive, run, listing, count, entryAt },
    listed: isOld || listed !== positions ? null : listed,
  });
  const { at } = cursor;
  const toList = (): void => {
    setOpened(false);
    setFocus({ part: 'list' });
  };
  const list = (changes: Partial<Listing>, isStep = true): void => {
    setOpened(false);
    session.list({ ...changes, open: null }, isStep);
  };
  useLetterKeys({
    j: () => {
      cursor.move(at + 1);
    },
    k: () => {
      cursor.move(at - 1);
    },
    '/': () => {
      setOpened(false);
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
        {...{ runs, filters, order, search, isReading, run: open.run, scenarios: open.scenarios }}
        onRun={(next) => {
          list({ ...noListing, run: next });
        }}
        onFilter={(next) => {
          // each letter of a search is no step of its own
          list({ filters: next }, next.text === filters.text);
        }}
        onOrder={(next) => {
          list({ order: next });
        }}
      />
      <div className={classes(styles['pair'], isReading && styles['reading'])}>
        <section className={styles['listCard']} aria-label={words.region}>
          <div className={styles['listHead']}>
            <p role="status">
              {listed && words.found(count, open.length)}
              {selection !== null && selection.unread > 0 && words.unread(1 - selection.unread / open.length)}
            </p>
            {isFiltered && count > 0 && (
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
          {listed && count === 0 && isFiltered && selection?.unread === 0 ? (
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
              {...{ count, rowHeight, listId, cursor: at, onMove: cursor.move, onWindow: setSeen }}
              label={words.list}
              onOpen={(row) => {
                cursor.open(row);
                setOpened(true);
                setFocus({ part: 'panel' });
              }}
            >
              {(row) => <Row entry={entryAt(row)} text={text} />}
            </VirtualList>
          )}
          <p className={styles['keys']}>{words.keys}</p>
        </section>
        <Panel
          archive={archive}
          place={cursor.shown && { run, ...cursor.shown }}
          wanted={text}
          panelRef={panel}
          onBack={toList}
          onFault={onFault}
        />
      </div>
    </>
  );
}
