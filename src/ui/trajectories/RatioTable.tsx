import type { LogRatios } from '../../policies/index.ts';
import { ratioWords } from '../locale/ratios.ts';
import styles from './Ratios.module.css';

const { columns, probability, logRatio } = ratioWords;

interface RatioTableProps {
  readonly title: string;
  readonly unit: 'token' | 'act';
  /** What each token is called. */
  readonly words: readonly string[];
  /** Null: not measured yet. */
  readonly ratios: LogRatios | null;
}

/** A text's figures, token by token. */
export function RatioTable({ title, unit, words, ratios }: RatioTableProps) {
  return (
    <details className={styles['values']}>
      <summary>{title}</summary>
      {ratios && (
        <table>
          <thead>
            <tr>
              <th scope="col">{unit === 'act' ? columns.act : columns.word}</th>
              <th scope="col">{columns.reference}</th>
              <th scope="col">{columns.policy}</th>
              <th scope="col">{columns.logRatio}</th>
            </tr>
          </thead>
          <tbody>
            {words.map((word, i) => (
              <tr key={i}>
                <th scope="row">{word}</th>
                <td>{probability(ratios.reference[i] ?? NaN)}</td>
                <td>{probability(ratios.policy[i] ?? NaN)}</td>
                <td>{logRatio(ratios.logRatios[i] ?? NaN)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
