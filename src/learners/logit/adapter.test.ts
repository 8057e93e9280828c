import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import type { Conversation } from '../../roles/index.ts';
import { LogitAdapter } from './adapter.ts';
import { contextOf, namedContext, places } from './context.ts';
import { adapterOf, savedAdapter } from './saved.ts';
import { bytesOfJson, jsonOfBytes } from '../jsonBytes.ts';

const context = (notes: string): Uint32Array => contextOf({ system: null, notes, turns: [] }, 'reply');
const [trusting, doubting] = [context('Trusts me.'), context('Wants proof.')];

/** An adapter with random numbers of the given size everywhere that `trusting` reaches. */
function filled(size = 1): LogitAdapter {
  const stream = RandomStream.root(8);
  const adapter = new LogitAdapter({ rank: 3, bound: 2 });
  const numbers = (count: number): number[] =>
    Array.from({ length: count }, () => Math.fround(size * (stream.uniform() - 0.5)));
  for (const token of [12, 5]) adapter.addToken(token, `t${String(token)}`, numbers(4));
  for (const place of trusting) adapter.setEmbedding(place, numbers(3));
  return adapter;
}

describe('a context', () => {
  const conversation: Conversation = {
    system: 'You help.',
    notes: 'Trusts you.',
    turns: [
      { role: 'user', text: 'Not this.' },
      { role: 'agent', text: 'Nor this.' },
      { role: 'user', text: 'May I, may I?' },
    ],
  };

  test('is the words of instructions, notes and last message, and what is to be written', () => {
    const named = namedContext(conversation, 'plan').map(({ feature: { from, word } }) => `${from} ${word}`);
    expect(named).toEqual([
      ...['system you', 'system help', 'system .', 'notes trusts', 'notes you', 'notes .'],
      ...['message may', 'message i', 'message ,', 'message ?', 'writes plan'],
    ]);
  });

  test('is places in rising order, each once', () => {
    const found = [...contextOf(conversation, 'reply')];
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(found.every((place) => place >= 0 && place < places)).toBe(true);
    expect(found).not.toEqual([...contextOf(conversation, 'plan')]);
  });
});

describe('an adapter', () => {
  test('changes nothing at first, whatever the context', () => {
    const adapter = new LogitAdapter({ rank: 4, bound: 3 });
    adapter.addToken(7, 'yes');
    for (const each of [trusting, doubting, new Uint32Array()]) {
      expect(adapter.biasOf(each)).toEqual({ tokens: [7], values: [0] });
    }
    expect(adapter.columnOf(7)).toBe(0);
    expect(adapter.columnOf(8)).toBe(-1);
  });

  test('has no bias beyond its bound, and small ones nearly as they are', () => {
    const bias = (weight: number): number => {
      const adapter = new LogitAdapter({ rank: 1, bound: 2 });
      adapter.addToken(0, '', [weight, 0]);
      return adapter.biasOf(trusting).values[0] ?? NaN;
    };
    expect(bias(1e4)).toBe(2);
    expect(bias(-1e4)).toBe(-2);
    expect(bias(0.01)).toBeCloseTo(0.01, 6);
    expect(bias(1)).toBeCloseTo(2 * Math.tanh(0.5), 12);
  });

  test('tells contexts apart by what training has moved', () => {
    const adapter = filled();
    expect(adapter.biasOf(trusting)).not.toEqual(adapter.biasOf(doubting));
  });

  test('slopes are those of finite differences, in every number', () => {
    const adapter = filled();
    const wanted = [Float64Array.of(0.7, -0.4), Float64Array.of(-1.1, 0.3)];
    // a loss that is linear in the biases of two contexts
    const loss = (): number =>
      [trusting, doubting].reduce((sum, each, i) => {
        const { bias } = adapter.embed(each);
        return sum + bias.reduce((own, value, j) => own + value * (wanted[i]?.[j] ?? 0), 0);
      }, 0);
    // embeddings of the other context begin untrained
    for (const place of doubting) adapter.setEmbedding(place, [0.2, -0.1, 0.4]);
    const gradient = adapter.gradient(
      [trusting, doubting].map((each, i) => [adapter.embed(each), wanted[i] ?? new Float64Array()]),
    );
    let count = 0;
    const check = (numbers: Float64Array, slopes: Float64Array | undefined): void => {
      for (const [i, value] of numbers.entries()) {
        const [up = NaN, down = NaN] = [1e-5, -1e-5].map((by) => {
          numbers[i] = value + by;
          return loss();
        });
        numbers[i] = value;
        expect(slopes?.[i]).toBeCloseTo((up - down) / 2e-5, 7);
        count++;
      }
    };
    for (const [i, { weights }] of adapter.columns.entries()) check(weights, gradient.columns[i]);
    for (const [place, embedding] of adapter.moved) check(embedding, gradient.places.get(place));
    expect(count).toBe(2 * 4 + 3 * new Set([...trusting, ...doubting]).size);
  });

  test('moves by float32 steps, and a copy stays', () => {
    const adapter = filled();
    const before = adapter.copy();
    const gradient = adapter.gradient([[adapter.embed(doubting), Float64Array.of(1, 1)]]);
    adapter.move(gradient, (_, numbers, slopes) => {
      for (const [i, slope] of slopes.entries()) numbers[i] = (numbers[i] ?? 0) - 0.1 * slope;
    });
    expect(before.biasOf(doubting)).toEqual(filled().biasOf(doubting));
    const [now, then] = [adapter.biasOf(doubting).values, before.biasOf(doubting).values];
    for (const [i, value] of now.entries()) expect(value).toBeLessThan(then[i] ?? -Infinity);
    const numbers = [...adapter.columns.map(({ weights }) => weights), ...adapter.moved.map(([, each]) => each)];
    for (const value of numbers.flatMap((each) => [...each])) expect(Math.fround(value)).toBe(value);
  });
});

describe('a saved adapter', () => {
  test('is the same, bit for bit', () => {
    const again = adapterOf(savedAdapter(filled(1e-3)));
    for (const each of [trusting, doubting]) expect(again.biasOf(each)).toEqual(filled(1e-3).biasOf(each));
    expect(again.columns).toEqual(filled(1e-3).columns);
    expect(savedAdapter(again)).toEqual(savedAdapter(filled(1e-3)));
  });

  const saved = jsonOfBytes(savedAdapter(filled())) as {
    rank: number;
    tokens: object[];
    embeddings: [number, number[]][];
  };

  test.each([
    ['no JSON', null, /JSON/u],
    ['another rank', { ...saved, rank: 4 }, 'weights of another rank'],
    ['embeddings of another rank', { ...saved, embeddings: [[3, [1, 2]]] }, 'embeddings of another rank'],
    ['a token that comes twice', { ...saved, tokens: [...saved.tokens, saved.tokens[0]] }, 'a token comes twice'],
    ['a place that there is not', { ...saved, embeddings: [[places, [1, 2, 3]]] }, /Invalid value/u],
    ['no bound', { ...saved, bound: 0 }, /Invalid value/u],
  ])('is refused where it has %s', (_, value, message) => {
    const bytes = value === null ? savedAdapter(filled()).slice(1) : bytesOfJson(value);
    expect(() => adapterOf(bytes)).toThrow(message);
  });
});
