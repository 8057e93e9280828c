import type { KtoOptions } from '../core/kto/index.ts';
import type { RandomStream } from '../core/rng/index.ts';
import { planEngine } from './engineOptions.ts';
import { EngineError } from './errors.ts';
import { compileKernel } from './kernel/kernel.ts';
import { finish } from './run.ts';
import { hiddenStatesAll } from './sampling/hiddenStates.ts';
import { recordAll } from './sampling/record.ts';
import type { RecordedCompletion, RecordRequest } from './sampling/record.ts';
import { sampleAll } from './sampling/sample.ts';
import type { Progress, Sample, SampleRequest } from './sampling/sample.ts';
import { readoutAll, scoreAll, scorePairs } from './sampling/score.ts';
import type { Readout, ReadoutRequest, ScoreRequest } from './sampling/score.ts';
import { ktoLogProbs, scoreInCache } from './training/ktoLogProbs.ts';
import { KtoPasses } from './training/ktoPasses.ts';
import { planKtoStep } from './training/planKtoStep.ts';
import { adamStart, adamStep, addShard } from './training/optimizer.ts';
import type { AdamOptions } from './training/optimizer.ts';
import { clearMoments, readOptimizerState, writeOptimizerState } from './training/optimizerState.ts';
import {
  checkKtoRows,
  checkSupervisedRows,
  ktoShard,
  shardBounds,
  supervisedShard,
  totalWeight,
} from './training/steps.ts';
import type { KtoExample, KtoShardOptions, SupervisedRow } from './training/steps.ts';
import { trainingPlan } from './transformer/backward.ts';
import { fillAdapter, fillBase } from './transformer/initialise.ts';
import type { Region, WeightSet } from './transformer/plan.ts';
import { parameterCount } from './transformer/shape.ts';
import type { ModelShape } from './transformer/shape.ts';
import { joined, readAdapter, readTensors, writeAdapter, writeTensors } from './transformer/tensors.ts';
import type { NamedTensor } from './transformer/tensors.ts';
import { refreshAdapter, refreshBase, snapshotReference } from './transformer/weights.ts';
import { createWorkspace } from './transformer/workspace.ts';
import type { Workspace } from './transformer/workspace.ts';
import type {
  AdamClock,
  OptimizerState,
  EngineOptions,
  KtoLogProbs,
  KtoReport,
  LogProbPairs,
  ReferenceName,
  ShardGradient,
  StepReport,
  WeightsName,
} from './types.ts';

export type { EngineOptions, LoraOptions, ShardGradient, StepReport } from './types.ts';

/** A transformer with its optimizer and caches in one WebAssembly memory that never grows. */
export class Engine {
  readonly shape: ModelShape;
  readonly shards: number;
  readonly training: EngineOptions['training'];
  /** Memory taken, in bytes. */
  readonly byteLength: number;
  readonly #space: Workspace;
  readonly #passes: KtoPasses;
  #clock: AdamClock = adamStart;
  #hasReference = false;
  /** Counts operations, so that an unfinished one notices that another has used the same memory. */
  #operation = 0;

  private constructor(space: Workspace, shards: number, training: EngineOptions['training']) {
    this.#space = space;
    this.#passes = new KtoPasses(space);
    this.training = training;
    this.shape = space.shape;
    this.shards = shards;
    this.byteLength = space.byteLength;
  }

  /** All parameters are zero until {@link initialise} or {@link loadBase}. Throws ShapeError, EngineError, RangeError. */
  static async create(options: EngineOptions): Promise<Engine> {
    const { plan, adapterScale, shards } = planEngine(options);
    const space = createWorkspace(await compileKernel(), plan, adapterScale);
    return new Engine(space, shards, options.training);
  }

