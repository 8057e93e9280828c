import type { ComparisonKind as Kind } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { Choice, RunChoice } from '../archive/Choice.tsx';
import { compareWords as words } from '../locale/compare.ts';
import styles from './Compare.module.css';

interface CompareBarProps {
  readonly runs: readonly StoredRun[];
  readonly runA: StoredRun;
  readonly runB: StoredRun;
  readonly kind: Kind;
  readonly at: Readonly<Record<'a' | 'b', number>>;
  /** Iterations to choose from. */
  readonly policies: Readonly<Record<'a' | 'b', readonly number[]>>;
  readonly onKind: (kind: Kind) => void;
  readonly onRun: (side: 'a' | 'b', run: string) => void;
  readonly onIteration: (side: 'a' | 'b', iteration: number) => void;
}

const isKind = (name: string): name is Kind => name in words.kinds;

/** What stands beside what. */
export function CompareBar({ runs, runA, runB, kind, at, policies, onKind, onRun, onIteration }: CompareBarProps) {
  const iteration = (side: 'a' | 'b', label: string) => (
    <Choice
      label={label}
      value={String(at[side])}
      options={policies[side].map((each) => [String(each), String(each)])}
      onChoose={(value) => {
        onIteration(side, Number(value));
      }}
    />
  );
  const run = (side: 'a' | 'b', label: string) => (
    <RunChoice
      label={label}
      runs={runs}
      run={(side === 'a' ? runA : runB).run}
      onChoose={(chosen) => {
        onRun(side, chosen);
      }}
    />
  );
  return (
    <section className={styles['bar']} aria-label={words.setup}>
      <Choice
        label={words.kind}
        value={kind}
        options={Object.entries(words.kinds)}
        onChoose={(value) => {
          if (isKind(value)) onKind(value);
        }}
      />
      {run('a', kind === 'runs' ? words.run.a : words.run.one)}
      {kind === 'twins' && iteration('a', words.iteration.one)}
      {kind !== 'twins' && iteration('a', kind === 'runs' ? words.iteration.ofA : words.iteration.a)}
      {kind === 'runs' && run('b', words.run.b)}
      {kind !== 'twins' && iteration('b', kind === 'runs' ? words.iteration.ofB : words.iteration.b)}
    </section>
  );
}
