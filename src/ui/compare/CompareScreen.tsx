import { useCallback, useEffect, useState } from 'react';
import type { Compared, RunList } from '../../archive/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { DamagedRows } from '../archive/DamagedRows.tsx';
import { policiesOf } from '../archive/Choice.tsx';
import { StoredRuns, Waiting } from '../archive/StoredRuns.tsx';
import type { Stored } from '../archive/StoredRuns.tsx';
import { useAnswer } from '../archive/useAnswer.ts';
import { classes } from '../classes.ts';
import { compareWords as words } from '../locale/compare.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { CompareBar } from './CompareBar.tsx';
import type { Kind } from './CompareBar.tsx';
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

interface Chosen {
  readonly a: string;
  readonly b: string;
  readonly iterations: Readonly<Record<'runA' | 'runB' | 'twins', number>>;
}

const last = ({ completed }: StoredRun): number => completed ?? 0;
/** Null in a choice: the newest policy. */
const within = (iteration: number, run: StoredRun): number => Math.min(Math.max(0, iteration), last(run));

function Comparing({ runs, newest, archive, onFault }: ComparingProps) {
  const session = useSession();
  const compared = useSessionState((state) => state.compared);
  const [kind, setKind] = useState<Kind>('iterations');
  const [chosen, setChosen] = useState<Chosen>({
    ...{ a: '', b: '', iterations: { runA: Infinity, runB: Infinity, twins: Infinity } },
  });
  const runA = runs.find(({ run }) => run === chosen.a) ?? newest;
  const runB = runs.find(({ run }) => run === chosen.b) ?? runs.find((each) => each !== runA) ?? runA;
  const { iterations } = chosen;
  const at = {
    a: kind === 'iterations' ? within(compared?.a ?? 0, runA) : within(iterations.runA, runA),
    b: kind === 'iterations' ? within(compared?.b ?? Infinity, runA) : within(iterations.runB, runB),
    twins: within(iterations.twins, runA),
  };
  const nameA = runA.run;
  const nameB = kind === 'runs' ? runB.run : nameA;
  const { a, b, twins } = at;
  const ask = useCallback(() => {
    const what: Compared =
      kind === 'twins'
        ? { kind: 'twins', at: { run: nameA, iteration: twins } }
        : { kind: 'policies', a: { run: nameA, iteration: a }, b: { run: nameB, iteration: b } };
    return archive.compare(what).then((comparison) => ({ comparison, kind, nameA, nameB, a, b, twins }));
  }, [archive, kind, nameA, nameB, a, b, twins]);
  const { value, fault } = useAnswer(ask);
  useEffect(() => {
    if (fault !== null) onFault(fault);
  }, [fault, onFault]);
  const isAlone = kind === 'runs' && runA === runB;

  return (
    <>
      <CompareBar
        {...{ runs, runA, runB, kind, at }}
        policies={{ a: policiesOf(runA), b: policiesOf(kind === 'runs' ? runB : runA) }}
        onKind={setKind}
        onRun={(side, run) => {
          setChosen({ ...chosen, [side]: run });
        }}
        onIteration={(side, iteration) => {
          if (side === 'twins') setChosen({ ...chosen, iterations: { ...iterations, twins: iteration } });
          else if (kind === 'iterations') session.compare(side === 'a' ? iteration : a, side === 'b' ? iteration : b);
          else setChosen({ ...chosen, iterations: { ...iterations, [side === 'a' ? 'runA' : 'runB']: iteration } });
        }}
      />
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
                      { run: value.nameA, iteration: value.twins, title: words.sides.twins[0] },
                      { run: value.nameA, iteration: value.twins, title: words.sides.twins[1] },
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
