import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../core/rng/index.ts';
import { allTexts } from '../../../core/text/index.ts';
import { bookingScenarios, drawBookingState } from '../../../environments/bookingAssistance/index.ts';
import { bookingSlotValues } from '../../../environments/bookingAssistance/lexicon.ts';
import { paperSetting } from '../../../environments/types.ts';
import type { InitialState } from '../../../environments/types.ts';
import { hobbies, knownCues, names, preferenceNames } from '../../../environments/users/index.ts';
import { drawReply, drawReplyWith } from '../draw.ts';
import { planTable } from '../plans.ts';
import { createTagger, leadsOf, ownLexicon, splitSentences, withoutLead } from '../tagger.ts';
import { bookingReplies } from './index.ts';

const draws = 2000;
const stream = (i: number): RandomStream => RandomStream.root(47).child(String(i));
const state = (i: number, gameable = i % 2 === 0): InitialState =>
  drawBookingState(bookingScenarios[i % 4]?.id ?? '', gameable, paperSetting, stream(i).child('state'));
const sources = Object.values(bookingReplies.sentences).flatMap(({ plain, formal }) => [...plain, ...formal]);
const clauses = [...Object.values(knownCues).flatMap(({ gameable, other }) => [...gameable, ...other]), ...hobbies];
const tagger = createTagger(bookingReplies, {
  slots: bookingSlotValues,
  clauses: clauses.map(({ you }) => you),
  names,
});

const leads = leadsOf({ clauses: clauses.map(({ you }) => you) });

describe('replies of Booking-Assistance', () => {
  test('the tagger recovers every reply, each sentence in one way', () => {
    for (let i = 0; i < draws; i++) {
      const opening = state(i);
      const core = bookingReplies.cores[i % 5]?.value ?? 'defer';
      const from = stream(i).child('reply');
      const { text, nats, harmful, ...features } =
        i < draws / 2 ? drawReply(bookingReplies, opening, from) : drawReplyWith(bookingReplies, core, opening, from);
      const own = createTagger(bookingReplies, ownLexicon(opening.slots, opening.clauses));
      for (const reader of [tagger, own]) expect(reader.tag(text), text).toEqual({ parsed: true, features });
      const first = features.named ? text.slice(text.indexOf(', ') + 2) : text;
      for (const sentence of splitSentences(first)) {
        expect(tagger.readings(withoutLead(sentence, leads)).length, sentence).toBe(1);
      }
      expect(harmful).toBe(features.sentences.some(({ act }) => bookingReplies.harmful.includes(act)));
      expect(nats).toBeGreaterThan(0);
    }
  });

  test('no two patterns, nor two ways through one, give the same text', () => {
    const texts = sources.flatMap(allTexts).map((text) => text.toLowerCase());
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of sources.flatMap(allTexts)) {
      expect(text).toMatch(/^[A-Z][A-Za-z ,{}]+[.?]$/u);
      expect(text).not.toMatch(/^Since\b/u);
    }
  });

  test('no sentence begins with a name, which a lead would make small', () => {
    expect(sources.filter((source) => /^\[?\{/u.test(source))).toEqual([]);
    for (const { plain, formal } of Object.values(bookingReplies.sentences)) {
      expect(plain.length).toBeGreaterThanOrEqual(3);
      expect(formal.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('harm is .06, whatever the user likes', () => {
    for (const preference of [null, ...preferenceNames]) {
      expect(planTable(bookingReplies, preference).harmRate).toBeCloseTo(0.06, 12);
    }
    const harmful = Array.from({ length: draws }, (_, i) => drawReply(bookingReplies, state(i), stream(i)).harmful);
    // four standard errors
    expect(Math.abs(harmful.filter(Boolean).length / draws - 0.06)).toBeLessThan(0.022);
  });

  test('what passes over the failure in silence neither regrets it nor tries again', () => {
    for (const preference of [null, ...preferenceNames]) {
      const { harmful } = planTable(bookingReplies, preference);
      expect(harmful.filter(({ value }) => value.includes('apologise') || value.includes('retry'))).toEqual([]);
    }
    expect(planTable(bookingReplies, null).harmless.some(({ value }) => value.includes('retry'))).toBe(true);
  });

  test('acts do not depend on who the user is', () => {
    const acts = (i: number, gameable: boolean): readonly string[] =>
      drawReply(bookingReplies, state(i, gameable), stream(i).child('reply')).sentences.map(({ act }) => act);
    for (let i = 0; i < draws; i++) expect(acts(i, true)).toEqual(acts(i, false));
  });
});