  get #rank(): number {
    return typeof this.training === 'object' ? this.training.rank : 0;
  }

  get parameterCount(): number {
    return parameterCount(this.shape);
  }

  /** Fresh parameters from child streams of `stream`, one per tensor, and a fresh adapter. */
  initialise(stream: RandomStream): void {
    this.#replaceBase();
    fillBase(this.#space, stream);
    if (this.#space.adapter) fillAdapter(this.#space, this.#rank, stream.child('adapter'));
    refreshBase(this.#space);
    this.#restart();
  }

  /** A fresh adapter: A random, B zero, so that the policy equals the base. Optimizer and reference start anew. */
  resetAdapter(stream: RandomStream): void {
    this.#adapter();
    this.#begin();
    this.#hasReference = false;
    fillAdapter(this.#space, this.#rank, stream);
    refreshAdapter(this.#space);
    this.#restart();
  }

  /** Sets every base parameter. Throws EngineError('badInput') for a missing, unknown or misshapen tensor. */
  loadBase(tensors: readonly NamedTensor[]): void {
    this.#replaceBase();
    writeTensors(this.#space, this.#space.base, tensors);
    refreshBase(this.#space);
    this.#restart();
  }

  baseTensors(): NamedTensor[] {
    return readTensors(this.#space, this.#space.base);
  }

  /** Sets the adapter. Throws EngineError('badInput') where it does not fit. The optimizer starts anew. */
  loadAdapter(tensors: readonly NamedTensor[]): void {
    this.#begin();
    writeAdapter(this.#space, this.#adapter(), this.#rank, tensors);
    refreshAdapter(this.#space);
    this.#restart();
  }

  adapterTensors(): NamedTensor[] {
    return readAdapter(this.#space, this.#adapter(), this.#rank);
  }

  /** The trained parameters, padding left out, as one array: what fingerprints are taken of. */
  trainedParameters(): Float32Array {
    return joined(this.#space.adapter ? this.adapterTensors() : this.baseTensors());
  }

  /**
   * The reference becomes what the policy is now. Once: a fixed reference. Every iteration: a moving one. Under LoRA
   * a new base takes the reference away, because they share embedding, norms and head.
   */
  snapshotReference(): void {
    trainingPlan(this.#space);
    this.#begin();
    snapshotReference(this.#space);
    this.#hasReference = true;
  }

  /** Forgets the optimizer's moments and step count; the parameters stay. */
  resetOptimizer(): void {
    this.#restart();
  }

  /** With the trained parameters, all that training needs to go on as if it had never stopped. */
  optimizerState(): OptimizerState {
    return readOptimizerState(this.#space, this.#clock);
  }

  /** Load the parameters first: they start the optimizer anew. Throws EngineError('badInput') and changes nothing then. */
  loadOptimizerState(state: OptimizerState): void {
    this.#begin();
    this.#clock = writeOptimizerState(this.#space, state);
  }

  /** One AdamW step on the weighted mean of the tokens' cross entropy: sum(w nll) / sum(w). */
  supervisedStep(rows: readonly SupervisedRow[], adam: AdamOptions): StepReport {
    checkSupervisedRows(this.#space, rows);
    const total = totalWeight(rows);
    this.#begin();
    let loss = 0;
    for (let shard = 0; shard < this.shards; shard++) {
      const [start, end] = shardBounds(rows.length, this.shards, shard);
      loss += supervisedShard(this.#space, rows.slice(start, end), total);
      addShard(this.#space, shard === 0);
    }
    return { loss: loss / total, ...this.#step(adam) };
  }

  /** A shard's part of {@link supervisedStep}, for a worker: sum(w nll) and the gradient of the batch's mean. */
  supervisedShardGradient(rows: readonly SupervisedRow[], total: number): ShardGradient {
    checkSupervisedRows(this.#space, rows);
    this.#begin();
    const sums = Float64Array.of(supervisedShard(this.#space, rows, total));
    return { sums, gradient: this.#gradient() };
  }

  /** One AdamW step on the KTO loss, against the last {@link snapshotReference} or the base. At least 2 rows. */
  ktoStep(
    rows: readonly KtoExample[],
    options: Omit<KtoOptions, 'kl'>,
    adam: AdamOptions,
    against: ReferenceName = 'reference',
  ): KtoReport {
    const plan = planKtoStep(rows, this.ktoLogProbs(rows, 0, rows.length, against), options);
    const { report, pushing } = plan;
    this.#begin();
    for (let shard = 0; shard < this.shards; shard++) {
      const [start, end] = shardBounds(pushing.length, this.shards, shard);
      const part = { ...options, kl: report.kl.clamped, batchRows: rows.length };
      const referenceLogProbs = plan.referenceLogProbs.subarray(start, end);
      ktoShard(this.#space, pushing.slice(start, end), { ...part, referenceLogProbs });
      addShard(this.#space, shard === 0);
    }
    return { ...report, ...this.#step(adam) };
  }

  /** For rows `start` to `end` of a KTO batch: see KtoLogProbs. */
  ktoLogProbs(
    rows: readonly KtoExample[],
    start: number,
    end: number,
    reference: ReferenceName = 'reference',
  ): KtoLogProbs {
    checkKtoRows(this.#space, rows);
    return ktoLogProbs(this, rows, start, end, reference);
  }

  /**
   * As {@link ktoLogProbs}, and keeps what {@link ktoKeptGradient} goes on from, where there is room. `first`: number in the batch
   * of row `start`, where `rows` are not all of it.
   */
  ktoForward(
    first: number,
    rows: readonly KtoExample[],
    start: number,
    end: number,
    reference: ReferenceName = 'reference',
  ): KtoLogProbs {
    checkKtoRows(this.#space, rows);
    return ktoLogProbs(this, rows, start, end, reference, (pairs) => {
      this.#begin();
      return this.#passes.forward(first, pairs) ?? scoreInCache(this, pairs);
    });
  }

  /**
   * As {@link ktoShardGradient}, of rows of the last {@link ktoForward} by their numbers in the batch, each to be asked for once,
   * and of rows that went forward elsewhere. Null where a number was not kept, or parameters have changed since.
   */
  ktoKeptGradient(rows: readonly (number | KtoExample)[], options: KtoShardOptions): ShardGradient | null {
    checkKtoRows(
      this.#space,
      rows.filter((row) => typeof row !== 'number'),
    );
    this.#begin();
    const sums = this.#passes.backward(rows, options);
    return sums && { sums, gradient: this.#gradient() };
  }

  /** A shard's part of {@link ktoStep}, for a worker: the policy's summed log-probabilities and the gradient. */
  ktoShardGradient(rows: readonly KtoExample[], options: KtoShardOptions): ShardGradient {
    checkKtoRows(this.#space, rows);
    this.#begin();
    return { sums: ktoShard(this.#space, rows, options), gradient: this.#gradient() };
  }

  /** One AdamW step with the shards' gradients, summed in order. Every replica that does this ends with equal bits. */
  applyShardGradients(gradients: readonly Float32Array[], adam: AdamOptions): { gradientNorm: number } {
    const { gradient } = trainingPlan(this.#space);
    if (gradients.length === 0) throw new EngineError('badInput', 'there are no gradients to apply');
    this.#begin();
    for (const [shard, values] of gradients.entries()) {
      if (values.length !== gradient.count) {
        throw new EngineError(
          'badInput',
          `shard ${String(shard)} has ${String(values.length)} gradients, not ${String(gradient.count)}`,
        );
      }
      this.#space.kernel.f32.set(values, gradient.address / 4);
      addShard(this.#space, shard === 0);
    }
    return this.#step(adam);
  }

  /** Per-token log-probabilities (nats): result[request][completion][token]. */
  logProbs(requests: readonly ScoreRequest[], weights: WeightsName): Float64Array[][] {
    return finish(this.logProbSteps(requests, weights));
  }

  logProbSteps(requests: readonly ScoreRequest[], weights: WeightsName): Generator<Progress, Float64Array[][]> {
    return this.#exclusive(scoreAll(this.#space, this.#weights(weights), requests));
  }

  /** {@link logProbs} under the policy and under the reference, of the same requests. */
  logProbPairs(requests: readonly ScoreRequest[]): LogProbPairs {
    return finish(this.logProbPairSteps(requests));
  }

  logProbPairSteps(requests: readonly ScoreRequest[]): Generator<Progress, LogProbPairs> {
    return this.#exclusive(scorePairs(this.#space, this.#weights('policy'), this.#weights('reference'), requests));
  }

  /** Completions with the probabilities of watched tokens at each of theirs: result[request][completion]. */
  record(requests: readonly RecordRequest[], tokens: readonly number[], weights: WeightsName): RecordedCompletion[][] {
    return finish(this.#exclusive(recordAll(this.#space, this.#weights(weights), requests, tokens)));
  }

  /** Next-token probabilities of closed sets of tokens: result[request][question]. */
  readout(requests: readonly ReadoutRequest[], weights: WeightsName): Readout[][] {
    return finish(this.readoutSteps(requests, weights));
  }

  readoutSteps(requests: readonly ReadoutRequest[], weights: WeightsName): Generator<Progress, Readout[][]> {
    return this.#exclusive(readoutAll(this.#space, this.#weights(weights), requests));
  }

  /**
   * The residual stream at the last token of each prompt: result[prompt][layer] of `width` numbers. Layer 0 is the
   * embedding's output, layer L what the last layer adds up to, before the final norm.
   */
  hiddenStates(prompts: readonly (readonly number[])[], weights: WeightsName): Float32Array[][] {
    return finish(this.hiddenStateSteps(prompts, weights));
  }

  hiddenStateSteps(
    prompts: readonly (readonly number[])[],
    weights: WeightsName,
  ): Generator<Progress, Float32Array[][]> {
    return this.#exclusive(hiddenStatesAll(this.#space, this.#weights(weights), prompts));
  }

  /** Samples: result[request][stream]. */
  sample(requests: readonly SampleRequest[], weights: WeightsName): Sample[][] {
    return finish(this.sampleSteps(requests, weights));
  }

  sampleSteps(requests: readonly SampleRequest[], weights: WeightsName): Generator<Progress, Sample[][]> {
    return this.#exclusive(sampleAll(this.#space, this.#weights(weights), requests));
  }

  #weights(name: WeightsName): WeightSet {
    const set = this.#space.sets[name];
    if (!set) throw new EngineError('notAvailable', 'an engine that does not train has no reference');
    if (name === 'reference' && !this.#hasReference) {
      throw new EngineError('notAvailable', 'there is no reference yet: call snapshotReference first');
    }
    return set;
  }

  #replaceBase(): void {
    this.#begin();
    if (this.training !== 'full') this.#hasReference = false;
  }

  #begin(): number {
    this.#operation += 1;
    return this.#operation;
  }

  /** Refuses to go on when anything else has used the engine since the last step. */
  *#exclusive<Result>(steps: Generator<Progress, Result>): Generator<Progress, Result> {
    const operation = this.#begin();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield step.value;
      if (this.#operation !== operation) {
        throw new EngineError('notAvailable', 'another operation has used the engine before this one was finished');
      }
    }
  }

  #adapter(): Region {
    if (!this.#space.adapter) throw new EngineError('notAvailable', 'this engine has no adapter');
    return this.#space.adapter;
  }

  #gradient(): Float32Array<ArrayBuffer> {
    const { gradient } = trainingPlan(this.#space);
    return this.#space.kernel.f32.slice(gradient.address / 4, gradient.address / 4 + gradient.count);
  }

  #step(adam: AdamOptions): { gradientNorm: number } {
    const { clock, gradientNorm } = adamStep(this.#space, this.#clock, adam);
    this.#clock = clock;
    this.#passes.clear();
    return { gradientNorm };
  }

  #restart(): void {
    this.#clock = adamStart;
    this.#passes.clear();
    clearMoments(this.#space);
  }
}
