// An agent that draws several texts from a model that is never trained, and gives the one that a head likes.
import { exp, log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawWeighted } from '../../core/text/index.ts';
import type { Agent, SamplingOptions, WorkControls, WriteRequest, Written } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import type { TrainingRow } from '../contract.ts';
import { logSoftmax } from '../distributions.ts';
import { featuresOf } from './features.ts';
import { score } from './head.ts';
import type { Weights } from './head.ts';

/** What texts are drawn from. */
export interface RerankBase extends Agent {
  /** The tokens of a whole text, and the other way round. */
  textTokens(text: string): number[];
  textOf(tokens: readonly number[]): string;
}

/** The texts that one was chosen among. */
export interface CandidateSet {
  /** Of each candidate: the places of its features. */
  readonly features: readonly Uint32Array[];
  readonly chosen: number;
}

/** That of a text which the policy has written. */
export interface OwnSet extends CandidateSet {
  /** Summed log-probability of the chosen text under the base, nats. */
  readonly baseLogProb: number;
}

/** log pi of each candidate: softmax f. The base's share of each is 1 / n, because it drew them all. */
export const logShares = (weights: Weights, { features }: Pick<CandidateSet, 'features'>): number[] =>
  logSoftmax(features.map((each) => score(weights, each)));

/** log pi - log base of the chosen text: f - log mean exp f, nats. At most log n. */
export const logRatioOf = (weights: Weights, set: CandidateSet): number =>
  logRatioAt(logShares(weights, set), set.chosen);

const logRatioAt = (shares: readonly number[], chosen: number): number => (shares[chosen] ?? NaN) + log(shares.length);

/**
 * The policy: softmax f over `count` texts drawn from the base. A text's log-probabilities are the base's, and its first
 * token carries the whole log-ratio besides, so that their sum is the policy's. What a text was chosen among
 * is known as long as the very object that was given is there.
 */
export class CandidateAgent implements Agent {
  readonly #base: RerankBase;
  readonly #count: number;
  readonly #weights: () => Weights;
  readonly #sets = new WeakMap<TrainingRow['text'], OwnSet>();

  constructor(base: RerankBase, count: number, weights: () => Weights) {
    this.#base = base;
    this.#count = count;
    this.#weights = weights;
  }

  async write(
    requests: readonly WriteRequest[],
    options: SamplingOptions,
    controls?: WorkControls,
  ): Promise<Written[][]> {
    const drawn = await this.#draw(requests, this.#count, options, controls);
    return requests.map((request, at) =>
      request.streams.map((stream, i) => this.#choose(request, drawn[at]?.[i] ?? [], stream)),
    );
  }

  room(conversation: Conversation, writes: WriteRequest['writes']): number {
    return this.#base.room(conversation, writes);
  }

  /** What each row's text was chosen among. Foreign ones, such as safety data, stand among texts that are drawn now. */
  async setsOf(
    rows: readonly TrainingRow[],
    options: SamplingOptions,
    stream: RandomStream,
    controls: WorkControls,
  ): Promise<CandidateSet[]> {
    const foreign = rows.flatMap((row, i) => (row.isOwn ? [] : [{ ...row, streams: [stream.child(String(i))] }]));
    const drawn = (await this.#draw(foreign, this.#count - 1, options, controls)).values();
    return rows.map((row) => (row.isOwn ? this.ownSet(row) : this.#among(row, drawn.next().value?.[0] ?? [])));
  }

  /** Throws RangeError for a text that this agent has not given, or a copy of one. */
  ownSet({ text }: TrainingRow): OwnSet {
    const found = this.#sets.get(text);
    if (!found) throw new RangeError('a text that this policy has not written');
    return found;
  }

  /** result[request][stream][candidate]. */
  async #draw(
    requests: readonly WriteRequest[],
    count: number,
    options: SamplingOptions,
    controls?: WorkControls,
  ): Promise<Written[][][]> {
    const all = await this.#base.write(
      requests.map(({ conversation, writes, streams }) => ({
        ...{ conversation, writes },
        streams: streams.flatMap((stream) =>
          Array.from({ length: count }, (_, i) => stream.child(`candidate/${String(i)}`)),
        ),
      })),
      options,
      controls,
    );
    return requests.map(({ streams }, at) => streams.map((_, i) => (all[at] ?? []).slice(i * count, (i + 1) * count)));
  }

  #choose({ conversation }: WriteRequest, drawn: readonly Written[], stream: RandomStream): Written {
    const features = drawn.map(({ text }) => featuresOf(conversation, text));
    const shares = logShares(this.#weights(), { features });
    const weighted = shares.map((share, value) => ({ value, weight: exp(share) }));
    const { value: chosen } = drawWeighted(weighted, stream.child('choice'));
    const text = drawn[chosen];
    if (!text) throw new RangeError('a request without candidates');
    const set = { features, chosen, baseLogProb: text.logProbs.reduce((sum, logProb) => sum + logProb, 0) };
    const [first = 0, ...rest] = text.logProbs;
    const given = { ...text, logProbs: [first + logRatioAt(shares, chosen), ...rest] };
    this.#sets.set(given, set);
    return given;
  }

  #among({ conversation, text }: TrainingRow, others: readonly Written[]): CandidateSet {
    const texts = [this.#base.textOf(text.tokens), ...others.map((other) => other.text)];
    return { features: texts.map((each) => featuresOf(conversation, each)), chosen: 0 };
  }
}
