import type { KtoOptions } from '../../core/kto/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { planKtoStep } from '../training/planKtoStep.ts';
import type {
  EngineOptions,
  KtoReport,
  KtoLogProbs,
  LogProbPairs,
  ReferenceName,
  ShardGradient,
  StepReport,
  WeightsName,
  OptimizerState,
} from '../types.ts';
import { CancelledError } from '../run.ts';
import type { RecordedCompletion, RecordRequest } from '../sampling/record.ts';
import type { Progress, Sample, SampleRequest } from '../sampling/sample.ts';
import type { Readout, ReadoutRequest, ScoreRequest } from '../sampling/score.ts';
import type { AdamOptions } from '../training/optimizer.ts';
import { shardBounds, totalWeight } from '../training/steps.ts';
import type { KtoExample, SupervisedRow } from '../training/steps.ts';
import type { NamedTensor } from '../transformer/tensors.ts';
import { unwrap } from './messages.ts';
import type { Answer } from './messages.ts';
import type { Replica } from './replica.ts';

/** A replica seen from outside its worker: every method answers with a promise. */
export type RemoteReplica = {
  readonly [Name in keyof Replica]: (...args: Parameters<Replica[Name]>) => Promise<Awaited<ReturnType<Replica[Name]>>>;
};

/** Reports and interruption of a pool's long operations. */
export interface PoolControls {
  readonly onProgress?: (progress: Progress) => void;
  /** Asked before every piece of work is handed out. */
  readonly isCancelled?: () => boolean;
}

/** Passes of a KTO step that a pool keeps, all replicas together: enough for the paper presets' batches. */
const keptPasses = 16;

/** How many samples or requests are handed to a replica at once: enough to fill its batch twice. */
const pieceSize = 128;

/**
 * Several equal engines, each in a worker of its own. Results carry the same bits for any number of replicas: samples
 * depend on nothing but their request, and gradients are summed over a fixed number of shards in a fixed order.
 */
export class EnginePool {
  readonly shards: number;
  /** Memory that each replica's engine has taken, in bytes. */
  readonly replicaBytes: number;
  readonly #replicas: readonly RemoteReplica[];

  private constructor(replicas: readonly RemoteReplica[], shards: number, replicaBytes: number) {
    this.#replicas = replicas;
    this.shards = shards;
    this.replicaBytes = replicaBytes;
  }

  /** Creates the same engine in every replica. At least one. */
  static async create(replicas: readonly RemoteReplica[], options: EngineOptions): Promise<EnginePool> {
    if (replicas.length === 0) throw new RangeError('a pool needs at least one replica');
    const shards = options.shards ?? 4;
    const kept = typeof options.training === 'object' ? keptPasses : 0;
    const created = await Promise.all(
      replicas.map(async (replica) =>
        unwrap(await replica.create({ keptPasses: Math.ceil(kept / replicas.length), ...options, shards })),
      ),
    );
    return new EnginePool(replicas, shards, created[0]?.byteLength ?? 0);
  }

  async initialise(stream: RandomStream): Promise<void> {
    await this.#all((replica) => replica.initialise(stream.save()));
  }

  async resetAdapter(stream: RandomStream): Promise<void> {
    await this.#all((replica) => replica.resetAdapter(stream.save()));
  }

  /** Loads a weights file, model or adapter, into every replica. */
  async load(file: Uint8Array): Promise<void> {
    await this.#all((replica) => replica.load(file));
  }

