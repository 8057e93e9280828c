// Words that no vocabulary has, so that a model learns to spell and to copy them.
import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import type { Drawn } from '../../core/text/index.ts';

const consonants = 'b d f g k l m n p r s t v z'.split(' ');
const vowels = 'a e i o u'.split(' ');
const endings = ['', 'n', 'r', 's', 'l', 'k', 'st'];

/** A pronounceable word of 4 to 8 letters: two or three syllables of a consonant and a vowel, then perhaps an ending. */
export function drawNewWord(stream: RandomStream): Drawn {
  const syllables = 2 + stream.integer(2);
  let text = '';
  for (let i = 0; i < syllables; i++) text += stream.pick(consonants) + stream.pick(vowels);
  text += stream.pick(endings);
  return { text, nats: log(2 * endings.length) + syllables * log(consonants.length * vowels.length) };
}

/** The same as a name. */
export function drawNewName(stream: RandomStream): Drawn {
  const { text, nats } = drawNewWord(stream);
  return { text: text.slice(0, 1).toUpperCase() + text.slice(1), nats };
}
