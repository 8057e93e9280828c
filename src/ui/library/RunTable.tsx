import type { RunEntry } from '../../../workers/protocol.ts';
import { libraryWords } from '../locale/library.ts';
import { RunRow } from './RunRow.tsx';
import styles from './RunTable.module.css';

const { columns } = libraryWords;

/** Latest first. */
export function RunTable({ runs, onDelete }: { runs: readonly RunEntry[]; onDelete: (run: string) => void }) {
  return (
    <table className={styles['table']}>
      <caption className="spoken">{libraryWords.region}</caption>
      <thead>
        <tr>
          {Object.entries(columns).map(([column, label]) => (
            <th key={column} scope="col" className={styles[column]}>
              {column === 'actions' ? <span className="spoken">{label}</span> : label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.run} run={run} onDelete={onDelete} />
        ))}
      </tbody>
    </table>
  );
}
