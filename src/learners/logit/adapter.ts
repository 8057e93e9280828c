// The token-level adapter: a low-rank bias from a context's hashed features to the tokens that training has seen.
import { sigmoid } from '../../core/math/index.ts';
import type { TokenBias } from '../../models/contract.ts';
import { hashOf } from '../words.ts';
import { places } from './context.ts';

/** Numbers are float32, so that what is stored is what is computed with. */
interface Column {
  readonly token: number;
  /** The token in words, for people. */
  readonly word: string;
  /** Its bias whatever the context, then its direction: `rank` numbers. */
  readonly weights: Float64Array;
}

export interface AdapterOptions {
  /** Width of a context's embedding. */
  readonly rank: number;
  /** No bias is farther from 0 than this, nats. */
  readonly bound: number;
}

/** What a step changes the numbers by, in the order of the columns, and of the places that it touches. */
export interface AdapterGradient {
  readonly columns: readonly Float64Array[];
  readonly places: ReadonlyMap<number, Float64Array>;
}

/** A context as the adapter sees it, with what is computed from it. */
export interface Embedded {
  readonly context: Uint32Array;
  /** V phi: `rank` numbers. */
  readonly embedding: Float64Array;
  /** Of each column, nats. */
  readonly bias: Float64Array;
}

/**
 * bias(token) = B tanh((a + U . V phi(context)) / B), for each token seen in training; 0 for all others. a and U begin at 0, V as
 * signs drawn by each place's hash, so that only what training has moved is to be stored. phi has a length of 1.
 */
export class LogitAdapter {
  readonly rank: number;
  readonly bound: number;
  #columns: Column[] = [];
  readonly #columnOf = new Map<number, number>();
  readonly #embeddings = new Map<number, Float64Array>();

  constructor({ rank, bound }: AdapterOptions) {
    this.rank = rank;
    this.bound = bound;
  }

  /** Tokens that may have a bias, in the order of the columns. */
  get tokens(): number[] {
    return this.#columns.map(({ token }) => token);
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Places whose embeddings training has moved, in rising order. */
  get moved(): readonly (readonly [place: number, embedding: Float64Array])[] {
    return [...this.#embeddings].sort(([a], [b]) => a - b);
  }

  columnOf(token: number): number {
    return this.#columnOf.get(token) ?? -1;
  }

  /** From now on the token may have a bias; it has that of `weights`, by default none. */
  addToken(token: number, word: string, weights: ArrayLike<number> = new Float64Array(1 + this.rank)): void {
    if (this.#columnOf.has(token)) return;
    this.#columnOf.set(token, this.#columns.length);
    this.#columns.push({ token, word, weights: Float64Array.from(weights) });
  }

  setEmbedding(place: number, embedding: ArrayLike<number>): void {
    this.#embeddings.set(place, Float64Array.from(embedding));
  }

  copy(): LogitAdapter {
    const copy = new LogitAdapter(this);
    for (const { token, word, weights } of this.#columns) copy.addToken(token, word, weights);
    for (const [place, embedding] of this.#embeddings) copy.setEmbedding(place, embedding);
    return copy;
  }

  embed(context: Uint32Array): Embedded {
    const embedding = new Float64Array(this.rank);
    for (const place of context) {
      for (const [j, value] of this.#embeddingOf(place).entries()) embedding[j] = (embedding[j] ?? 0) + value;
    }
    const scale = valueOf(context);
    for (const [j, value] of embedding.entries()) embedding[j] = value * scale;
    const bias = Float64Array.from(this.#columns, ({ weights }) => {
      let sum = weights[0] ?? 0;
      for (const [j, value] of embedding.entries()) sum += value * (weights[1 + j] ?? 0);
      // B tanh(sum / B)
      return this.bound * (2 * sigmoid((2 * sum) / this.bound) - 1);
    });
    return { context, embedding, bias };
  }

  /** Of a context, as a model takes it. */
  biasOf(context: Uint32Array): TokenBias {
    return { tokens: this.tokens, values: [...this.embed(context).bias] };
  }

  /** Slopes of a loss by all numbers, from its slopes by the biases of some contexts. */
  gradient(slopes: readonly (readonly [Embedded, Float64Array])[]): AdapterGradient {
    const columns = this.#columns.map(() => new Float64Array(1 + this.rank));
    const found = new Map<number, Float64Array>();
    for (const [{ context, embedding, bias }, slope] of slopes) {
      const back = new Float64Array(this.rank);
      for (const [i, { weights }] of this.#columns.entries()) {
        const share = (bias[i] ?? 0) / this.bound;
        const own = (slope[i] ?? 0) * (1 - share * share);
        const column = columns[i];
        if (!column || own === 0) continue;
        column[0] = (column[0] ?? 0) + own;
        for (const [j, value] of embedding.entries()) {
          column[1 + j] = (column[1 + j] ?? 0) + own * value;
          back[j] = (back[j] ?? 0) + own * (weights[1 + j] ?? 0);
        }
      }
      const scale = valueOf(context);
      for (const place of context) {
        let row = found.get(place);
        if (!row) found.set(place, (row = new Float64Array(this.rank)));
        for (const [j, value] of back.entries()) row[j] = (row[j] ?? 0) + value * scale;
      }
    }
    return { columns, places: found };
  }

  /** Lets `change` move the numbers of each column and each touched place against their slopes; then they are float32 again. */
  move(
    { columns, places: touched }: AdapterGradient,
    change: (name: string, numbers: Float64Array, slopes: Float64Array) => void,
  ): void {
    const moveOne = (name: string, numbers: Float64Array, slopes: Float64Array): void => {
      change(name, numbers, slopes);
      for (const [i, value] of numbers.entries()) numbers[i] = Math.fround(value);
    };
    for (const [i, { token, weights }] of this.#columns.entries()) {
      const slopes = columns[i];
      if (slopes) moveOne(`token/${String(token)}`, weights, slopes);
    }
    for (const [place, slopes] of [...touched].sort(([a], [b]) => a - b)) {
      const embedding = this.#embeddings.get(place) ?? this.#embeddingOf(place).slice();
      this.#embeddings.set(place, embedding);
      moveOne(`place/${String(place)}`, embedding, slopes);
    }
  }

  #embeddingOf(place: number): Float64Array {
    return this.#embeddings.get(place) ?? untrainedEmbedding(place, this.rank);
  }
}

/** A feature's value: phi has a length of 1 however many there are. */
const valueOf = (context: Uint32Array): number => (context.length === 0 ? 0 : 1 / Math.sqrt(context.length));

const untrainedEmbeddings = new Map<number, Float64Array>();

/** Signs by hash, divided by the root of the rank: the embeddings of two places are nearly at right angles. */
function untrainedEmbedding(place: number, rank: number): Float64Array {
  const key = rank * places + place;
  let found = untrainedEmbeddings.get(key);
  if (!found) {
    const size = Math.fround(1 / Math.sqrt(rank));
    found = Float64Array.from({ length: rank }, (_, j) => {
      const hash = hashOf(`${String(place)}/${String(j)}`);
      return ((hash ^ (hash >>> 15)) & 1) === 0 ? size : -size;
    });
    untrainedEmbeddings.set(key, found);
  }
  return found;
}
