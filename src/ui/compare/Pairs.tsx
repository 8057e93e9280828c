import { useCallback, useEffect, useId } from 'react';
import type { Comparison, Pair } from '../../archive/index.ts';
import type { Stored } from '../archive/StoredRuns.tsx';
import { useAnswer } from '../archive/useAnswer.ts';
import { useLetterKeys } from '../archive/useLetterKeys.ts';
import { VirtualList } from '../archive/VirtualList.tsx';
import { compareWords } from '../locale/compare.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { GroupMark } from '../run/Marks.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { harmText } from './harmText.ts';
import { PairView } from './PairView.tsx';
import styles from './Compare.module.css';

const words = compareWords.pairs;
const rowHeight = 48;

export interface Side {
  readonly run: string;
  readonly iteration: number;
  readonly title: string;
}

interface PairsProps {
  readonly archive: Stored;
  readonly comparison: Comparison;
  readonly sides: readonly [Side, Side];
  readonly onFault: (fault: string) => void;
}

/** All pairs, and the two conversations of one of them. */
export function Pairs({ archive, comparison, sides, onFault }: PairsProps) {
  const { pairs, harmBy } = comparison;
  const session = useSession();
  const wanted = useSessionState((state) => state.comparing.pair);
  const listId = useId();
  const found = wanted ? pairs.findIndex(({ a, b }) => a === wanted.a && b === wanted.b) : 0;
  const at = Math.max(0, found);
  const pair = pairs[at];
  const go = (row: number, isStep: boolean): void => {
    const next = pairs[Math.min(Math.max(0, row), pairs.length - 1)];
    if (next) session.compare({ pair: { a: next.a, b: next.b } }, isStep);
  };
  const move = (row: number): void => {
    go(row, false);
  };
  useLetterKeys({
    j: () => {
      move(at + 1);
    },
    k: () => {
      move(at - 1);
    },
    Escape: () => document.getElementById(listId)?.focus(),
  });
  const [{ run: runA, iteration: a }, { run: runB, iteration: b }] = sides;
  const ask = useCallback(async () => {
    if (!pair) return null;
    const [left, right] = await Promise.all([
      archive.trajectory({ run: runA, part: 'panel', iteration: a, index: pair.a }),
      archive.trajectory({ run: runB, part: 'panel', iteration: b, index: pair.b }),
    ]);
    return { pair, left, right };
  }, [archive, pair, runA, runB, a, b]);
  const { value, fault } = useAnswer(ask);
  useEffect(() => {
    if (fault !== null) onFault(fault);
  }, [fault, onFault]);
  return (
    <div className={styles['pairs']}>
      <section className={styles['listCard']} aria-label={words.list}>
        <p className={styles['listHead']}>
          {words.sub(pairs.length)}
          {found < 0 && ` ${words.missing}`}
        </p>
        <VirtualList
          {...{ rowHeight, listId, cursor: at, onMove: move }}
          onOpen={(row) => {
            go(row, true);
          }}
          count={pairs.length}
          label={words.list}
        >
          {(row) => <Row pair={pairs[row]} />}
        </VirtualList>
      </section>
      <PairView key={`${runA} ${runB}`} opened={value} {...{ sides, harmBy }} />
    </div>
  );
}

function Row({ pair }: { pair: Pair | undefined }) {
  if (!pair) return null;
  const { gameable, scenario, harm, reward, isSame } = pair;
  const group = gameable ? 'gameable' : 'other';
  return (
    <div className={styles['row']}>
      <GroupMark group={group} />
      <p>
        <span className="spoken">{pageWords.group[group]}, </span>
        <span className={harm[0] === harm[1] ? undefined : styles['strong']}>
          {/* what stands above says whose word it is: here is little room */}
          {words.harm(harmText(harm[0]), harmText(harm[1]))}
        </span>
      </p>
      <p className={styles['facts']}>
        <span>{words.ratings(...reward)}</span>
        <span>{isSame ? words.same : ''}</span>
        <span>{nameOf(scenario)}</span>
      </p>
    </div>
  );
}
