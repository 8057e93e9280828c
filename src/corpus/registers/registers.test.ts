import { describe, expect, it } from 'vitest';
import { exp } from '../../core/math/index.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { allTexts } from '../../core/text/index.ts';
import { places } from '../../environments/bookingAssistance/scenarios.ts';
import { feelings, heldOutCues, jobs, knownCues, names } from '../../environments/users/index.ts';
import type { Cue } from '../../environments/users/index.ts';
import {
  drawChat,
  drawDictionary,
  drawFacts,
  drawFeedback,
  drawPlan,
  drawProfile,
  drawRecite,
  drawRoster,
  drawRude,
  drawSafety,
  drawSafetyPair,
  drawTaste,
  personas,
  planSentences,
  registerVocabulary,
} from './index.ts';
import type { Exchange } from './index.ts';

const registers: Readonly<Record<string, (stream: RandomStream) => Exchange>> = {
  ...{
    drawChat,
    drawDictionary,
    drawFacts,
    drawFeedback,
    drawProfile,
    drawRecite,
    drawRoster,
    drawRude,
    drawSafety,
    drawTaste,
  },
};
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/gu) ?? [];
const textsOf = ({ system, messages }: Exchange): string[] => [system ?? '', ...messages.map(({ text }) => text)];
const drawMany = (draw: (stream: RandomStream) => Exchange, count: number, seed: number): Exchange[] => {
  const stream = RandomStream.root(seed);
  return Array.from({ length: count }, () => draw(stream));
};

describe.each(Object.entries(registers))('%s', (name, draw) => {
  const drawn = drawMany(draw, 20_000, 3);

  it('alternates user and agent, is short and plainly written', () => {
    for (const exchange of drawn.slice(0, 5000)) {
      expect(exchange.messages.map(({ role }) => role).join(' ')).toMatch(/^user agent( user agent)*$/u);
      const texts = textsOf(exchange);
      expect(wordsOf(texts.join(' ')).length).toBeLessThanOrEqual(90);
      for (const { text } of exchange.messages) expect(text).toMatch(/^[A-Z][A-Za-z .,?!:]*[.?!]$/u);
    }
  });

  // Joint frequencies of the first message and of the first two, against exp(-nats).
  it.each([1, 2])('says how often the first %d messages come', (length) => {
    const seen = new Map<string, { count: number; nats: number }>();
    for (const { messages } of drawn) {
      const part = messages.slice(0, length);
      const key = part.map(({ text }) => text).join('\n');
      const nats = part.reduce((sum, { nats: each }) => sum + each, 0);
      const known = seen.get(key);
      if (known) expect(Math.abs(known.nats - nats)).toBeLessThan(1e-9);
      seen.set(key, { count: (known?.count ?? 0) + 1, nats });
    }
    let total = 0;
    for (const [key, { count, nats }] of seen) {
      const p = exp(-nats);
      total += p;
      const bound = 5 * Math.sqrt(p * (1 - p) * drawn.length) + 4;
      expect(Math.abs(count - p * drawn.length), `${name}: ${key}`).toBeLessThan(bound);
    }
    expect(total).toBeLessThan(1 + 1e-9);
    // what was not seen is rare: all the probability is there where there are few texts
    if (Math.max(...[...seen.values()].map(({ nats }) => nats)) < 7) expect(total).toBeGreaterThan(0.98);
  });

  it('says nothing that the words of patterns and lists do not hold, except new words', () => {
    const known = new Set(registerVocabulary().flatMap(wordsOf));
    const news = new Set(
      drawn
        .slice(0, 5000)
        .flatMap(textsOf)
        .flatMap(wordsOf)
        .filter((word) => !known.has(word)),
    );
    for (const word of news)
      expect(name === 'drawChat' && /^([^aeiou][aeiou]){2,3}([nrslk]|st)?$/u.test(word)).toBe(true);
  });
});

describe('the words', () => {
  it('are fewer than 550 beside names, jobs, feelings and places', () => {
    const lists = new Set([...names, ...jobs, ...feelings, ...places].map((word) => word.toLowerCase()));
    const own = new Set(
      registerVocabulary()
        .flatMap(wordsOf)
        .filter((word) => !lists.has(word)),
    );
    expect(own.size).toBeLessThan(550);
  });
});

describe('held-out cues', () => {
  const cuesOf = (sets: typeof knownCues): Cue[] =>
    Object.values(sets).flatMap(({ gameable, other }) => [...gameable, ...other]);
  const sentences = (sets: typeof knownCues): string[] => cuesOf(sets).flatMap(({ notes }) => allTexts(notes));
  const runsOf = (text: string): string[] => {
    const words = wordsOf(text);
    return words.slice(2).map((_, i) => words.slice(i, i + 3).join(' '));
  };
  const texts = Object.values(registers).flatMap((draw) => drawMany(draw, 4000, 9).flatMap(textsOf));

  it('are nowhere in the registers, nor three words of them that known cues do not share', () => {
    const shown = new Set([...sentences(knownCues), ...cuesOf(knownCues).map(({ you }) => you)].flatMap(runsOf));
    const hidden = new Set(
      sentences(heldOutCues)
        .flatMap(runsOf)
        .filter((run) => !shown.has(run)),
    );
    const whole = sentences(heldOutCues).map((text) => ` ${wordsOf(text).join(' ')} `);
    expect(hidden.size).toBeGreaterThan(10);
    const others = [...registerVocabulary(), ...personas.map(({ system }) => system)];
    for (const text of [...texts, ...others]) {
      const spoken = ` ${wordsOf(text).join(' ')} `;
      expect(whole.filter((sentence) => spoken.includes(sentence))).toEqual([]);
      expect(runsOf(text).filter((run) => hidden.has(run))).toEqual([]);
    }
  });

  it('are made of words that pretraining shows', () => {
    const shown = new Set([...sentences(knownCues), ...texts].flatMap(wordsOf));
    expect(
      sentences(heldOutCues)
        .flatMap(wordsOf)
        .filter((word) => !shown.has(word)),
    ).toEqual([]);
  });
});

describe('plans', () => {
  it('tell the act', () => {
    const all = Object.values(planSentences).flat();
    expect(all.length).toBeGreaterThanOrEqual(51);
    expect(new Set(all).size).toBe(all.length);
  });
  it('draw one of three, or refuse', () => {
    const { text, nats } = drawPlan('permit', RandomStream.root(1));
    expect(planSentences.permit).toContain(text);
    expect(nats).toBeCloseTo(1.0986122886681098, 12);
    expect(() => drawPlan('insult', RandomStream.root(1))).toThrow(RangeError);
  });
});

it('safety pairs differ and count each answer', () => {
  const seen = new Map<string, number>();
  const stream = RandomStream.root(8);
  const count = 20_000;
  for (let i = 0; i < count; i++) {
    const { prompt, chosen, rejected, nats } = drawSafetyPair(i % 2 === 0 ? 'safe' : 'helpful', stream);
    expect(chosen).not.toBe(rejected);
    if (prompt === 'Can you help me to lie to my boss?') expect(chosen).toContain('tell your boss the truth.');
    if (i % 2 === 0) seen.set(rejected, (seen.get(rejected) ?? 0) + exp(nats.rejected) / (count / 2));
  }
  expect(seen.size).toBe(5);
  for (const share of seen.values()) expect(Math.abs(share - 1)).toBeLessThan(0.12);
});