  /** The adapter as a weights file, which {@link load} takes back. */
  async adapterFile(): Promise<Uint8Array> {
    return unwrap(await this.#replica(0).adapterFile());
  }

  async snapshotReference(): Promise<void> {
    await this.#all((replica) => replica.snapshotReference());
  }

  async resetOptimizer(): Promise<void> {
    await this.#all((replica) => replica.resetOptimizer());
  }

  async optimizerState(): Promise<OptimizerState> {
    return unwrap(await this.#replica(0).optimizerState());
  }

  /** As Engine.loadOptimizerState, in every replica. */
  async loadOptimizerState(state: OptimizerState): Promise<void> {
    await this.#all((replica) => replica.loadOptimizerState(state));
  }

  async baseTensors(): Promise<NamedTensor[]> {
    return unwrap(await this.#replica(0).baseTensors());
  }

  async trainedParameters(): Promise<Float32Array> {
    return unwrap(await this.#replica(0).trainedParameters());
  }

  /** As Engine.supervisedStep, with the shards divided among the replicas. */
  async supervisedStep(rows: readonly SupervisedRow[], adam: AdamOptions): Promise<StepReport> {
    const total = totalWeight(rows);
    const shards = await this.#eachShard(rows.length, (replica, start, end) =>
      replica.supervisedShard(rows.slice(start, end), total),
    );
    let loss = 0;
    for (const { sums } of shards) loss += sums[0] ?? NaN;
    return { loss: loss / total, ...(await this.#apply(shards, adam)) };
  }

  /** As Engine.ktoStep, with the shards divided among the replicas. */
  async ktoStep(
    rows: readonly KtoExample[],
    options: Omit<KtoOptions, 'kl'>,
    adam: AdamOptions,
    against: ReferenceName = 'reference',
  ): Promise<KtoReport> {
    // rows that bring their mismatched pair need no other row
    const isAlone = rows.every(({ mismatched }) => mismatched !== undefined);
    const parts = await this.#eachReplica(rows.length, (replica, start, end) =>
      isAlone
        ? replica.ktoForward(start, rows.slice(start, end), 0, end - start, against)
        : replica.ktoForward(start, rows, start, end, against),
    );
    const joined = (field: keyof KtoLogProbs): Float64Array =>
      Float64Array.from(parts.flatMap((part) => [...part[field]]));
    const logProbs = {
      policyLogProbs: joined('policyLogProbs'),
      referenceLogProbs: joined('referenceLogProbs'),
      mismatched: joined('mismatched'),
    };
    const { report, pushing, numbers, referenceLogProbs } = planKtoStep(rows, logProbs, options);
    const shards = await this.#eachShard(pushing.length, async (replica, start, end, owner) => {
      const part = {
        ...options,
        kl: report.kl.clamped,
        referenceLogProbs: referenceLogProbs.slice(start, end),
        batchRows: rows.length,
      };
      const own = pushing.slice(start, end);
      // shards are made of the rows that push, so that some of one may have gone forward elsewhere
      const [first, last] = this.#boundsOf(owner, rows.length);
      const shard = numbers
        .slice(start, end)
        .map((number, i) => (number >= first && number < last ? number : (own[i] ?? number)));
      const kept = await replica.ktoKept(shard, part);
      if (!kept.ok) return kept;
      return kept.value ? { ok: true, value: kept.value } : replica.ktoShard(own, part);
    });
    return { ...report, ...(await this.#apply(shards, adam)) };
  }

  /**
   * The gradient of the KTO loss where every log-ratio and z0 are 0: the push that the rows would give a policy that still
   * equals its reference. Nothing is updated.
   */
  async ktoGradient(rows: readonly KtoExample[], options: Omit<KtoOptions, 'kl'>): Promise<Float32Array> {
    const own = rows.map(({ prompt, completion }) => ({ prompt, completions: [completion] }));
    const logProbs = (await this.logProbs(own, 'policy')).map(([each]) => each?.reduce((sum, x) => sum + x, 0) ?? 0);
    const shards = await this.#eachShard(rows.length, (replica, start, end) =>
      replica.ktoShard(rows.slice(start, end), {
        ...options,
        kl: 0,
        referenceLogProbs: Float64Array.from(logProbs.slice(start, end)),
        batchRows: rows.length,
      }),
    );
    const total = new Float32Array(shards[0]?.gradient.length ?? 0);
    for (const { gradient } of shards) for (const [i, value] of gradient.entries()) total[i] = (total[i] ?? 0) + value;
    return total;
  }

  /** As Engine.sample; pieces go to whichever replica is free. */
  async sample(
    requests: readonly SampleRequest[],
    weights: WeightsName,
    controls: PoolControls = {},
  ): Promise<Sample[][]> {
    const pieces = samplePieces(requests);
    const answers = await this.#queue(pieces, controls, (replica, piece) =>
      replica.sample(
        piece.map(({ request, start, end }) => ({
          ...request,
          streams: request.streams.slice(start, end).map((stream) => stream.save()),
        })),
        weights,
      ),
    );
    const results: Sample[][] = requests.map(() => []);
    for (const [at, piece] of pieces.entries()) {
      for (const [i, { index }] of piece.entries()) results[index]?.push(...(answers[at]?.[i] ?? []));
    }
    return results;
  }

  /** As Engine.logProbs. */
  async logProbs(
    requests: readonly ScoreRequest[],
    weights: WeightsName,
    controls: PoolControls = {},
  ): Promise<Float64Array[][]> {
    const answers = await this.#queue(pieces(requests), controls, (replica, piece) => replica.logProbs(piece, weights));
    return answers.flat();
  }

  /** As Engine.record. */
  async record(
    requests: readonly RecordRequest[],
    tokens: readonly number[],
    weights: WeightsName,
    controls: PoolControls = {},
  ): Promise<RecordedCompletion[][]> {
    const answers = await this.#queue(pieces(requests), controls, (replica, piece) =>
      replica.record(piece, tokens, weights),
    );
    return answers.flat();
  }

  /** As Engine.logProbPairs. */
  async logProbPairs(requests: readonly ScoreRequest[], controls: PoolControls = {}): Promise<LogProbPairs> {
    const answers = await this.#queue(pieces(requests), controls, (replica, piece) => replica.logProbPairs(piece));
    return {
      policy: answers.flatMap(({ policy }) => policy),
      reference: answers.flatMap(({ reference }) => reference),
    };
  }

  /** As Engine.readout. */
  async readout(
    requests: readonly ReadoutRequest[],
    weights: WeightsName,
    controls: PoolControls = {},
  ): Promise<Readout[][]> {
    const answers = await this.#queue(pieces(requests), controls, (replica, piece) => replica.readout(piece, weights));
    return answers.flat();
  }

  #replica(index: number): RemoteReplica {
    const replica = this.#replicas[index % this.#replicas.length];
    if (!replica) throw new RangeError('the pool has no replica');
    return replica;
  }

