import type { ReactNode } from 'react';
import type { Figure } from '../figure/types.ts';
import { midRunWords } from '../locale/midRun.ts';
import { pageWords } from '../locale/page.ts';
import { Chart } from './Chart.tsx';
import styles from './ChartCard.module.css';

export interface DataRow {
  readonly iteration: number;
  readonly gameable: string;
  readonly other: string;
  readonly gap: string;
  readonly n: string;
  /** Whether it is recorded or computed here; null: that is not asked. */
  readonly origin: string | null;
  /** What has changed with it in mid-run; null: nothing. */
  readonly change: string | null;
}

export interface ChartCardProps {
  /** Its name is the region's. */
  readonly figure: Figure;
  readonly rows: readonly DataRow[];
  readonly hasGap: boolean;
  readonly id: string;
  /** Stands beside the table. */
  readonly children?: ReactNode;
}

/** A chart with its finding above it, and its numbers as a table below. */
export function ChartCard({ figure, rows, hasGap, id, children }: ChartCardProps) {
  const { name, finding, caption, legend, chart } = figure;
  const hasChange = rows.some(({ change }) => change !== null);
  const hasOrigin = rows.some(({ origin }) => origin !== null);
  return (
    <section className={styles['card']} aria-label={name} id={id}>
      <h2>
        {finding.map(({ text, group }) => (
          <span key={text} style={group === null ? undefined : { color: `var(--${group})` }}>
            {text}{' '}
          </span>
        ))}
      </h2>
      <p className={styles['caption']}>{caption}</p>
      <p className={styles['legend']}>{legend}</p>
      <Chart {...chart} />
      <div className={styles['foot']}>
        <details className={styles['data']}>
          <summary>{pageWords.chart.data}</summary>
          <table>
            <caption className="spoken">{name}</caption>
            <thead>
              <tr>
                <th scope="col">{pageWords.chart.iteration}</th>
                <th scope="col">{pageWords.chart.gameable}</th>
                <th scope="col">{pageWords.chart.other}</th>
                {hasGap && <th scope="col">{pageWords.chart.gap}</th>}
                <th scope="col">{pageWords.chart.n}</th>
                {hasChange && <th scope="col">{midRunWords.column}</th>}
                {hasOrigin && <th scope="col">{pageWords.chart.origin.name}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ iteration, gameable, other, gap, n, origin, change }) => (
                <tr key={iteration}>
                  <th scope="row">{iteration}</th>
                  <td>{gameable}</td>
                  <td>{other}</td>
                  {hasGap && <td>{gap}</td>}
                  <td>{n}</td>
                  {hasChange && <td>{change}</td>}
                  {hasOrigin && <td>{origin}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
        {children}
      </div>
    </section>
  );
}
