// An adapter as plain data.
import * as v from 'valibot';
import { bytesOfJson, jsonOfBytes } from '../jsonBytes.ts';
import { LogitAdapter } from './adapter.ts';
import { places } from './context.ts';

const number = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const schema = v.pipe(
  v.object({
    rank: v.pipe(whole, v.minValue(1)),
    bound: v.pipe(number, v.gtValue(0)),
    /** Weights: the bias whatever the context, then the direction. */
    tokens: v.array(v.object({ token: whole, word: v.string(), weights: v.array(number) })),
    /** Places of the hashed context that training has moved. */
    embeddings: v.array(v.tuple([v.pipe(whole, v.maxValue(places - 1)), v.array(number)])),
  }),
  v.check(({ rank, tokens }) => tokens.every(({ weights }) => weights.length === 1 + rank), 'weights of another rank'),
  v.check(
    ({ rank, embeddings }) => embeddings.every(([, embedding]) => embedding.length === rank),
    'embeddings of another rank',
  ),
  v.check(({ tokens }) => new Set(tokens.map(({ token }) => token)).size === tokens.length, 'a token comes twice'),
);

/** The shortest decimal that is this float32. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

export const savedAdapter = (adapter: LogitAdapter): Uint8Array =>
  bytesOfJson({
    rank: adapter.rank,
    bound: adapter.bound,
    tokens: adapter.columns.map(({ token, word, weights }) => ({ token, word, weights: [...weights].map(shortest) })),
    embeddings: adapter.moved.map(([place, embedding]) => [place, [...embedding].map(shortest)]),
  });

/** Throws SyntaxError for bytes that are no JSON, ValiError for anything but an adapter. */
export function adapterOf(bytes: Uint8Array): LogitAdapter {
  const { rank, bound, tokens, embeddings } = v.parse(schema, jsonOfBytes(bytes));
  const adapter = new LogitAdapter({ rank, bound });
  for (const { token, word, weights } of tokens) adapter.addToken(token, word, weights.map(Math.fround));
  for (const [place, embedding] of embeddings) adapter.setEmbedding(place, embedding.map(Math.fround));
  return adapter;
}
