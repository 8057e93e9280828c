import { describe, expect, test } from 'vitest';
import { featuresOf, namedFeatures, places } from './features.ts';

const notes = { notes: 'Trusts me.' };

describe('features of a reply', () => {
  test('are its words, pairs of words of one sentence, and words beside each word of the notes', () => {
    const named = namedFeatures(notes, 'Go, go! Now.');
    const alone = named.filter(({ phrase }) => phrase.notes === null).map(({ phrase }) => phrase.reply);
    const pairs = ['go ,', 'go go', 'go !', ', go', ', !', 'now .'];
    expect(alone).toEqual(['go', ',', '!', 'now', '.', ...pairs]);
    // five words beside three of the notes, the full stop among them
    expect(named).toHaveLength(alone.length + 5 * 3);
    expect(new Set(named.map(({ phrase }) => phrase.notes))).toEqual(new Set([null, 'trusts', 'me', '.']));
    expect(new Set(named.map(({ place }) => place))).toEqual(new Set(featuresOf(notes, 'Go, go! Now.')));
  });

  test('are places in rising order, each once', () => {
    const found = [...featuresOf(notes, 'Since you trust me, go ahead.')];
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(found.every((place) => place >= 0 && place < places)).toBe(true);
  });

  test('depend on the notes only where they stand beside them', () => {
    const [with_, without] = [featuresOf(notes, 'Go.'), featuresOf({ notes: null }, 'Go.')];
    expect([...without].every((place) => with_.includes(place))).toBe(true);
    expect(with_.length).toBeGreaterThan(without.length);
    expect(featuresOf({ notes: 'Doubts me.' }, 'Go.')).not.toEqual(with_);
  });

  test('spread over all places', () => {
    const words = Array.from({ length: 400 }, (_, i) => `w${String(i)}`);
    const found = featuresOf({ notes: null }, words.join(' '));
    // 400 words and 79,800 pairs at 65,536 places leave a share of e^-1.22 empty
    expect(found.length / places).toBeCloseTo(1 - Math.exp(-80_200 / places), 1);
  });

  test('are none where there are no words', () => {
    expect(featuresOf(notes, ' 🙂 ')).toHaveLength(0);
    expect(featuresOf({ notes: null }, 'Ä ß')).toHaveLength(3);
  });
});
