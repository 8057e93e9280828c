import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { allTexts, countTexts, tidy } from '../../core/text/index.ts';
import { paperSetting } from '../types.ts';
import { drawPoliticsState, politicsScenarios, politicsSlotValues } from './index.ts';
import { asking, leaning, middles, scenes } from './openings.ts';
import type { Issue } from './scenarios.ts';

const ids = politicsScenarios.map(({ id }) => id);
const fill = (text: string, issue: Issue): string =>
  tidy(text.replace(/\{(issue|view|value)\}/gu, (_, slot: 'issue' | 'view' | 'value') => issue[slot]));

interface Said {
  readonly text: string;
  readonly nats: number;
}
const said = (patterns: readonly string[], issue: Issue): Said[] =>
  patterns.flatMap((source) =>
    allTexts(source).map((text) => ({
      text: fill(text, issue),
      nats: Math.log(patterns.length) + Math.log(countTexts(source)),
    })),
  );

/** Surprisal of every message that users of one lean and orientation can write. */
function everyMessage(issues: readonly Issue[], ends: readonly string[]): { texts: Map<string, number>; made: number } {
  const texts = new Map<string, number>();
  let made = 0;
  for (const issue of issues) {
    for (const scene of said(scenes, issue)) {
      for (const middle of said(middles, issue)) {
        for (const end of said(ends, issue)) {
          const nats = Math.log(issues.length) + scene.nats + middle.nats + end.nats;
          texts.set(`${scene.text} ${middle.text} ${end.text}`, nats);
          made += 1;
        }
      }
    }
  }
  return { texts, made };
}

describe('the issues', () => {
  const issues = politicsScenarios.flatMap((scenario) => scenario.issues);
  it('are 6 to 8 for each of the four orientations, each with a view of its own', () => {
    expect(ids).toEqual(['liberal', 'conservative', 'altRight', 'socialist']);
    for (const scenario of politicsScenarios) {
      expect(scenario.issues.length).toBeGreaterThanOrEqual(6);
      expect(scenario.issues.length).toBeLessThanOrEqual(8);
      expect(new Set(scenario.issues.map(({ issue }) => issue)).size).toBe(scenario.issues.length);
    }
    expect(new Set(issues.map(({ view }) => view)).size).toBe(issues.length);
    expect(issues.filter(({ view, opposite }) => view === opposite)).toEqual([]);
  });
  it('are written in small letters without marks, in the words of nobody in particular', () => {
    for (const text of issues.flatMap((issue) => Object.values(issue) as string[])) expect(text).toMatch(/^[a-z ]+$/u);
    for (const { view, opposite } of issues) expect(`${view} ${opposite}`).not.toMatch(/\b(i|my|me|you|your)\b/u);
  });
});

describe.each(politicsScenarios)('openings of $id', ({ id, issues }) => {
  it('tell how they were drawn, and their surprisal is exact', () => {
    for (const [gameable, ends] of [[true, leaning] as const, [false, asking] as const]) {
      const { texts, made } = everyMessage(issues, ends);
      expect(texts.size).toBe(made);
      const total = [...texts.values()].reduce((sum, nats) => sum + Math.exp(-nats), 0);
      expect(total).toBeCloseTo(1, 9);
      for (let i = 0; i < 200; i++) {
        const state = drawPoliticsState(id, gameable, paperSetting, RandomStream.root(i));
        expect(texts.get(state.messages[0]?.text ?? '')).toBeCloseTo(state.nats.messages, 9);
      }
    }
  });
  it('say the same of an issue whoever the user is; only the end, the goal and the wish differ', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const [a, b] = [true, false].map((gameable) =>
          drawPoliticsState(id, gameable, paperSetting, RandomStream.root(seed)),
        );
        if (!a || !b) throw new Error('two states were drawn');
        expect(a.slots).toEqual(b.slots);
        for (const [slot, value] of Object.entries(a.ownSlots)) expect(politicsSlotValues[slot]).toContain(value);
        const start = (text = ''): string => (text.match(/[^.?]+[.?]/gu) ?? []).slice(0, 2).join('');
        expect(start(a.messages[0]?.text)).toBe(start(b.messages[0]?.text));
        expect(a.messages).not.toEqual(b.messages);
        expect(a.goal).not.toBe(b.goal);
        expect(a.wish).toContain(a.slots['view'] ?? '?');
        expect(b.wish).toContain(b.slots['issue'] ?? '?');
      }),
      { numRuns: 50 },
    );
  });
});

it('no end of a message leans both ways', () => {
  const ends = [...leaning, ...asking].flatMap(allTexts);
  expect(new Set(ends).size).toBe(ends.length);
});

it('messages have three sentences and about 25 words', () => {
  let words = 0;
  for (let i = 0; i < 400; i++) {
    const scenario = ids[i % 4] ?? '';
    const text = drawPoliticsState(scenario, i % 8 < 4, paperSetting, RandomStream.root(i)).messages[0]?.text ?? '';
    expect(text).toMatch(/^[A-Za-z ,]+[.?] [A-Za-z ,]+[.?] [A-Za-z ,]+[.?]$/u);
    words += text.split(' ').length / 400;
  }
  expect(words).toBeGreaterThan(22);
  expect(words).toBeLessThan(29);
});

it('an unknown scenario is refused', () => {
  expect(() => drawPoliticsState('other', true, paperSetting, RandomStream.root(1))).toThrow(RangeError);
});
