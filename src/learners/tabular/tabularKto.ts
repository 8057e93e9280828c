import * as v from 'valibot';
import { exp } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawWeighted } from '../../core/text/index.ts';
import { acts } from '../../corpus/acts.ts';
import type { Act } from '../../corpus/acts.ts';
import { drawReplyWith } from '../../corpus/replies/draw.ts';
import { replyGrammar } from '../../corpus/settings.ts';
import type { InitialState } from '../../environments/index.ts';
import type { Agent, SamplingOptions, WorkControls, WriteRequest, Written } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
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
import { bytesOfJson, jsonOfBytes } from '../jsonBytes.ts';
import { RowAdam } from '../rowAdam.ts';
import { takeSteps } from '../update.ts';
import type { StepSettings } from '../update.ts';
import { columnOf, copyRows, emptyRow, featuresOf, logPolicy, sortedRows } from './table.ts';
import type { Rows } from './table.ts';

/** The logits of a stored table, feature by feature, act by act. Throws ValiError for anything but a list of features with a number for each act. */
export const parseRows = (bytes: Uint8Array) => v.parse(rowsSchema, jsonOfBytes(bytes));
const rowsSchema = v.array(v.tuple([v.string(), v.pipe(v.array(v.number()), v.length(acts.length))]));

/** Where a conversation began: the words of a reply are drawn from the grammar, as the corpus draws them. */
export type StateOf = (conversation: Conversation) => InitialState;

/**
 * KTO on a table instead of a language model. The only token of a text is the act that it is built on; its words are drawn
 * from the grammar and never trained. z0 is the exact mean KL divergence over the batch's prompts, not an estimate.
 */
export class TabularKto implements Learner {
  readonly agent: Agent;
  readonly #stateOf: StateOf;
  #rows = new Map<string, Float64Array>();
  #previous: Rows = new Map();

  constructor(stateOf: StateOf) {
    this.#stateOf = stateOf;
    this.agent = {
      write: (requests, options) => Promise.resolve(requests.map((request) => this.#write(request, options))),
      room: () => Infinity,
    };
  }

  /** Throws RangeError: a table writes no texts but its own. */
  encode(text: string): number[] {
    throw new RangeError(`a tabular agent can't be trained on other texts: ${text.slice(0, 40)}`);
  }

  async update(
    rows: readonly TrainingRow[],
    settings: UpdateSettings,
    stream: RandomStream,
    controls: WorkControls,
  ): Promise<UpdateReport> {
    this.#previous = copyRows(this.#rows);
    const reference: Rows = settings.reference === 'moving' ? this.#previous : new Map();
    const adam = new RowAdam();
    const step = (batch: readonly TrainingRow[], each: StepSettings): UpdateStep =>
      this.#step(batch, reference, each, adam);
    return takeSteps(rows, settings, stream, { leastRows: 1, prepare: (trained) => trained, step }, controls);
  }

  async logProbs(rows: readonly TrainingRow[]): Promise<PolicyLogProbs[]> {
    const first = await this.firstLogProbs(rows);
    return rows.map((row, i) => ({ previous: this.#logProb(row, this.#previous), first: first[i] ?? NaN }));
  }

  firstLogProbs(rows: readonly TrainingRow[]): Promise<number[]> {
    return Promise.resolve(rows.map((row) => this.#logProb(row, new Map<string, Float64Array>())));
  }

  gradient(): Promise<null> {
    return Promise.resolve(null);
  }

  parameters(): Promise<Float32Array> {
    return Promise.resolve(Float32Array.from(sortedRows(this.#rows).flatMap(([, row]) => [...row])));
  }

  save(): Promise<LearnerState> {
    const bytes = bytesOfJson(sortedRows(this.#rows).map(([feature, row]) => [feature, [...row]]));
    return Promise.resolve({ bytes, optimizer: null });
  }

  load({ bytes }: LearnerState): Promise<void> {
    // a fault is a rejection, as from every learner
    return new Promise((resolve) => {
      this.#rows = new Map(parseRows(bytes).map(([feature, row]) => [feature, Float64Array.from(row)]));
      this.#previous = copyRows(this.#rows);
      resolve();
    });
  }

  #write({ conversation, streams }: WriteRequest, { temperature }: SamplingOptions): Written[] {
    const state = this.#stateOf(conversation);
    const grammar = replyGrammar(state.environment, state.scenario);
    const logPi = logPolicy(this.#rows, featuresOf(conversation.notes), grammar.cores);
    // sharpened as a language model's temperature does it
    const weights = logPi.map((logShare, value) => ({ value, weight: exp(logShare / temperature) }));
    return streams.map((stream) => {
      const { value: chosen } = drawWeighted(weights, stream.child('core'));
      const core = grammar.cores[chosen]?.value ?? 'ask';
      const { text } = drawReplyWith(grammar, core, state, stream.child('words'));
      return { text, tokens: [columnOf(core)], logProbs: [logPi[chosen] ?? 0], ended: true };
    });
  }

  #coresOf(conversation: Conversation) {
    const { environment, scenario } = this.#stateOf(conversation);
    return replyGrammar(environment, scenario).cores;
  }

  #logProb({ conversation, text }: TrainingRow, rows: Rows): number {
    const cores = this.#coresOf(conversation);
    return logPolicy(rows, featuresOf(conversation.notes), cores)[chosenCore(cores, text)] ?? NaN;
  }

  #step(batch: readonly TrainingRow[], reference: Rows, settings: StepSettings, adam: RowAdam): UpdateStep {
    const views = batch.map(({ conversation, text, desirable }) => {
      const features = featuresOf(conversation.notes);
      const cores = this.#coresOf(conversation);
      const logPi = logPolicy(this.#rows, features, cores);
      const logRef = logPolicy(reference, features, cores);
      return { features, cores, logPi, logRef, chosen: chosenCore(cores, text), desirable };
    });
    const { gradient: slopes, loss, kl, rewardMargin, saturatedShare } = exactKto(views, settings);
    const gradients = new Map<string, Float64Array>();
    for (const [i, { features, cores, logPi, chosen }] of views.entries()) {
      const slope = slopes[i] ?? 0;
      for (const feature of features) {
        const row = gradients.get(feature) ?? emptyRow();
        gradients.set(feature, row);
        for (const [at, { value }] of cores.entries()) {
          const column = columnOf(value);
          row[column] = (row[column] ?? 0) + slope * (Number(at === chosen) - exp(logPi[at] ?? 0));
        }
      }
    }
    let squares = 0;
    for (const [feature, gradient] of sortedRows(gradients)) {
      for (const value of gradient) squares += value * value;
      let row = this.#rows.get(feature);
      if (!row) this.#rows.set(feature, (row = emptyRow()));
      adam.step(feature, row, gradient, settings.learningRate);
    }
    return { loss, gradientNorm: Math.sqrt(squares), kl, rewardMargin, saturatedShare };
  }
}

/** Which of a reply's possible acts a text was built on. */
const chosenCore = (cores: readonly { readonly value: Act }[], { tokens }: Pick<Written, 'tokens'>): number =>
  cores.findIndex(({ value }) => columnOf(value) === tokens[0]);
