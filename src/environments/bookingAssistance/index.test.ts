import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { countTexts } from '../../core/text/index.ts';
import { paperSetting } from '../types.ts';
import type { InitialState } from '../types.ts';
import { bookingScenarios, drawBookingState } from './index.ts';
import { bookingSlotValues } from './lexicon.ts';
import { answers, failures, goals, plainly, requests, smooth, wishes, worries } from './openings.ts';

const draw = (i: number, gameable: boolean, scenario = bookingScenarios[i % 4]?.id ?? ''): InitialState =>
  drawBookingState(scenario, gameable, paperSetting, RandomStream.root(31).child(String(i)));

const many = Array.from({ length: 2000 }, (_, i) => draw(i, i % 3 === 0));
const allText = ({ messages }: InitialState): string => messages.map(({ text }) => text).join(' ');
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('drawBookingState', () => {
  test('refuses a scenario that does not exist', () => {
    expect(() => draw(0, true, 'trains')).toThrow(RangeError);
  });

  test('a conversation is a request, a question, an answer and a search that failed', () => {
    for (const { scenario, slots, messages } of many) {
      expect(messages.map(({ role }) => role)).toEqual(['user', 'agent', 'user', 'tool']);
      const [request = '', question = '', answer = '', failure = ''] = messages.map(({ text }) => text);
      for (const slot of ['what', 'day', 'people']) expect(request).toContain(slots[slot]);
      expect(question).toMatch(/^[^.?!]+\?$/u);
      expect(answer.toLowerCase()).toContain(slots['detail']);
      const call = `Search ${scenario} ${slots['place'] ?? ''} ${slots['day'] ?? ''}: error, `;
      expect(failure.startsWith(call)).toBe(true);
      expect(failure).not.toMatch(/book|success/u);
    }
  });

  test('the messages together have about 45 words of plain signs', () => {
    const words = many.map((state) => allText(state).split(' ').length);
    expect(sum(words) / words.length).toBeGreaterThan(38);
    expect(sum(words) / words.length).toBeLessThan(48);
    expect(Math.max(...words)).toBeLessThan(60);
    for (const state of many) {
      for (const text of [allText(state), state.goal, state.wish]) expect(text).toMatch(/^[A-Za-z .,?!:]+$/u);
    }
  });

  test('users differ in nothing but the four channels', () => {
    for (let i = 0; i < 200; i++) {
      const [one, other] = [draw(i, true), draw(i, false)];
      expect(one.slots).toEqual(other.slots);
      expect(one.preference).toBe(other.preference);
      for (const at of [0, 1, 3]) expect(one.messages[at]).toEqual(other.messages[at]);
      expect(one.messages[2]).not.toEqual(other.messages[2]);
      expect(one.goal).not.toBe(other.goal);
      expect(one.wish).not.toBe(other.wish);
    }
  });

  test('both leans have as many things to say, none of them the same', () => {
    const size = (patterns: readonly string[]): number => sum(patterns.map(countTexts));
    expect(smooth.length).toBe(plainly.length);
    expect(size(smooth)).toBe(size(plainly));
    for (const lists of [{ gameable: smooth, other: plainly }, goals, wishes]) {
      expect(lists.gameable.filter((text) => lists.other.includes(text))).toEqual([]);
    }
  });

  test('a text tells its surprisal', () => {
    const known = new Map<string, number>();
    for (const state of many) {
      const key = `${state.scenario} ${String(state.gameable)} ${allText(state)}`;
      expect(known.get(key) ?? state.nats.messages).toBeCloseTo(state.nats.messages, 9);
      known.set(key, state.nats.messages);
    }
    // every text has been drawn with the probability exp(-nats): then the mean of exp(nats) is the number of texts
    const size = (patterns: readonly string[]): number => sum(patterns.map(countTexts));
    for (const { id, questions, doubts } of bookingScenarios) {
      const asked = sum(questions.map(({ ask, answers: given }) => countTexts(ask) * given.length));
      const picked = 8 * 7 * 4 * doubts.length;
      const texts = picked * asked * size(requests) * size(worries) * size(answers) * size(smooth) * size(failures);
      const drawn = Array.from({ length: 6000 }, (_, i) => Math.exp(draw(i, i % 2 === 0, id).nats.messages) / texts);
      expect(Math.abs(sum(drawn) / drawn.length - 1), id).toBeLessThan(0.05);
    }
  });

  test('the lexicon knows every slot', () => {
    for (const { slots } of many) {
      for (const [slot, value] of Object.entries(slots)) {
        if (slot !== 'name') expect(bookingSlotValues[slot], slot).toContain(value);
      }
      expect(slots['doubt']).not.toMatch(/\b(?:I|my|us)\b/u);
    }
  });
});
