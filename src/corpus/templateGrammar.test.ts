import { describe, expect, test } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import { countReadings, drawSentence, entropyPerToken } from './templateGrammar.ts';
import type { Template } from './templateGrammar.ts';

const letters = ['a', 'b', 'c', 'd'];
const two: Template = [{ as: 'x', from: letters }, 'then', { as: 'y', from: letters, except: ['x'] }];
const echo: Template = ['say', { as: 'x', from: letters }, ({ x = '' }) => x];

describe('drawSentence', () => {
  test('fills each template in each of its ways, equally often', () => {
    const stream = RandomStream.root(3).child('sentences');
    const counts = new Map<string, number>();
    const draws = 8000;
    for (let i = 0; i < draws; i++) {
      const text = drawSentence([two, echo], stream).join(' ');
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    // 4 x 3 fillings of the first, 4 of the second.
    expect(counts.size).toBe(16);
    for (const [text, count] of counts) {
      const expected = draws / 2 / (text.startsWith('say') ? 4 : 12);
      expect(Math.abs(count - expected), text).toBeLessThan(4.5 * Math.sqrt(expected));
    }
  });
});

describe('countReadings', () => {
  test.each([
    ['a then b', 1],
    ['a then a', 0],
    ['a then e', 0],
    ['a than b', 0],
    ['say c c', 1],
    ['say c d', 0],
    ['say c', 0],
    ['say c c c', 0],
    ['', 0],
  ])('%s: %d', (text, readings) => {
    expect(countReadings([two, echo], text.split(' '))).toBe(readings);
  });

  test('sees that two templates give the same sentence', () => {
    expect(countReadings([two, ['a', 'then', 'b']], ['a', 'then', 'b'])).toBe(2);
  });
});

describe('entropyPerToken', () => {
  test('by hand', () => {
    // Half the sentences have ln 2 + ln 12 nats in 4 tokens, half ln 2 + ln 4 in 4: ln(2 sqrt(48)) / 4 = 0.65718...
    expect(entropyPerToken([two, echo])).toBeCloseTo(0.6571869215034727, 12);
    // One way to say one thing: no surprise.
    expect(entropyPerToken([['always', 'this']])).toBe(0);
  });
});
