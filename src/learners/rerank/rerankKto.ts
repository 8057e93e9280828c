import { exp } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import type { Agent, SamplingOptions, WorkControls } from '../../models/contract.ts';
import type {
  Learner,
  LearnerState,
  PolicyLogProbs,
  TrainingRow,
  UpdateReport,
  UpdateSettings,
  UpdateStep,
} from '../contract.ts';
import { exactKto } from '../exactKto.ts';
import { takeSteps } from '../update.ts';
import type { StepSettings } from '../update.ts';
import { CandidateAgent, logRatioOf, logShares } from './candidates.ts';
import type { CandidateSet, OwnSet, RerankBase } from './candidates.ts';
import { places } from './features.ts';
import { descend, untrained, valueOf } from './head.ts';
import type { Weights } from './head.ts';

export interface RerankOptions {
  /** Texts drawn from the base for each that is written, at least 2. */
  readonly candidates: number;
  /** How texts that stand beside foreign ones are drawn: as the run draws its own. */
  readonly sampling: SamplingOptions;
}

/** A row with what does not change while it is learned from. */
interface RankedRow {
  readonly set: CandidateSet;
  readonly logRef: readonly number[];
  readonly desirable: boolean;
}

/**
 * KTO for models whose weights can't change: the policy is the base times exp(f), as re-ranking makes it. Of n texts drawn from
 * the base, one is given by softmax f; f is a linear head over words of the reply and of the notes. The KTO loss
 * (arXiv 2402.01306) is exact over the candidates: log-ratio f - log mean exp f, and z0 the mean KL divergence over the
 * batch's candidate sets. It finds nothing that n draws don't hold: see `ceilingOf`.
 */
export class RerankKto implements Learner {
  readonly agent: Agent;
  readonly #candidates: CandidateAgent;
  readonly #base: RerankBase;
  readonly #sampling: SamplingOptions;
  #weights: Weights = untrained();
  #previous: Weights = untrained();

  constructor(base: RerankBase, { candidates, sampling }: RerankOptions) {
    this.#base = base;
    this.#sampling = sampling;
    this.#candidates = new CandidateAgent(base, candidates, () => this.#weights);
    this.agent = this.#candidates;
  }

  encode(text: string): number[] {
    return this.#base.textTokens(text);
  }

  async update(
    rows: readonly TrainingRow[],
    settings: UpdateSettings,
    stream: RandomStream,
    controls: WorkControls,
  ): Promise<UpdateReport> {
    this.#previous = this.#weights.slice();
    const reference = settings.reference === 'moving' ? this.#previous : untrained();
    const prepare = async (trained: readonly TrainingRow[]): Promise<readonly RankedRow[]> => {
      const sets = await this.#candidates.setsOf(trained, this.#sampling, stream.child('candidates'), controls);
      return rank(trained, sets, reference);
    };
    const step = (batch: readonly RankedRow[], each: StepSettings): UpdateStep => this.#step(batch, each);
    return takeSteps(rows, settings, stream, { leastRows: 1, prepare, step }, controls);
  }

  async logProbs(rows: readonly TrainingRow[]): Promise<PolicyLogProbs[]> {
    const sets = await this.#own(rows);
    return sets.map((set) => ({
      ...{ previous: set.baseLogProb + logRatioOf(this.#previous, set), first: set.baseLogProb },
    }));
  }

  async firstLogProbs(rows: readonly TrainingRow[]): Promise<number[]> {
    return (await this.#own(rows)).map(({ baseLogProb }) => baseLogProb);
  }

  async gradient(rows: readonly TrainingRow[], undesirableWeight: number): Promise<Float32Array> {
    const ranked = rank(rows, await this.#own(rows), this.#weights);
    const { gradient } = this.#slope(ranked, { beta: 0.1, desirableWeight: 1, undesirableWeight });
    return Float32Array.from(gradient);
  }

  parameters(): Promise<Float32Array> {
    return Promise.resolve(this.#weights.slice());
  }

  save(): Promise<LearnerState> {
    const bytes = new Uint8Array(this.#weights.slice().buffer);
    return Promise.resolve({ bytes, optimizer: null });
  }

  load({ bytes }: LearnerState): Promise<void> {
    // a fault is a rejection, as from every learner
    return new Promise((resolve) => {
      this.#weights = headOf(bytes);
      this.#previous = this.#weights.slice();
      resolve();
    });
  }

  /** What texts of this policy were chosen among. Rejects with a RangeError for texts that it has not written. */
  #own(rows: readonly TrainingRow[]): Promise<OwnSet[]> {
    return new Promise((resolve) => {
      resolve(rows.map((row) => this.#candidates.ownSet(row)));
    });
  }

  #step(batch: readonly RankedRow[], settings: StepSettings): UpdateStep {
    const { gradient, kl, loss, norm, rewardMargin, saturatedShare } = this.#slope(batch, settings);
    const scale = norm > settings.clipNorm ? settings.clipNorm / norm : 1;
    descend(this.#weights, gradient, scale * settings.learningRate);
    return { loss, gradientNorm: norm, kl, rewardMargin, saturatedShare };
  }

  #slope(batch: readonly RankedRow[], settings: Pick<StepSettings, 'beta' | 'desirableWeight' | 'undesirableWeight'>) {
    const views = batch.map((row) => ({ ...row, chosen: row.set.chosen, logPi: logShares(this.#weights, row.set) }));
    const { gradient: slopes, ...loss } = exactKto(views, settings);
    const gradient = new Float64Array(places);
    for (const [i, { set, logPi }] of views.entries()) {
      for (const [at, features] of set.features.entries()) {
        const slope = (slopes[i] ?? NaN) * (Number(at === set.chosen) - exp(logPi[at] ?? NaN)) * valueOf(features);
        for (const place of features) gradient[place] = (gradient[place] ?? 0) + slope;
      }
    }
    let squares = 0;
    for (const slope of gradient) squares += slope * slope;
    return { ...loss, gradient, norm: Math.sqrt(squares) };
  }
}

const rank = (rows: readonly TrainingRow[], sets: readonly CandidateSet[], reference: Weights): RankedRow[] =>
  rows.map(({ desirable }, i) => {
    const set = sets[i];
    if (!set) throw new RangeError('a row without its candidates');
    return { set, logRef: logShares(reference, set), desirable };
  });

/** A stored head. Throws RangeError for bytes that are none. */
export function headOf(bytes: Uint8Array): Weights {
  const wanted = 4 * places;
  if (bytes.length !== wanted) {
    throw new RangeError(`a head of ${String(bytes.length)} bytes instead of ${String(wanted)}`);
  }
  const weights = new Float32Array(bytes.slice().buffer);
  const at = weights.findIndex((weight) => !Number.isFinite(weight));
  if (at >= 0) throw new RangeError(`weight ${String(at)} of the head is ${String(weights[at])}`);
  return weights;
}
