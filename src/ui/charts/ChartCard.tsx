import type { ReactNode } from 'react';
import { en } from '../locale/en.ts';
import styles from './ChartCard.module.css';

export interface DataRow {
  readonly iteration: number;
  readonly gameable: string;
  readonly other: string;
  readonly gap: string;
  readonly n: string;
}

interface ChartCardProps {
  readonly region: string;
  /** What the chart shows, as a sentence. */
  readonly finding: ReactNode;
  readonly caption: string;
  readonly rows: readonly DataRow[];
  readonly hasGap: boolean;
  readonly id: string;
  readonly children: ReactNode;
}

/** A chart with its finding above it, and its numbers as a table below. */
export function ChartCard({ region, finding, caption, rows, hasGap, id, children }: ChartCardProps) {
  return (
    <section className={styles['card']} aria-label={region} id={id}>
      <h2>{finding}</h2>
      <p className={styles['caption']}>{caption}</p>
      {children}
      <details className={styles['data']}>
        <summary>{en.chart.data}</summary>
        <table>
          <caption className="spoken">{region}</caption>
          <thead>
            <tr>
              <th scope="col">{en.chart.iteration}</th>
              <th scope="col">{en.chart.gameable}</th>
              <th scope="col">{en.chart.other}</th>
              {hasGap && <th scope="col">{en.chart.gap}</th>}
              <th scope="col">{en.chart.n}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ iteration, gameable, other, gap, n }) => (
              <tr key={iteration}>
                <th scope="row">{iteration}</th>
                <td>{gameable}</td>
                <td>{other}</td>
                {hasGap && <td>{gap}</td>}
                <td>{n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
