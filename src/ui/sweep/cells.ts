// What a cell of the grid shows: pure.
import type { Refusal } from '../../core/fault/index.ts';
import type { SweepResults } from '../../archive/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { isOver } from '../../experiments/index.ts';
import type { SweepPlan } from '../../experiments/index.ts';
import type { SweepMeasure, SweepProgress } from '../../session/index.ts';

export interface ShownCell {
  /** Null: no run of the cell is over, or none can be told. */
  readonly figure: Interval | null;
  readonly runs: number;
  readonly over: number;
  /** Runs that are over and that the figure does not rest on. */
  readonly untold: number;
  /** Runs whose text fell apart. */
  readonly collapsed: number;
  readonly failed: number;
  /** How much of the run in progress is done, 0 to 1; null: none of this cell is. */
  readonly playing: number | null;
  /** Why the cell has no runs; null: it has. */
  readonly refusal: Refusal | null;
}

type Known = Pick<SweepProgress, 'job' | 'share' | 'failures'>;

/** In the order of the plan's cells. What is known is of this plan. */
export function shownCells(
  plan: SweepPlan,
  results: SweepResults | null,
  measure: SweepMeasure,
  { job, share, failures }: Known,
): readonly ShownCell[] {
  const playing = job !== null ? (plan.jobs[job]?.cell ?? null) : null;
  return plan.cells.map((_, cell) => {
    const own = [...plan.jobs.entries()].filter(([, each]) => each.cell === cell).map(([index]) => index);
    const row = results?.table.rows[cell];
    const figure = {
      gap: row?.gap,
      harmGameable: row?.harm.gameable,
      harmOther: row?.harm.other,
      rating: row?.ratingInterval,
    }[measure];
    return {
      figure: figure ?? null,
      runs: own.length,
      over: own.filter((index) => {
        const run = results?.runs[index];
        return run ? isOver(run) : false;
      }).length,
      untold: figure && row ? row.seeds - row.told : 0,
      collapsed: row?.collapsed ?? 0,
      failed: own.filter((index) => failures.has(index)).length,
      playing: playing === cell ? share : null,
      refusal: plan.refusals[cell]?.refusal ?? null,
    };
  });
}

/** Deepest tint, in percent of the colour: text on it has to stay legible. */
const deepest = 46;

export interface Tint {
  /** Whose colour: one colour, one meaning. */
  readonly of: 'gameable' | 'other' | 'rating';
  /** In percent. */
  readonly depth: number;
}

/** How a value is tinted: a gap by the group that is harmed more. */
export function tintOf(measure: SweepMeasure, value: number): Tint {
  const depth = (share: number): number => Math.round(deepest * Math.min(1, Math.max(0, share)));
  switch (measure) {
    case 'gap':
      return { of: value < 0 ? 'other' : 'gameable', depth: depth(Math.abs(value)) };
    case 'harmGameable':
      return { of: 'gameable', depth: depth(value) };
    case 'harmOther':
      return { of: 'other', depth: depth(value) };
    case 'rating':
      return { of: 'rating', depth: depth((value - 1) / 9) };
  }
}

/** Where an arrow key leads in a grid of so many columns; null: nowhere. */
export function cellAfter(cell: number, key: string, columns: number, cells: number): number | null {
  const column = cell % columns;
  const next = {
    ArrowRight: column + 1 < columns ? cell + 1 : null,
    ArrowLeft: column > 0 ? cell - 1 : null,
    ArrowDown: cell + columns < cells ? cell + columns : null,
    ArrowUp: cell >= columns ? cell - columns : null,
    Home: cell - column,
    End: cell - column + columns - 1,
  }[key];
  return next ?? null;
}
