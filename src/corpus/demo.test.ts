import { describe, expect, test } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import { demoLanguage, drawNote, noteReadings, noteText } from './demo.ts';

const stream = RandomStream.root(11).child('notes');
const notes = Array.from({ length: 20_000 }, () => drawNote(stream));
const inner = (note: readonly number[]): number[] => note.slice(1, -1);

/** The words of a text as tokens, by way of a note that has them. */
const tokens = new Map(notes.flatMap((note) => inner(note).map((token) => [noteText([token]), token] as const)));
const read = (text: string): number[] =>
  text.split(' ').map((word) => tokens.get(word.slice(0, 1).toUpperCase() + word.slice(1)) ?? -1);

describe('notes', () => {
  test('stand between two boundaries, use every token and no other, and fit', () => {
    const used = new Set(notes.flat());
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: demoLanguage.size }, (_, token) => token));
    expect(demoLanguage.size % 8).toBe(0);
    for (const note of notes) {
      expect([note[0], note.at(-1)]).toEqual([demoLanguage.boundary, demoLanguage.boundary]);
      expect(inner(note)).not.toContain(demoLanguage.boundary);
    }
    expect(Math.max(...notes.map((note) => note.length))).toBe(demoLanguage.longest);
  });

  test('have a single reading, without which the entropy would not be exact', () => {
    expect(notes.filter((note) => noteReadings(inner(note)) !== 1).map((note) => noteText(inner(note)))).toEqual([]);
  });

  test('depend on their stream alone', () => {
    const draw = (): number[] => drawNote(RandomStream.root(5).child('x'));
    expect(draw()).toEqual(draw());
  });
});

describe('rules', () => {
  test.each([
    ['the small goose near the owls sleeps at the park .', 1],
    ['the small goose near the owls sleep at the park .', 0],
    ['the small mice near the owl sleep at the park .', 1],
    ['if today is Sunday , tomorrow is Monday and yesterday was Saturday .', 1],
    ['if today is Sunday , tomorrow is Tuesday and yesterday was Saturday .', 0],
    ['two red cups and six blue cups make eight cups .', 1],
    ['two red cups and six blue cups make nine cups .', 0],
    ['two red cups and six blue kites make eight cups .', 0],
    ['six red cups and six pink cups make twelve cups .', 1],
    ['Ada and Karl came to the lake , Ada with her dog and Karl with his cat .', 1],
    ['Ada and Karl came to the lake , Ada with his dog and Karl with his cat .', 0],
    ['Ada lost the red cup . Karl found the red cup and Ada thanked Karl .', 1],
    ['Ada lost the red cup . Karl found the red cup and Karl thanked Ada .', 0],
    ['Ada lost the red cup . Ada found the red cup and Ada thanked Ada .', 0],
  ])('%s: %d', (text, readings) => {
    expect(read(text)).not.toContain(-1);
    expect(noteReadings(read(text))).toBe(readings);
  });
});

test('noteText writes capitals and marks as one does', () => {
  expect(noteText(read('the red cup . the cup , so Karl came .'))).toBe('The red cup. The cup, so Karl came.');
  expect(noteText(read('. cup'))).toBe('. Cup');
  expect(noteText([])).toBe('');
});

test('surprise of the best reader and of one who guesses blindly', () => {
  // Worked out in Python from a list of one example per kind of note and its number of fillings, such as 22 x 21 x 20 for the
  // three ages: (ln 11 + mean of the logarithms) / (mean number of words, and one for the boundary).
  expect(demoLanguage.bestNats).toBeCloseTo(0.7732496118052197, 12);
  expect(demoLanguage.uniformNats).toBeCloseTo(5.170483995038151, 12); // ln 176
});
