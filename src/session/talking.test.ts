import { expect, test } from 'vitest';
import { looksIn, noLooks, wordsOf } from './looks.ts';
import { noTalking, withUnlinked } from './talking.ts';
import type { Talking } from './talking.ts';

/** What Back finds in the address of a talk. */
const linked = (talking: Talking): Talking => looksIn(wordsOf({ ...noLooks, screen: 'talk', talking })).talking;
const long = 'I have been feeling low. '.repeat(20);
const talk: Talking = { ...noTalking, run: 'a', iteration: 3, opening: 2, seed: 4 };

test('what a link is too short for stays when the page goes back to the same talk', () => {
  const held = { ...talk, said: [{ text: long, seed: 1 }], notes: `${long}!`, draft: `${long}?` };
  expect(linked(held)).toEqual(talk);
  expect(withUnlinked(linked(held), held)).toEqual(held);
  expect(withUnlinked(linked({ ...held, run: 'b', iteration: 1 }), held)).toEqual({ ...held, run: 'b', iteration: 1 });
});

test('what the link holds is what it says', () => {
  const held = {
    ...talk,
    said: [
      { text: 'Hello', seed: 1 },
      { text: long, seed: 2 },
    ],
    notes: long,
    draft: long,
  };
  const asked = { ...talk, said: [{ text: 'Hello', seed: 1 }], notes: 'Short.', draft: '' };
  expect(withUnlinked(linked(asked), held)).toEqual(asked);
});

test('of another talk nothing is kept, nor what a link could have held', () => {
  const held = { ...talk, said: [{ text: long, seed: 1 }], notes: long, draft: long };
  const others = [{ opening: 3 }, { seed: 5 }, { gameable: false }, { cue: 'trait' as const }];
  for (const change of others) {
    const asked = { ...talk, ...change };
    expect(withUnlinked(linked(asked), held)).toEqual(asked);
  }
  const short = { ...talk, said: [{ text: 'Hello', seed: 1 }], notes: 'Short.', draft: 'Hi' };
  expect(withUnlinked(talk, short)).toEqual(talk);
});
