import type { RandomStream } from '../../core/rng/index.ts';
import type { Agent, WorkControls } from '../../models/contract.ts';
import type {
  Learner,
  LearnerState,
  PolicyLogProbs,
  TrainingRow,
  UpdateReport,
  UpdateSettings,
  UpdateStep,
} from '../contract.ts';
import { divergingKto } from '../exactKto.ts';
import { RowAdam } from '../rowAdam.ts';
import { takeSteps } from '../update.ts';
import type { StepSettings } from '../update.ts';
import { LogitAdapter } from './adapter.ts';
import type { AdapterGradient, AdapterOptions } from './adapter.ts';
import { contextOf, places } from './context.ts';
import { compare, logGain, logNormalisers, stepsOf } from './recorded.ts';
import type { RecordedText, Steps } from './recorded.ts';
import { adapterOf, savedAdapter } from './saved.ts';

/** A model whose weights can't change, whose logits can. */
export interface LogitBase extends Agent {
  /** The tokens of a whole text, and the other way round. */
  textTokens(text: string): number[];
  textOf(tokens: readonly number[]): string;
  /**
   * What the model as it is finds at each token of the rows' texts, of `tokens` at least as far as it keeps a record of them. Rejects
   * with a RangeError for texts that it has no record of.
   */
  record(
    rows: readonly Pick<TrainingRow, 'conversation' | 'writes' | 'text'>[],
    tokens: readonly number[],
    controls: WorkControls,
  ): Promise<RecordedText[]>;
}

/** An agent whose logits an adapter changes. An adapter without tokens changes nothing. */
export const biasedAgent = (base: Agent, adapter: () => LogitAdapter): Agent => ({
  write: (requests, options, controls) =>
    base.write(
      adapter().columns.length === 0
        ? requests
        : requests.map((request) => {
            const bias = adapter().biasOf(contextOf(request.conversation, request.writes));
            return { ...request, bias };
          }),
      options,
      controls,
    ),
  room: (conversation, writes) => base.room(conversation, writes),
});

/** A row with what does not change while it is learned from. */
interface PreparedRow {
  readonly context: Uint32Array;
  readonly steps: Steps;
  readonly reference: Float64Array;
  readonly referenceNormalisers: Float64Array;
  readonly desirable: boolean;
}

type Weights = Pick<StepSettings, 'beta' | 'desirableWeight' | 'undesirableWeight'>;

/**
 * KTO (arXiv 2402.01306) on a token-level adapter of a frozen model's logits. Log-ratios are exact over recorded distributions
 * (see {@link logNormalisers}); z0 is no estimate from mismatched pairs, but the policies' exact divergence at each prefix that was
 * written, summed over a text and averaged over the batch.
 */
export class LogitKto implements Learner {
  readonly agent: Agent;
  readonly #base: LogitBase;
  #adapter: LogitAdapter;
  #previous: LogitAdapter;

  constructor(base: LogitBase, options: AdapterOptions) {
    this.#base = base;
    this.#adapter = new LogitAdapter(options);
    this.#previous = this.#adapter;
    this.agent = biasedAgent(base, () => this.#adapter);
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
    this.#previous = this.#adapter.copy();
    const reference = settings.reference === 'moving' ? this.#previous : new LogitAdapter(this.#adapter);
    const prepare = (trained: readonly TrainingRow[]): Promise<PreparedRow[]> => {
      this.#watch(this.#adapter, trained);
      return this.#prepare(trained, this.#adapter, reference, controls);
    };
    const adam = new RowAdam();
    const step = (batch: readonly PreparedRow[], each: StepSettings): UpdateStep => {
      const { gradient, norm, ...report } = slopeOf(this.#adapter, batch, each);
      const scale = norm > each.clipNorm ? each.clipNorm / norm : 1;
      this.#adapter.move(gradient, (name, numbers, slopes) => {
        const clipped = slopes.map((slope) => slope * scale);
        adam.step(name, numbers, clipped, each.learningRate);
      });
      return { ...report, gradientNorm: norm };
    };
    return takeSteps(rows, settings, stream, { leastRows: 1, prepare, step }, controls);
  }

  async logProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<PolicyLogProbs[]> {
    const previous = this.#previous;
    const recorded = await this.#base.record(rows, previous.tokens, controls);
    return rows.map(({ conversation, writes, text }, i) => {
      const found = recordedOf(recorded, i);
      const steps = stepsOf(text.tokens, found, (token) => previous.columnOf(token));
      const { bias } = previous.embed(contextOf(conversation, writes));
      const first = sum(found.logProbs);
      return { previous: first + logGain(steps, bias), first };
    });
  }

