// What is trained, for how long and how fast: a function of the command line and the corpus, fixed before the first step.
import { createHash } from 'node:crypto';
import { kernelBase64 } from '../engine/kernel/generated/kernelBytes.ts';
import { learningRate } from '../engine/optimizer/schedule.ts';
import { adamDefaults } from '../engine/training/optimizer.ts';
import type { AdamOptions } from '../engine/training/optimizer.ts';
import type { SupervisedRow } from '../engine/training/steps.ts';
import type { ModelShape } from '../engine/transformer/shape.ts';
import { shapeOf } from './sizes.ts';
import type { SizeName } from './sizes.ts';
import type { TrainingCorpus } from './types.ts';

export interface PretrainPlan {
  readonly size: SizeName;
  readonly seed: number;
  /** Budget: all tokens of all rows count, those without a weight too. */
  readonly tokens: number;
  readonly batchRows: number;
  /** Largest learning rate of what Adam moves: embedding, norms. */
  readonly peak: number;
  /** Largest learning rate of what Muon moves: the linear layers. */
  readonly muonPeak: number;
  readonly muonMomentum: number;
  /** Share of the steps in which the rate rises. */
  readonly warmupShare: number;
  /** Last learning rate as a share of the largest. */
  readonly floorShare: number;
  readonly weightDecay: number;
  readonly beta2: number;
  readonly clipNorm: number;
}

/** A plan for one corpus. */
export interface Course {
  readonly plan: PretrainPlan;
  readonly shape: ModelShape;
  readonly steps: number;
  readonly meanRowTokens: number;
  /** SHA-256 of all that the final weights depend on: plan, shape, the corpus' first rows, the kernels. */
  readonly hash: string;
}

/** Rows whose lengths tell how many steps the budget buys. */
const surveyedRows = 2000;

/** The usual settings: many small steps. The wider the model, the smaller its steps: 8e-3 at width 96, falling with the root. */
export function makePlan(size: SizeName, seed: number, tokens: number): PretrainPlan {
  // the width does not depend on the vocabulary
  const { width } = shapeOf(size, 8);
  return {
    size,
    seed,
    tokens,
    batchRows: 16,
    peak: 8e-3 * Math.sqrt(96 / width),
    muonPeak: 0.01,
    muonMomentum: 0.95,
    warmupShare: 0.02,
    floorShare: 0.01,
    weightDecay: 0.01,
    beta2: 0.98,
    clipNorm: 1,
  };
}

/** Fixes the number of steps. Throws ShapeError where the corpus' vocabulary fits no model. */
export function planCourse(plan: PretrainPlan, corpus: TrainingCorpus): Course {
  const shape = shapeOf(plan.size, corpus.vocabulary);
  const hash = createHash('sha256');
  hash.update(JSON.stringify([sorted(plan), sorted(shape)]));
  hash.update(kernelBase64);
  let tokens = 0;
  for (let index = 0; index < surveyedRows; index++) {
    const row = corpus.row(index);
    tokens += row.tokens.length;
    hash.update(JSON.stringify(row));
  }
  const meanRowTokens = tokens / surveyedRows;
  const steps = Math.max(1, Math.round(plan.tokens / (meanRowTokens * plan.batchRows)));
  return { plan, shape, steps, meanRowTokens, hash: hash.digest('hex') };
}

/** The optimizer's settings at a step, counted from 0. */
export function adamAt({ plan, steps }: Course, step: number): AdamOptions {
  const { peak, muonPeak, muonMomentum, warmupShare, floorShare, weightDecay, beta2, clipNorm } = plan;
  const warmupSteps = Math.ceil(warmupShare * steps);
  const rate = (most: number): number =>
    learningRate({ kind: 'cosine', peak: most, warmupSteps, totalSteps: steps, floor: floorShare * most }, step);
  const muon = { learningRate: rate(muonPeak), momentum: muonMomentum };
  return { ...adamDefaults, learningRate: rate(peak), weightDecay, beta2, clipNorm, muon };
}

/** The rows of a step: every row of the corpus is used once, in order. Throws RangeError for a row that is too long. */
export function rowsOfStep({ plan, shape }: Course, corpus: TrainingCorpus, step: number): SupervisedRow[] {
  return Array.from({ length: plan.batchRows }, (_, i) => {
    const index = step * plan.batchRows + i;
    const row = corpus.row(index);
    if (row.tokens.length > shape.context + 1) {
      const limit = String(shape.context + 1);
      throw new RangeError(`row ${String(index)} of the corpus has ${String(row.tokens.length)} tokens, not ${limit}`);
    }
    return row;
  });
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
