import type { RunConfig } from '../../experiments/index.ts';
import type { PolicyFact } from '../../facts/index.ts';

/** Where the points of a chart come from. */
export interface Origin {
  /** Newest iteration that a chart draws in full: those behind it a live run has still to compute. */
  readonly full: number;
  /** How the others are drawn; null: there are none. */
  readonly legend: string | null;
  /** Whether an iteration is recorded or computed; null: there is no recording that it could be told from. */
  readonly originOf: (iteration: number) => string | null;
}

/** What the charts of a run are drawn from. */
export interface ChartSource {
  readonly policies: readonly PolicyFact[];
  /** The one looked at; null: there is none. */
  readonly policy: PolicyFact | null;
  readonly config: RunConfig;
  readonly origin: Origin;
  /** Another iteration is to be looked at. */
  readonly onMove: (iteration: number) => void;
}
