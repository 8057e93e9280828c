// What every learner's update has in common.
import { classWeights } from '../core/kto/index.ts';
import { learningRate } from '../engine/optimizer/schedule.ts';
import type { RandomStream } from '../core/rng/index.ts';
import type { WorkControls } from '../models/contract.ts';
import { batches } from './batches.ts';
import type { TrainingRow, UpdateReport, UpdateSettings, UpdateStep } from './contract.ts';

/** How many rows of each kind there are, and KTO's weights: balanced as in the paper, 1 where one kind is missing. */
export function countRows(rows: readonly Pick<TrainingRow, 'desirable'>[], targetRatio: number) {
  const desirable = rows.filter((row) => row.desirable).length;
  const undesirable = rows.length - desirable;
  const weights =
    desirable > 0 && undesirable > 0
      ? classWeights(desirable, undesirable, targetRatio)
      : { desirableWeight: 1, undesirableWeight: 1 };
  return { desirable, undesirable, weights };
}

/** An update's settings as one of its steps has them: `learningRate` is that step's, and each kind of row has its weight. */
export type StepSettings = UpdateSettings & ReturnType<typeof countRows>['weights'];

/** What is a learner's own in an update. */
export interface Course<Row, Prepared> {
  /** Fewest rows that a step is taken on: 2 where each is paired with another of its batch. */
  readonly leastRows: 1 | 2;
  /** What steps are taken on, once: asks models, so it is left alone where there will be no step. */
  readonly prepare: (rows: readonly Row[]) => readonly Prepared[] | Promise<readonly Prepared[]>;
  readonly step: (batch: readonly Prepared[], settings: StepSettings) => UpdateStep | Promise<UpdateStep>;
}

/**
 * A whole update: takes a step for each batch of every epoch, until one passes the KL limit. Without a desirable row it takes none:
 * the fewer there are the less undesirable ones weigh, down to nothing, and pushing the policy away from what it says, to nowhere,
 * is no learning.
 */
export async function takeSteps<Row extends Pick<TrainingRow, 'desirable'>, Prepared>(
  rows: readonly Row[],
  settings: UpdateSettings,
  stream: RandomStream,
  { leastRows, prepare, step }: Course<Row, Prepared>,
  controls: WorkControls,
): Promise<UpdateReport> {
  const { desirable, undesirable, weights } = countRows(rows, settings.targetRatio);
  const prepared = desirable > 0 ? await prepare(rows) : [];
  const all = Array.from({ length: settings.epochs }, (_, epoch) =>
    batches(prepared, settings.batchRows, stream.child(`epoch/${String(epoch)}`), leastRows),
  ).flat();
  const steps: UpdateStep[] = [];
  for (const [index, batch] of all.entries()) {
    const learningRate = rateOfStep(settings, index, all.length);
    const taken = await step(batch, { ...settings, ...weights, learningRate });
    steps.push(taken);
    controls.onProgress?.({ done: steps.length, total: all.length });
    if (settings.klLimit > 0 && (taken.kl?.raw ?? 0) > settings.klLimit) break;
  }
  return { desirable, undesirable, steps, stoppedEarly: steps.length < all.length };
}

/** Rate of step `index` of `count`, counted from 0. */
function rateOfStep({ schedule, learningRate: peak }: UpdateSettings, index: number, count: number): number {
  if (schedule === 'constant') return peak;
  return learningRate({ kind: 'cosine', peak, warmupSteps: 0, totalSteps: count, floor: 0 }, index);
}
