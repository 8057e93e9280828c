// Whether a run that is run again is the same run.
import { valueText } from '../experiments/index.ts';
import { lineOf } from './lines.ts';
import type { StoredEvent } from './lines.ts';

/** The first thing in which two runs differ. */
export interface Difference {
  /**
   * What was made differently. `start`: config, weights, or the version of the fingerprint. `update`: the report, or the
   * parameters that came out. `metrics`: the panels' replies and what was measured of them.
   */
  readonly part: 'start' | 'trajectories' | 'update' | 'metrics' | 'end';
  /** Where it belongs, counted as in RunEvent: an update and what it is made of have the number of the policy before it. */
  readonly iteration: number;
  /** Place in the event ("trajectories.17.reward"), and what stands there on either side, shortened. */
  readonly field: string;
  readonly recorded: string;
  readonly again: string;
}

/** Whether an event is compared: a collapse is no more than what config and metrics say. */
export const isCompared = ({ kind }: StoredEvent): boolean => kind !== 'collapse';

/** Compares two runs event by event, each as a run file would hold it. */
export class Comparison {
  #iteration = 0;
  /** Metrics that differ; if the parameters turn out to differ too, it is because of them. */
  #metrics: Difference | null = null;

  /** The events of both runs that stand in the same place. Gives the first difference once it is known which it is. */
  add(recorded: StoredEvent, again: StoredEvent): Difference | null {
    if ('iteration' in recorded) this.#iteration = recorded.iteration;
    const found = firstDifference(contentOf(recorded), contentOf(asKept(again, recorded)), '');
    // the checkpoint tells what the metrics follow from
    if (this.#metrics) return found?.field.startsWith('checkpoint') ? this.#difference('update', found) : this.#metrics;
    if (found === null) return null;
    const difference = this.#difference(partOf(recorded), found);
    if (recorded.kind !== 'evaluation') return difference;
    this.#metrics = difference;
    return null;
  }

  /** Where there is nothing more to compare. */
  end(): Difference | null {
    return this.#metrics;
  }

  #difference(part: Difference['part'], { field, recorded, again }: Pair): Difference {
    const isBefore = part === 'update' && field.startsWith('checkpoint');
    // policy i comes from the update of iteration i - 1
    const iteration = isBefore ? Math.max(0, this.#iteration - 1) : this.#iteration;
    return { part, iteration, field, recorded: words(recorded), again: words(again) };
  }
}

function partOf({ kind }: StoredEvent): Difference['part'] {
  switch (kind) {
    case 'start':
    case 'trajectories':
    case 'update':
    case 'end':
      return kind;
    case 'complete':
      return 'update';
    default:
      return 'metrics';
  }
}

/**
 * What the recorded run does not say, it can't differ in: of a run that was stored in a browser only the last checkpoint has the
 * optimizer's moments, and checkpoints of older runs do not say that text collapses, which config and metrics say as well. What is
 * worked out of trajectories and policies, which are compared, is the recorded one's: how it is has changed since runs were recorded.
 */
function asKept(again: StoredEvent, recorded: StoredEvent): StoredEvent {
  if (again.kind === 'trajectories' && recorded.kind === 'trajectories') {
    return { ...again, selection: recorded.selection, interference: recorded.interference };
  }
  if (again.kind !== 'complete' || recorded.kind !== 'complete') return again;
  const { collapsed, learner, ...rest } = again.checkpoint;
  const { optimizer } = recorded.checkpoint.learner;
  return {
    ...again,
    checkpoint: {
      ...{ ...rest, learner: optimizer ? learner : { ...learner, optimizer: null } },
      ...(collapsed && recorded.checkpoint.collapsed && { collapsed }),
    },
  };
}

/** As it comes back from a file: numbers with their signs and bits, bytes as base64. */
const contentOf = (event: StoredEvent): unknown => JSON.parse(lineOf(event) ?? 'null');

interface Pair {
  readonly field: string;
  readonly recorded: unknown;
  readonly again: unknown;
}

/** Depth first, in the order of the recorded one's fields. */
function firstDifference(recorded: unknown, again: unknown, field: string): Pair | null {
  if (!isBranch(recorded) || !isBranch(again)) return recorded === again ? null : { field, recorded, again };
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(again)])) {
    const found = firstDifference(recorded[key], again[key], field === '' ? key : `${field}.${key}`);
    if (found) return found;
  }
  return null;
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const words = (value: unknown): string => (value === undefined ? 'nothing' : valueText(value));
