import type { Group } from '../../facts/index.ts';
import type { ChartProps } from '../charts/Chart.tsx';

/** A stretch of the sentence that a chart stands under; `group`: whom it is about. */
export interface FindingPart {
  readonly text: string;
  readonly group: Group | null;
}

/** What a figure is made of. */
export interface Figure {
  /** What the chart measures. */
  readonly name: string;
  readonly finding: readonly FindingPart[];
  readonly caption: string;
  /** What only a part of the chart is drawn like; null: there is no such part. */
  readonly legend: string | null;
  readonly chart: ChartProps;
}

/** Where a figure comes from. */
export interface Source {
  readonly link: string;
  readonly seed: number;
  /** Null: the run is not over. */
  readonly fingerprint: string | null;
}

export type FigureFormat = 'svg' | 'png' | 'csv';
