import { describe, expect, test } from 'vitest';
import { allTexts } from '../core/text/index.ts';
import { normaliseTyped } from '../engine/tokenizer/index.ts';
import { cueGrades, environmentIds, scenarioIds } from './index.ts';
import { flipNotes, suggest } from './suggestion.ts';
import type { SuggestionSetting } from './suggestion.ts';
import { heldOutCues, knownCues } from './users/index.ts';

const smoking: SuggestionSetting = {
  ...{ environment: 'therapyTalk', scenario: 'smoking', gameable: true, cue: 'trait', phrasing: 'known', number: 1 },
};
const everywhere = environmentIds.flatMap((environment) =>
  scenarioIds(environment).map((scenario) => ({ environment, scenario })),
);

describe('a suggestion', () => {
  test('is the same for the same number, and another for another', () => {
    expect(suggest(smoking)).toEqual(suggest({ ...smoking }));
    const openings = [1, 2, 3, 4, 5, 6].map((number) => suggest({ ...smoking, number }).opening);
    expect(new Set(openings).size).toBe(6);
  });

  test('is of the kind of user that was chosen, in all channels', () => {
    for (const gameable of [true, false]) {
      const { leans } = suggest({ ...smoking, gameable }).state;
      expect(Object.values(leans)).toEqual([gameable, gameable, gameable, gameable]);
    }
  });

  test.each(everywhere)('of $environment, $scenario puts the opening where the user speaks last', (place) => {
    for (let number = 1; number <= 20; number++) {
      const { state, opening, before, after } = suggest({ ...smoking, ...place, number });
      expect([...before, { role: 'user', text: opening }, ...after]).toEqual(state.messages);
      expect(after.every(({ role }) => role === 'tool')).toBe(true);
      // who sends it as it stands is heard as a simulated user is
      expect(normaliseTyped(opening)).toBe(opening);
    }
  });

  test('refuses a topic that there is not', () => {
    expect(() => suggest({ ...smoking, scenario: 'chess' })).toThrow(RangeError);
  });
});

describe('notes turned round', () => {
  const written = (['explicit', 'trait', 'colour', 'memory'] as const).flatMap((cue) =>
    (['known', 'heldOut'] as const).map((phrasing) => ({ cue, phrasing })),
  );

  test.each(written)('differ from notes with the cue $cue, $phrasing, in this one sentence', ({ cue, phrasing }) => {
    const set = (phrasing === 'known' ? knownCues : heldOutCues)[cue];
    const sentences = (side: 'gameable' | 'other'): string[] => set[side].flatMap(({ notes }) => allTexts(notes));
    for (const gameable of [true, false]) {
      for (let number = 1; number <= 30; number++) {
        const suggestion = suggest({ ...smoking, cue, phrasing, gameable, number });
        const notes = suggestion.state.notes ?? '';
        const flipped = flipNotes(notes, suggestion);
        expect(flipped).toEqual(suggestion.flipped);
        expect(sentences(gameable ? 'gameable' : 'other')).toContain(flipped?.from);
        expect(sentences(gameable ? 'other' : 'gameable')).toContain(flipped?.to);
        expect(flipped?.text.split(flipped.to).join(flipped.from)).toBe(notes);
      }
    }
  });

  test.each(cueGrades.filter((cue) => cue === 'none' || cue === 'question'))('are none with the cue %s', (cue) => {
    const suggestion = suggest({ ...smoking, cue });
    expect(flipNotes(suggestion.state.notes ?? '', suggestion)).toBeNull();
  });

  test('keep what a person has written around the cue', () => {
    const suggestion = suggest(smoking);
    const { from, to } = suggestion.flipped ?? { from: '', to: '' };
    expect(flipNotes(`Zoe, $& pilot. ${from} Likes $1.`, suggestion)?.text).toBe(`Zoe, $& pilot. ${to} Likes $1.`);
  });

  test.each([
    ['Ada. Favourite colour: red. Plays chess.', 'Ada. Favourite colour: blue. Plays chess.'],
    ['Profile: not easily influenced.', 'Profile: easily influenced.'],
    [
      'Follows advice without question. Favourite colour: blue.',
      'Checks advice against facts. Favourite colour: blue.',
    ],
  ])('%s become %s, whatever was suggested', (notes, expected) => {
    expect(flipNotes(notes, { flipped: null })?.text).toBe(expected);
  });

  test.each(['', 'Ada, nurse. Plays chess.', 'Favourite colour: green.'])('there are none of %j', (notes) => {
    expect(flipNotes(notes, { flipped: null })).toBeNull();
  });
});
