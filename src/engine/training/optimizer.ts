import { EngineError } from '../errors.ts';
import type { AdamClock } from '../types.ts';
import { trainingPlan } from '../transformer/backward.ts';
import { copyRegion, refreshAdapter, refreshBase } from '../transformer/weights.ts';
import { isMuonMatrix, muonStep } from './muon.ts';
import type { MuonOptions } from './muon.ts';
import type { Workspace } from '../transformer/workspace.ts';

/** AdamW with global-norm clipping (arXiv 1711.05101). Decay applies to matrices, not to norm gains. */
export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Largest global norm of the gradient; Infinity for no clipping. */
  readonly clipNorm: number;
  /** Full training only: Muon moves the linear layers' matrices, by its own rate and without clipping. Not given: Adam does. */
  readonly muon?: MuonOptions;
}

export const adamDefaults: AdamOptions = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: 1,
};

/** Throws EngineError('badInput') naming the first option that no step can be made with. */
function checkAdam(options: AdamOptions): void {
  const demand = (field: Exclude<keyof AdamOptions, 'muon'>, holds: boolean, range: string): void => {
    if (!holds) throw new EngineError('badInput', `${field}: ${String(options[field])} is not ${range}`);
  };
  const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = options;
  // the kernel computes with float32
  demand('learningRate', learningRate >= 0 && Math.fround(learningRate) < Infinity, 'a finite number from 0 up');
  demand('beta1', beta1 >= 0 && Math.fround(beta1) < 1, 'a number from 0 to below 1');
  demand('beta2', beta2 >= 0 && Math.fround(beta2) < 1, 'a number from 0 to below 1');
  demand('epsilon', Math.fround(epsilon) > 0 && Math.fround(epsilon) < Infinity, 'a finite number above 0');
  demand('weightDecay', weightDecay >= 0 && Math.fround(weightDecay) < Infinity, 'a finite number from 0 up');
  demand('clipNorm', clipNorm > 0, 'a number above 0');
}

/** The same for what Muon is given. */
function checkMuon(space: Workspace, { learningRate, momentum }: MuonOptions): void {
  if (space.adapter) throw new EngineError('badInput', 'muon: an adapter is trained by Adam alone');
  if (!(learningRate >= 0 && Math.fround(learningRate) < Infinity)) {
    throw new EngineError('badInput', `muon.learningRate: ${String(learningRate)} is not a finite number from 0 up`);
  }
  if (!(momentum >= 0 && Math.fround(momentum) < 1)) {
    throw new EngineError('badInput', `muon.momentum: ${String(momentum)} is not a number from 0 to below 1`);
  }
}

export const adamStart: AdamClock = { steps: 0, power1: 1, power2: 1 };

/** Sets the gradient of the next shard to zero. */
export function clearGradient(space: Workspace): void {
  const { gradient, inputEmbedding } = trainingPlan(space);
  space.kernel.u8.fill(0, gradient.address, gradient.address + gradient.count * 4);
  if (inputEmbedding !== 0) {
    const bytes = space.shape.vocabulary * space.shape.width * 4;
    space.kernel.u8.fill(0, inputEmbedding, inputEmbedding + bytes);
  }
}

/** Call when a shard's last micro-batch is done: joins the two halves of the embedding's gradient. */
export function finishGradient(space: Workspace): void {
  const { gradient, inputEmbedding } = trainingPlan(space);
  const embedding = gradient.tensors.find((t) => t.name === 'embedding');
  if (inputEmbedding !== 0 && embedding) {
    space.kernel.run.addInto(embedding.address, inputEmbedding, embedding.count);
  }
}

/** Adds the finished shard to the sum over shards. The first shard replaces what was there. */
export function addShard(space: Workspace, first: boolean): void {
  const { gradient, total } = trainingPlan(space);
  if (first) copyRegion(space, total, gradient);
  else space.kernel.run.addInto(total.address, gradient.address, gradient.count);
}

/** Global norm of the summed gradient. Throws EngineError('notFinite') naming the first tensor that is not finite. */
function gradientNorm(space: Workspace): number {
  let sum = 0;
  for (const tensor of trainingPlan(space).total.tensors) {
    const squares = space.kernel.run.sumSquares(tensor.address, Math.ceil(tensor.count / 4) * 4);
    if (!Number.isFinite(squares)) {
      throw new EngineError('notFinite', `the gradient of ${tensor.name} is not finite; no parameter was changed`);
    }
    sum += squares;
  }
  return Math.sqrt(sum);
}

/** One step with the summed gradient. Nothing is changed when the gradient is not finite. */
export function adamStep(
  space: Workspace,
  clock: AdamClock,
  options: AdamOptions,
): { clock: AdamClock; gradientNorm: number } {
  const training = trainingPlan(space);
  checkAdam(options);
  const { muon, weightDecay } = options;
  if (muon) checkMuon(space, muon);
  const norm = gradientNorm(space);
  const factor = norm > options.clipNorm ? options.clipNorm / norm : 1;
  // the kernel's betas are float32: the corrections must be powers of the same numbers
  const power1 = clock.power1 * Math.fround(options.beta1);
  const power2 = clock.power2 * Math.fround(options.beta2);
  const { trainable, total, firstMoment, secondMoment } = training;
  for (const tensor of trainable.tensors) {
    const offset = tensor.address - trainable.address;
    if (muon && isMuonMatrix(tensor)) {
      muonStep(space, tensor, total.address + offset, firstMoment.address + offset, { ...muon, weightDecay });
      continue;
    }
    space.kernel.run.adam(
      tensor.address,
      total.address + offset,
      firstMoment.address + offset,
      secondMoment.address + offset,
      Math.ceil(tensor.count / 4) * 4,
      factor,
      options.learningRate,
      options.beta1,
      options.beta2,
      options.epsilon,
      tensor.shape.length > 1 ? weightDecay : 0,
      1 / (1 - power1),
      1 / (1 - power2),
    );
  }
  if (space.adapter) refreshAdapter(space);
  else refreshBase(space);
  return { clock: { steps: clock.steps + 1, power1, power2 }, gradientNorm: norm };
}
