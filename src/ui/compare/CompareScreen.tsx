import { useCallback, useEffect } from 'react';
import type { Compared, RunList } from '../../archive/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { DamagedRows } from '../archive/DamagedRows.tsx';
import { CutNote } from '../archive/CutNote.tsx';
import { policiesOf } from '../archive/Choice.tsx';
import { namedRun } from '../archive/namedRun.ts';
import { RunElsewhere } from '../archive/RunElsewhere.tsx';
import { StoredRuns, Waiting } from '../archive/StoredRuns.tsx';
import type { Stored } from '../archive/StoredRuns.tsx';
import { useAnswer } from '../archive/useAnswer.ts';
import { classes } from '../classes.ts';
import { compareWords as words } from '../locale/compare.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { CompareBar } from './CompareBar.tsx';
import { ConfigDifferences } from './ConfigDifferences.tsx';
import { Pairs } from './Pairs.tsx';
import { Statistics } from './Statistics.tsx';
import styles from './Compare.module.css';

/** The same opening twice, side by side: at two iterations, in two runs, or to a user and their twin. */
export default function CompareScreen() {
  return (
    <StoredRuns>
      {(runs, archive, onFault) => {
        const played = runs.filter(({ completed }) => completed !== null);
        const [newest] = played;
        return newest ? (
          <Comparing runs={played} newest={newest} archive={archive} onFault={onFault} />
        ) : (
          <Waiting text={words.waiting} />
        );
      }}
    </StoredRuns>
  );
}

interface ComparingProps {
  readonly runs: RunList['runs'];
  readonly newest: StoredRun;
  readonly archive: Stored;
  readonly onFault: (fault: string) => void;
}

const last = ({ completed }: StoredRun): number => completed ?? 0;
/** Null: the newest policy, and so is whatever comes after it. */
const within = (iteration: number | null, run: StoredRun): number => Math.min(iteration ?? Infinity, last(run));

function Comparing({ runs, newest, archive, onFault }: ComparingProps) {
  const session = useSession();
  const comparing = useSessionState((state) => state.comparing);
  const expected = useSessionState((state) => state.expected?.fingerprint ?? null);
  const { kind, run, other } = comparing;
  const namedA = run === null ? newest : namedRun(runs, run, expected);
  const namedB = other === null ? null : namedRun(runs, other, null);
  const runA = namedA ?? newest;
  const runB = namedB ?? runs.find((each) => each !== runA) ?? runA;
  const isElsewhere = !namedA || (kind === 'runs' && namedB === undefined);
  const a = within(comparing.a ?? (kind === 'iterations' ? 0 : null), runA);
  const b = within(comparing.b, kind === 'runs' ? runB : runA);
  const isBeyond = (comparing.a ?? 0) > a || (kind !== 'twins' && (comparing.b ?? 0) > b);
  const nameA = runA.run;
  const nameB = kind === 'runs' ? runB.run : nameA;
  const ask = useCallback(() => {
    const what: Compared =
      kind === 'twins'
        ? { kind: 'twins', at: { run: nameA, iteration: a } }
        : { kind: 'policies', a: { run: nameA, iteration: a }, b: { run: nameB, iteration: b } };
    return archive.compare(what).then((comparison) => ({ comparison, kind, nameA, nameB, a, b }));
  }, [archive, kind, nameA, nameB, a, b]);
  const { value, fault } = useAnswer(ask);
  useEffect(() => {
    if (fault !== null) onFault(fault);
  }, [fault, onFault]);
  const isAlone = kind === 'runs' && runA === runB;

  return (
    <>
      {isElsewhere && <RunElsewhere />}
      <CompareBar
        {...{ runs, runA, runB, kind, at: { a, b } }}
        policies={{ a: policiesOf(runA), b: policiesOf(kind === 'runs' ? runB : runA) }}
        onKind={(next) => {
          session.compare({ kind: next, a: null, b: null, pair: null }, true);
        }}
        onRun={(side, next) => {
          session.compare({ [side === 'a' ? 'run' : 'other']: next, pair: null }, true);
        }}
        onIteration={(side, iteration) => {
          session.compare({ ...(kind === 'twins' ? {} : { a, b }), [side]: iteration, pair: null }, true);
        }}
      />
      <CutNote runs={kind === 'runs' ? [runA, runB] : [runA]} />
      {isBeyond && <p className={styles['note']}>{words.beyond}</p>}
      {isAlone && (
        <p className={styles['note']}>
          <b>{words.oneRun.title}.</b> {words.oneRun.text}
        </p>
      )}
      {value ? (
        <>
          <DamagedRows rows={value.comparison.damaged} />
          <div className={classes(kind === 'runs' && !isAlone && styles['beside'])}>
            <Statistics comparison={value.comparison} kind={value.kind} />
            {kind === 'runs' && !isAlone && <ConfigDifferences a={runA} b={runB} />}
          </div>
          {value.comparison.pairs.length > 0 && (
            <Pairs
              archive={archive}
              onFault={onFault}
              comparison={value.comparison}
              sides={
                value.kind === 'twins'
                  ? [
                      { run: value.nameA, iteration: value.a, title: words.sides.twins[0] },
                      { run: value.nameA, iteration: value.a, title: words.sides.twins[1] },
                    ]
                  : [
                      { run: value.nameA, iteration: value.a, title: words.sides[value.kind](value.a, value.b)[0] },
                      { run: value.nameB, iteration: value.b, title: words.sides[value.kind](value.a, value.b)[1] },
                    ]
              }
            />
          )}
        </>
      ) : (
        <Waiting text={words.loading} />
      )}
    </>
  );
}
