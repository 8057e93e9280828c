import type { Refusal } from '../../core/fault/index.ts';
import { archiveWords } from '../locale/archive.ts';
import { refusalText } from '../options/refusalText.ts';
import styles from './Archive.module.css';

/** Names the stored rows that can't be read; nothing where there are none. */
export function DamagedRows({ rows }: { rows: readonly Refusal[] }) {
  if (rows.length === 0) return null;
  return (
    <details className={styles['damaged']}>
      <summary>
        {archiveWords.damaged.title(rows.length)}. {archiveWords.damaged.text}
      </summary>
      <ul>
        {rows.map((row, i) => (
          <li key={i}>
            <code>{refusalText(row)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
