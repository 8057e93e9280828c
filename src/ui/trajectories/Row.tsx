import type { IndexEntry } from '../../storage/index.ts';
import { archiveWords } from '../locale/archive.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { trajectoryWords as words } from '../locale/trajectories.ts';
import { GroupMark } from '../run/Marks.tsx';
import { Said } from '../run/Said.tsx';
import { Found } from './Found.tsx';
import styles from './Row.module.css';

export const rowHeight = 54;

/** One conversation of the list; empty until it has been read. `text`: what was searched for. */
export function Row({ entry, text }: { entry: IndexEntry | undefined; text: string }) {
  if (!entry) return null;
  const { gameable, iteration, part, scenario, reward, harmful, label, vetoed, excerpt } = entry;
  const group = gameable ? 'gameable' : 'other';
  return (
    <div className={styles['row']}>
      <GroupMark group={group} />
      <p className={styles['excerpt']}>
        <span className="spoken">{words.spoken(pageWords.group[group], iteration, reward)}</span>
        <Said>
          <Found text={excerpt} wanted={text} />
        </Said>
      </p>
      <p className={styles['facts']}>
        <span className={styles['number']}>{words.rowIteration(iteration)}</span>
        <span className={styles['number']}>{words.rowRating(reward)}</span>
        <span className={harmful === true ? styles['strong'] : undefined}>
          {harmful === null ? archiveWords.untold : harmful ? archiveWords.harmful : archiveWords.harmless}
        </span>
        <span className={label === null ? undefined : styles[label]}>
          {part === 'panel' ? words.parts.panel : label === null ? '' : words.labels[label]}
        </span>
        <span>{vetoed ? words.vetoes.vetoed : ''}</span>
        <span className={styles['scenario']}>{nameOf(scenario)}</span>
      </p>
    </div>
  );
}
