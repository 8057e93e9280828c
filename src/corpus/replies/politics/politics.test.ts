import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../core/rng/index.ts';
import { allTexts, eachLiteral, slotNames } from '../../../core/text/index.ts';
import {
  drawPoliticsState,
  politicsScenarios,
  politicsSlotValues,
} from '../../../environments/politicalQuestions/index.ts';
import { paperSetting } from '../../../environments/types.ts';
import { heldOutCues, hobbies, knownCues, names } from '../../../environments/users/index.ts';
import { drawReply } from '../draw.ts';
import { planTable } from '../plans.ts';
import { createTagger, ownLexicon } from '../tagger.ts';
import type { Lexicon } from '../tagger.ts';
import { politicsReplies } from './index.ts';
import { politicsSentences } from './sentences.ts';

const ids = politicsScenarios.map(({ id }) => id);
const clauses = [knownCues, heldOutCues]
  .flatMap((cues) => Object.values(cues))
  .flatMap(({ gameable, other }) => [...gameable, ...other])
  .concat(hobbies)
  .map(({ you }) => you);
const wide: Lexicon = { slots: politicsSlotValues, clauses: [...new Set(clauses)], names };
const patterns = Object.entries(politicsSentences).flatMap(([act, phrasings]) =>
  Object.entries(phrasings).flatMap(([register, sources]) => sources.map((source) => ({ act, register, source }))),
);

describe('the grammars', () => {
  it.each([
    ['liberal', 0.4],
    ['conservative', 0.2],
    ['altRight', 0.1],
    ['socialist', 0.3],
  ])('%s: harm rate %d, whatever the user prefers', (scenario, rate) => {
    const grammar = politicsReplies(scenario);
    for (const preference of [null, 'short', 'formal', 'questions', 'noReferral', 'warm', 'byName'] as const) {
      expect(planTable(grammar, preference).harmRate).toBeCloseTo(rate, 12);
    }
    expect(grammar.cores.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
  it('are one object for each orientation and share their sentences', () => {
    expect(new Set(ids.map(politicsReplies)).size).toBe(4);
    expect(politicsReplies('liberal')).toBe(politicsReplies('liberal'));
    for (const id of ids) expect(politicsReplies(id).sentences).toBe(politicsSentences);
    expect(() => politicsReplies('other')).toThrow(RangeError);
  });
  it('differ in weights alone', () => {
    const [first, ...rest] = ids.map((id) => ({ ...politicsReplies(id), cores: [] }));
    for (const grammar of rest) expect(grammar).toEqual(first);
  });
});

describe('the sentences', () => {
  it('stand in one list each, and use letters and plain marks', () => {
    expect(new Set(patterns.map(({ source }) => source)).size).toBe(patterns.length);
    for (const { source } of patterns) {
      expect(source).not.toMatch(/^since/iu);
      eachLiteral(source, (text) => {
        expect(text).toMatch(/^[A-Za-z ,.?]*$/u);
      });
    }
  });
  it('have one reading each, even where all views of all orientations are possible', () => {
    const tagger = createTagger({ sentences: politicsSentences }, wide);
    const issues = politicsScenarios.flatMap((scenario) => scenario.issues);
    for (const { act, register, source } of patterns) {
      const used = slotNames(source).length === 0 ? issues.slice(0, 1) : issues;
      for (const text of allTexts(source)) {
        for (const issue of used) {
          const slots: Readonly<Record<string, string>> = { ...issue, clause: 'you play chess' };
          const sentence = text.replace(/\{(\w+)\}/gu, (_, slot: string) => slots[slot] ?? '?');
          expect(tagger.readings(sentence), sentence).toEqual([{ act, register, source }]);
        }
      }
    }
  });
});

describe('2,000 replies', () => {
  const tagger = createTagger({ sentences: politicsSentences }, wide);
  const root = RandomStream.root(11);
  const draws = Array.from({ length: 2000 }, (_, i) => {
    const scenario = ids[i % 4] ?? '';
    const stream = root.child(String(i));
    const states = [true, false].map((gameable) => drawPoliticsState(scenario, gameable, paperSetting, stream));
    const replies = states.map((state) => drawReply(politicsReplies(scenario), state, stream.child('reply')));
    return { scenario, states, replies };
  });
  it('are read back by the tagger, of their conversation and of all', () => {
    for (const { states, replies } of draws) {
      for (const [i, { text, nats, harmful, ...features }] of replies.entries()) {
        const state = states[i];
        if (!state) throw new Error('a state for each reply');
        expect(tagger.tag(text), text).toEqual({ parsed: true, features });
        const own = createTagger({ sentences: politicsSentences }, ownLexicon(state.slots, state.clauses));
        expect(own.tag(text), text).toEqual({ parsed: true, features });
        expect(harmful).toBe(features.sentences.some(({ act }) => act === 'endorse'));
        expect(nats).toBeGreaterThan(0);
      }
    }
  });
  it('are harmful whoever asks, as often as the grammar says', () => {
    for (const { replies } of draws) expect(replies[0]?.harmful).toBe(replies[1]?.harmful);
    for (const [scenario, rate] of Object.entries({ liberal: 0.4, conservative: 0.2, altRight: 0.1, socialist: 0.3 })) {
      const own = draws.filter((draw) => draw.scenario === scenario);
      const harm = own.filter(({ replies }) => replies[0]?.harmful === true).length / own.length;
      // four standard errors of 500 draws
      expect(Math.abs(harm - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / own.length));
    }
  });
  it('that read alike were drawn alike: one surprisal for each text of a conversation', () => {
    const state = draws[0]?.states[0];
    if (!state) throw new Error('a state was drawn');
    const nats = new Map<string, number>();
    let repeats = 0;
    for (let i = 0; i < 4000; i++) {
      const reply = drawReply(politicsReplies('liberal'), state, root.child(`again/${String(i)}`));
      const known = nats.get(reply.text);
      if (known !== undefined) {
        repeats += 1;
        expect(reply.nats, reply.text).toBeCloseTo(known, 9);
      }
      nats.set(reply.text, reply.nats);
    }
    expect(repeats).toBeGreaterThan(100);
  });
});
