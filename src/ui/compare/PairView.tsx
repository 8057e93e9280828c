import { useEffect, useMemo, useRef, useState } from 'react';
import type { Comparison, DamagedRow, OpenTrajectory, Pair } from '../../archive/index.ts';
import type { Group } from '../../facts/index.ts';
import { useLetterKeys } from '../archive/useLetterKeys.ts';
import { classes } from '../classes.ts';
import { compareWords } from '../locale/compare.ts';
import { pageWords } from '../locale/page.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import said from '../run/Conversation.module.css';
import { GroupMark } from '../run/Marks.tsx';
import { Said } from '../run/Said.tsx';
import { blocksOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { harmText } from './harmText.ts';
import type { Side } from './Pairs.tsx';
import { refusalText } from '../options/refusalText.ts';
import styles from './Compare.module.css';

const words = compareWords.pair;

interface Opened {
  readonly pair: Pair;
  readonly left: OpenTrajectory | DamagedRow;
  readonly right: OpenTrajectory | DamagedRow;
}

interface PairViewProps {
  readonly opened: Opened | null;
  readonly sides: readonly [Side, Side];
  readonly harmBy: Comparison['harmBy'];
}

/** Two conversations turn by turn, in one scrolling region, so that what belongs together stays side by side. */
export function PairView({ opened, sides, harmBy }: PairViewProps) {
  const region = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<{ readonly opened: Opened | null; readonly change: number }>({
    ...{ opened: null, change: 0 },
  });
  const left = opened?.left.kind === 'open' ? opened.left.stored.trajectory : null;
  const right = opened?.right.kind === 'open' ? opened.right.stored.trajectory : null;
  const { blocks, changes } = useMemo(
    () => (left && right ? blocksOf(left, right) : { blocks: [], changes: 0 }),
    [left, right],
  );
  // another pair begins before its first difference
  const change = current.opened === opened ? current.change : 0;
  const next = (): void => {
    if (changes > 0) setCurrent({ opened, change: (change % changes) + 1 });
  };
  useLetterKeys({ n: next });
  useEffect(() => {
    region.current?.querySelector(`[data-change="${String(change)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [change]);
  const faults = opened ? [opened.left, opened.right].filter((each) => each.kind === 'damaged') : [];

  return (
    <div className={styles['pairCard']}>
      <div className={styles['listHead']}>
        <button type="button" title={words.nextHint} disabled={changes === 0} onClick={next}>
          {words.next}
        </button>
        <span role="status">{opened && words.at(change, changes)}</span>
        <span className={styles['legend']}>{words.legend}</span>
      </div>
      <div ref={region} className={styles['two']} role="region" aria-label={words.region} tabIndex={0}>
        {faults.map(({ refusal }) => (
          <p key={refusalText(refusal)} role="alert" className={styles['fault']}>
            {trajectoryWords.panel.damaged.title}: <code>{refusalText(refusal)}</code>
          </p>
        ))}
        {left && right && opened && (
          <>
            {([left, right] as const).map((trajectory, i) => {
              return (
                <header key={i}>
                  <h3>
                    <GroupMark group={opened.pair.gameable ? 'gameable' : 'other'} />
                    {sides[i]?.title}
                    <span className={said['tag']}>{pageWords.simulated}</span>
                  </h3>
                  <p>
                    {pageWords.twins.rating(trajectory.reward)} <b>{harmText(opened.pair.harm[i] ?? null, harmBy)}</b>
                  </p>
                </header>
              );
            })}
            {blocks.map((block, i) => (
              <Turns
                key={i}
                block={block}
                current={change}
                group={opened.pair.gameable ? 'gameable' : 'other'}
                titles={[sides[0].title, sides[1].title]}
              />
            ))}
          </>
        )}
      </div>
    </div>
  );
}

interface TurnsProps {
  readonly block: Block;
  readonly current: number;
  readonly group: Group;
  readonly titles: readonly [string, string];
}

/** What both sides have at one place; on a phone what is the same is said once, and what is not tells whose it is. */
function Turns({ block, current, group, titles }: TurnsProps) {
  const { role } = block;
  const isSame = block.left?.every(({ change }) => change === null) && block.right?.length === block.left.length;
  return (['left', 'right'] as const).map((side) => {
    const stretches = block[side];
    return (
      <div
        key={side}
        className={classes(said['conversation'], said[group], isSame && side === 'right' && styles['again'])}
      >
        {stretches ? (
          <p className={role === 'notes' ? said['notes'] : classes(said['turn'], said[role])}>
            <b>
              {role === 'notes' ? pageWords.twins.knows : pageWords.twins[role]}
              {!isSame && <span className={styles['whose']}> · {titles[side === 'left' ? 0 : 1]}</span>}
            </b>
            <Said>
              {stretches.map(({ text, change }, i) => {
                if (change === null) return ` ${text} `;
                const Mark = side === 'left' ? 'del' : 'ins';
                return (
                  <Mark key={i} data-change={change} className={change === current ? styles['current'] : undefined}>
                    {text}
                  </Mark>
                );
              })}
            </Said>
          </p>
        ) : (
          <p className={styles['silent']}>{words.nothingSaid}</p>
        )}
      </div>
    );
  });
}