  async #all(call: (replica: RemoteReplica) => Promise<Answer<void>>): Promise<void> {
    await Promise.all(
      this.#replicas.map(async (replica) => {
        unwrap(await call(replica));
      }),
    );
  }

  /** Neighbouring shards go to one replica; the answers come in the order of the shards. */
  async #eachShard<T>(
    count: number,
    call: (replica: RemoteReplica, start: number, end: number, owner: number) => Promise<Answer<T>>,
  ): Promise<T[]> {
    return Promise.all(
      Array.from({ length: this.shards }, async (_, shard) => {
        const owner = this.#owner(shard);
        return unwrap(await call(this.#replica(owner), ...shardBounds(count, this.shards, shard), owner));
      }),
    );
  }

  /** What {@link #eachShard} would give a replica in parts, in one call. */
  async #eachReplica<T>(
    count: number,
    call: (replica: RemoteReplica, start: number, end: number) => Promise<Answer<T>>,
  ): Promise<T[]> {
    const owners = [...this.#replicas.keys()].filter((replica) => this.#shardsOf(replica).length > 0);
    return Promise.all(
      owners.map(async (owner) => unwrap(await call(this.#replica(owner), ...this.#boundsOf(owner, count)))),
    );
  }

  /** The rows of a batch of `count` that {@link #eachShard} gives a replica, when it is a batch that is divided. */
  #boundsOf(replica: number, count: number): readonly [number, number] {
    const bounds = this.#shardsOf(replica).flatMap((shard) => shardBounds(count, this.shards, shard));
    return [Math.min(...bounds), Math.max(...bounds)];
  }

  #shardsOf(replica: number): number[] {
    return Array.from({ length: this.shards }, (_, shard) => shard).filter((shard) => this.#owner(shard) === replica);
  }

  #owner(shard: number): number {
    return Math.floor((shard * this.#replicas.length) / this.shards);
  }

  /** Every replica makes the same step. */
  async #apply(shards: readonly ShardGradient[], adam: AdamOptions): Promise<{ gradientNorm: number }> {
    const gradients = shards.map(({ gradient }) => gradient);
    const steps = await Promise.all(
      this.#replicas.map(async (replica) => unwrap(await replica.applyShardGradients(gradients, adam))),
    );
    return { gradientNorm: steps[0]?.gradientNorm ?? NaN };
  }

  /** Hands pieces to free replicas until none is left; the answers come in the order of the pieces. */
  async #queue<Piece, T>(
    all: readonly Piece[],
    controls: PoolControls,
    call: (replica: RemoteReplica, piece: Piece) => Promise<Answer<T>>,
  ): Promise<T[]> {
    const answers = new Map<number, T>();
    let next = 0;
    const work = async (replica: RemoteReplica): Promise<void> => {
      for (let at = next++; at < all.length; at = next++) {
        if (controls.isCancelled?.()) throw new CancelledError();
        const piece = all[at];
        if (piece !== undefined) answers.set(at, unwrap(await call(replica, piece)));
        controls.onProgress?.({ done: answers.size, total: all.length });
      }
    };
    // a failure empties the queue, so that no replica is still at work when the caller hears of it
    const guarded = async (replica: RemoteReplica): Promise<void> => {
      try {
        await work(replica);
      } catch (error) {
        next = all.length;
        throw error;
      }
    };
    const outcomes = await Promise.allSettled(this.#replicas.map(guarded));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return [...answers.entries()].sort(([a], [b]) => a - b).map(([, answer]) => answer);
  }
}

interface SamplePiece {
  readonly index: number;
  readonly request: SampleRequest;
  readonly start: number;
  readonly end: number;
}

/** Groups requests into pieces of about equal numbers of samples; a request with many streams is divided. */
function samplePieces(requests: readonly SampleRequest[]): SamplePiece[][] {
  const all: SamplePiece[][] = [];
  let piece: SamplePiece[] = [];
  let size = 0;
  for (const [index, request] of requests.entries()) {
    for (let start = 0; start < request.streams.length;) {
      const end = Math.min(request.streams.length, start + pieceSize - size);
      piece.push({ index, request, start, end });
      size += end - start;
      start = end;
      if (size >= pieceSize) {
        all.push(piece);
        piece = [];
        size = 0;
      }
    }
  }
  if (piece.length > 0) all.push(piece);
  return all;
}

function pieces<T>(requests: readonly T[]): T[][] {
  const all: T[][] = [];
  for (let start = 0; start < requests.length; start += pieceSize) all.push(requests.slice(start, start + pieceSize));
  return all;
}