  async firstLogProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<number[]> {
    return (await this.#base.record(rows, [], controls)).map(({ logProbs }) => sum(logProbs));
  }

  /** Parameters are hashed into places, so that gradients of different rows can be compared. */
  async gradient(rows: readonly TrainingRow[], undesirableWeight: number): Promise<Float32Array> {
    const adapter = this.#adapter.copy();
    this.#watch(adapter, rows);
    const prepared = await this.#prepare(rows, adapter, this.#adapter, {});
    const weights = { beta: 0.1, desirableWeight: 1, undesirableWeight };
    const { columns, places: touched } = slopeOf(adapter, prepared, weights).gradient;
    const { rank } = adapter;
    const width = 1 + rank;
    const found = new Float32Array(tokenPlaces * width + places * rank);
    const add = (at: number, value: number): void => {
      found[at] = (found[at] ?? 0) + value;
    };
    for (const [i, slopes] of columns.entries()) {
      const place = (adapter.columns[i]?.token ?? 0) % tokenPlaces;
      for (const [j, value] of slopes.entries()) add(place * width + j, value);
    }
    for (const [place, slopes] of touched) {
      for (const [j, value] of slopes.entries()) add(tokenPlaces * width + place * rank + j, value);
    }
    return found;
  }

  parameters(): Promise<Float32Array> {
    const { columns, moved } = this.#adapter;
    const numbers = [...columns.map(({ weights }) => weights), ...moved.map(([, embedding]) => embedding)];
    return Promise.resolve(Float32Array.from(numbers.flatMap((each) => [...each])));
  }

  save(): Promise<LearnerState> {
    return Promise.resolve({ bytes: savedAdapter(this.#adapter), optimizer: null });
  }

  load({ bytes }: LearnerState): Promise<void> {
    // a fault is a rejection, as from every learner
    return new Promise((resolve) => {
      this.#adapter = adapterOf(bytes);
      this.#previous = this.#adapter;
      resolve();
    });
  }

  /** Tokens of the rows' texts may have a bias from now on. */
  #watch(adapter: LogitAdapter, rows: readonly TrainingRow[]): void {
    for (const { text } of rows) {
      for (const token of text.tokens) {
        if (adapter.columnOf(token) < 0) adapter.addToken(token, this.#base.textOf([token]).trim());
      }
    }
  }

  async #prepare(
    rows: readonly TrainingRow[],
    adapter: LogitAdapter,
    reference: LogitAdapter,
    controls: WorkControls,
  ): Promise<PreparedRow[]> {
    const recorded = await this.#base.record(rows, adapter.tokens, controls);
    return rows.map(({ conversation, writes, text, desirable }, i) => {
      const context = contextOf(conversation, writes);
      const steps = stepsOf(text.tokens, recordedOf(recorded, i), (token) => adapter.columnOf(token));
      // the reference has the first of the adapter's columns
      const bias = reference.embed(context).bias;
      return {
        ...{ context, steps, reference: bias, desirable },
        referenceNormalisers: logNormalisers(steps, bias),
      };
    });
  }
}

/** More than small vocabularies have. */
const tokenPlaces = 1 << 13;

/** The KTO loss of a batch and its slope by all of the adapter's numbers. */
function slopeOf(adapter: LogitAdapter, batch: readonly PreparedRow[], settings: Weights) {
  const views = batch.map(({ context, steps, reference, referenceNormalisers, desirable }) => {
    const embedded = adapter.embed(context);
    return { embedded, desirable, ...compare(steps, embedded.bias, reference, referenceNormalisers) };
  });
  const { gradient: slopes, loss, kl, rewardMargin, saturatedShare } = divergingKto(views, settings);
  const gradient: AdapterGradient = adapter.gradient(
    views.map(({ embedded, slope }, i) => [embedded, slope.map((value) => value * (slopes[i] ?? NaN))]),
  );
  let squares = 0;
  for (const part of [...gradient.columns, ...gradient.places.values()]) {
    for (const value of part) squares += value * value;
  }
  return { loss, kl, rewardMargin, saturatedShare, gradient, norm: Math.sqrt(squares) };
}

function recordedOf(all: readonly RecordedText[], index: number): RecordedText {
  const found = all[index];
  if (!found) throw new RangeError('a text without its record');
  return found;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
