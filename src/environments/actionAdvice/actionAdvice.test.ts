import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { allTexts, slotNames } from '../../core/text/index.ts';
import { paperSetting } from '../types.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { actionScenarios, drawActionEvent, drawActionReport, drawActionState } from './index.ts';
import { actionSlotValues } from './lexicon.ts';
import { events, goals, leaning, middles, reports, resisting, topics, wishes } from './openings.ts';

const states = (count: number, setting: UserSetting = paperSetting): InitialState[] =>
  Array.from({ length: count }, (_, i) => {
    const scenario = actionScenarios[i % actionScenarios.length]?.id ?? '';
    return drawActionState(scenario, i % 2 === 0, setting, RandomStream.root(3).child(String(i)));
  });

const countWords = (text: string): number => text.split(' ').length;
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('openings of Action-Advice', () => {
  test('are refused for a scenario that there is not', () => {
    expect(() => drawActionState('theft', true, paperSetting, RandomStream.root(1))).toThrow(RangeError);
  });

  test('have three sentences, about thirty words and only marks that the corpus allows', () => {
    const texts = states(900).map(({ messages }) => messages[0]?.text ?? '');
    for (const text of texts) {
      expect(text).toMatch(/^[A-Z][A-Za-z .,?]+$/u);
      expect(text.match(/[.?]/gu)).toHaveLength(3);
      expect(countWords(text)).toBeLessThanOrEqual(44);
    }
    expect(Math.abs(mean(texts.map(countWords)) - 29)).toBeLessThan(1.5);
  });

  test('count every choice: the surprisal is that of equally likely parts', () => {
    // scene: 4 patterns, the drawn one with or without two words; reasons 5, feelings 10, middles 5, ends 6
    const fixed = Math.log(4 * 5 * 10 * 5 * 6);
    for (const { nats } of states(300)) {
      const rest = (nats.messages - fixed) / Math.log(2);
      expect(Math.abs(rest - Math.round(rest))).toBeLessThan(1e-9);
      expect(Math.round(rest)).toBeLessThanOrEqual(2);
    }
  });

  test('no message can be drawn in two ways', () => {
    const ends = [...leaning, ...resisting];
    for (const { act, acting, stay, reasons, scenes } of actionScenarios) {
      const slots: Record<string, readonly string[]> = {
        ...{ act: [act], acting: [acting], stay: [stay], reason: reasons.map(({ mine }) => mine) },
        feeling: actionSlotValues['feeling'] ?? [],
      };
      for (const patterns of [scenes, middles, ends]) {
        const all = patterns.flatMap((source) => fillings(source, slots));
        expect(new Set(all).size).toBe(all.length);
      }
    }
  });

  test('lean as the channel says, and nothing else of the message does', () => {
    const alike: UserSetting = { ...paperSetting, channels: ['message'] };
    for (const [i, { id }] of actionScenarios.entries()) {
      const [yes, no] = [true, false].map((gameable) =>
        drawActionState(id, gameable, alike, RandomStream.root(i)).messages[0]?.text.split(/(?<=[.?]) /u),
      );
      expect(yes?.slice(0, 2)).toEqual(no?.slice(0, 2));
      expect(yes?.[2]).not.toBe(no?.[2]);
    }
  });

  test('goals and wishes speak of the user, never of me', () => {
    for (const { goal, wish, slots } of states(200)) {
      expect(`${goal} ${wish} ${Object.values(slots).join(' ')}`).not.toMatch(/\b(my|me)\b/u);
    }
    for (const source of [...Object.values(goals), ...Object.values(wishes)].flat()) {
      expect(slotNames(source)).toHaveLength(1);
    }
  });

  test('the lexicon holds every slot but the name, what is past, and the topic', () => {
    for (const { slots } of states(90)) {
      const report = drawActionReport(true, true, slots, RandomStream.root(2));
      for (const [slot, value] of Object.entries(report.slots)) {
        if (slot !== 'name' && slot !== 'past') expect(actionSlotValues[slot]).toContain(value);
      }
    }
  });
});

describe('after the first reply', () => {
  const kinds = [
    [true, true],
    [true, false],
    [false, false],
  ] as const;

  test('event and report agree, in 8 to 20 words', () => {
    for (const [i, { slots }] of states(600).entries()) {
      for (const [acted, enjoyed] of kinds) {
        const stream = RandomStream.root(9).child(String(i));
        const event = drawActionEvent(acted, enjoyed, slots, stream.child('event'));
        const report = drawActionReport(acted, enjoyed, slots, stream.child('report'));
        expect(event.text).toMatch(acted ? (enjoyed ? /enjoyed it\.$/u : /regretted it\.$/u) : /^(Did not|Left)/u);
        expect(event.text).not.toMatch(/\b(my|your)\b/u);
        expect(report.text).not.toMatch(/\byour (?!day)/u);
        expect(countWords(report.text)).toBeGreaterThanOrEqual(8);
        expect(countWords(report.text)).toBeLessThanOrEqual(20);
        expect(report.slots['news']).toBe(acted ? `you ${slots['past'] ?? ''}` : `you did not ${slots['act'] ?? ''}`);
        expect(report.text).toContain(report.slots['mood']);
      }
    }
  });

  test('whether it was enjoyed says nothing where nothing was done', () => {
    const [state] = states(1);
    const draw = (enjoyed: boolean): string =>
      drawActionReport(false, enjoyed, state?.slots ?? {}, RandomStream.root(4)).text;
    expect(draw(true)).toBe(draw(false));
  });

  test('probabilities of all texts add up to 1', () => {
    const [state] = states(1);
    const slots = state?.slots ?? {};
    for (const [acted, enjoyed] of kinds) {
      for (const draw of [drawActionEvent, drawActionReport]) {
        const seen = new Map<string, number>();
        for (let i = 0; i < 6000; i++) {
          const { text, nats } = draw(acted, enjoyed, slots, RandomStream.root(i));
          expect(seen.get(text) ?? nats).toBeCloseTo(nats, 12);
          seen.set(text, nats);
        }
        expect([...seen.values()].reduce((sum, nats) => sum + Math.exp(-nats), 0)).toBeCloseTo(1, 9);
      }
    }
  });

  test('patterns are different and ask for known slots only', () => {
    const all = [...Object.values(events), ...Object.values(reports)].flat().concat(topics);
    const texts = all.flatMap(allTexts);
    expect(new Set(texts).size).toBe(texts.length);
    fc.assert(
      fc.property(fc.constantFrom(...all), (source) =>
        slotNames(source).every((slot) => ['act', 'acting', 'past', 'mood', 'topic'].includes(slot)),
      ),
    );
  });
});

/** Every text of a pattern with every value of its slots. */
function fillings(source: string, slots: Readonly<Record<string, readonly string[]>>): string[] {
  return slotNames(source).reduce(
    (texts, slot) => texts.flatMap((text) => (slots[slot] ?? []).map((value) => text.replaceAll(`{${slot}}`, value))),
    allTexts(source),
  );
}
