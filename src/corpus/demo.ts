// A made-up language of short notes for the first page: small enough for a tiny model to learn within a minute, with more and
// more to find out: which words follow which, agreement over a distance, the order of days, sums, who did what with whom.
import { log } from '../core/math/index.ts';
import type { RandomStream } from '../core/rng/index.ts';
import { countReadings, drawSentence, entropyPerToken } from './templateGrammar.ts';
import type { Choice, Chosen, Template } from './templateGrammar.ts';

const women = ['Ada', 'Bea', 'Clara', 'Dina', 'Emma', 'Freya', 'Greta', 'Hana', 'Iris', 'Juno', 'Vera'];
const men = ['Karl', 'Leo', 'Milan', 'Nils', 'Omar', 'Paul', 'Ravi', 'Sam', 'Theo', 'Yusuf', 'Max'];
const people = [...women, ...men];
const colours = ['red', 'blue', 'green', 'yellow', 'white', 'black', 'brown', 'grey', 'purple', 'pink'];
const qualities = ['small', 'big', 'young', 'old', 'quiet', 'tired', 'happy', 'brave', 'calm', 'proud'];
const oneThing = ['cup', 'kite', 'lamp', 'map', 'pen', 'coat', 'drum', 'bell', 'book', 'ball', 'chair', 'basket'];
const manyThings = oneThing.map((thing) => `${thing}s`);
const oneAnimal = ['dog', 'cat', 'goat', 'duck', 'horse', 'hen', 'rabbit', 'owl', 'bear', 'fox', 'goose', 'mouse'];
const manyAnimals = [...oneAnimal.slice(0, 9).map((animal) => `${animal}s`), 'foxes', 'geese', 'mice'];
const manyDo = ['sleep', 'wait', 'play', 'rest', 'hide', 'eat', 'walk', 'jump', 'sing', 'swim'];
const oneDoes = manyDo.map((verb) => `${verb}s`);
const places = [
  ...[
    'garden',
    'kitchen',
    'barn',
    'library',
    'station',
    'market',
    'school',
    'forest',
    'park',
    'harbour',
    'lake',
    'river',
  ],
  ...['museum', 'office', 'bridge'],
];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const numbers = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const summands = numbers.slice(0, 5);
const fixedWords = [
  ...[
    '.',
    ',',
    'a',
    'after',
    'and',
    'at',
    'before',
    'belongs',
    'came',
    'found',
    'gave',
    'has',
    'her',
    'his',
    'if',
    'is',
  ],
  ...['lost', 'make', 'near', 'older', 'on', 'put', 'so', 'than', 'thanked', 'the', 'to', 'today', 'tomorrow', 'was'],
  ...['with', 'yesterday'],
];

/** Stands before and after every note. */
const boundary = '';

const vocabulary: readonly string[] = [
  ...[boundary, ...fixedWords, ...people, ...colours, ...qualities, ...oneThing, ...manyThings],
  ...[...oneAnimal, ...manyAnimals, ...oneDoes, ...manyDo, ...places, ...days, ...numbers],
];
const tokenOf = new Map(vocabulary.map((word, token) => [word, token]));

const person = (as: string, ...except: string[]): Choice => ({ as, from: people, except });
const colour = (as: string, ...except: string[]): Choice => ({ as, from: colours, except });
const thing = (as: string, ...except: string[]): Choice => ({ as, from: oneThing, except });
const animal = (as: string, ...except: string[]): Choice => ({ as, from: oneAnimal, except });
const place: Choice = { as: 'place', from: places };
const day: Choice = { as: 'day', from: days };

type FromChosen = (chosen: Chosen) => string;

function again(as: string): FromChosen {
  return (chosen) => chosen[as] ?? '';
}

function herOrHis(as: string): FromChosen {
  return (chosen) => (women.includes(chosen[as] ?? '') ? 'her' : 'his');
}

function dayLater(distance: number): FromChosen {
  return (chosen) => days[(days.indexOf(chosen['day'] ?? '') + distance) % days.length] ?? '';
}

function sum(chosen: Chosen): string {
  // Both lists of numbers begin with two.
  return numbers[summands.indexOf(chosen['count'] ?? '') + summands.indexOf(chosen['more'] ?? '') + 2] ?? '';
}

/** The verb agrees with the first animal, not with the nearer one. */
function agreement(first: readonly string[], second: readonly string[], verbs: readonly string[]): Template {
  return [
    ...['the', { as: 'quality', from: qualities }, { as: 'first', from: first }, 'near', 'the'],
    ...[{ as: 'second', from: second }, { as: 'verb', from: verbs }, 'at', 'the', place, '.'],
  ];
}

/** Two people, two things, and a matter of memory: which belongs to whom? */
function ownership(asked: '1' | '2', then: '1' | '2'): Template {
  const owned = (which: '1' | '2'): Template => [
    ...['the', again(`colour${which}`), again(`thing${which}`), 'belongs', 'to', again(`person${which}`)],
  ];
  return [
    ...[
      person('person1'),
      'has',
      'a',
      colour('colour1'),
      thing('thing1'),
      'and',
      person('person2', 'person1'),
      'has',
      'a',
    ],
    ...[colour('colour2', 'colour1'), thing('thing2', 'thing1'), '.', ...owned(asked), 'and', ...owned(then), '.'],
  ];
}

const templates: readonly Template[] = [
  [
    ...[
      person('giver'),
      'gave',
      person('taker', 'giver'),
      'the',
      colour('colour'),
      thing('thing'),
      '.',
      again('taker'),
    ],
    ...['thanked', again('giver'), 'and', 'put', 'the', again('colour'), again('thing'), 'near', 'the', place, '.'],
  ],
  [
    ...[person('loser'), 'lost', 'the', colour('colour'), thing('thing'), '.', person('finder', 'loser'), 'found'],
    ...['the', again('colour'), again('thing'), 'and', again('loser'), 'thanked', again('finder'), '.'],
  ],
  agreement(oneAnimal, manyAnimals, oneDoes),
  agreement(manyAnimals, oneAnimal, manyDo),
  ownership('1', '2'),
  ownership('2', '1'),
  [
    ...['on', day, person('first'), 'came', 'to', 'the', place, 'before', person('second', 'first'), ',', 'so'],
    ...[again('second'), 'came', 'after', again('first'), '.'],
  ],
  ['if', 'today', 'is', day, ',', 'tomorrow', 'is', dayLater(1), 'and', 'yesterday', 'was', dayLater(6), '.'],
  [
    ...[{ as: 'count', from: summands }, colour('colour1'), { as: 'things', from: manyThings }, 'and'],
    ...[
      { as: 'more', from: summands },
      colour('colour2', 'colour1'),
      again('things'),
      'make',
      sum,
      again('things'),
      '.',
    ],
  ],
  [
    ...[
      person('oldest'),
      'is',
      'older',
      'than',
      person('middle', 'oldest'),
      'and',
      again('middle'),
      'is',
      'older',
      'than',
    ],
    ...[
      person('youngest', 'oldest', 'middle'),
      ',',
      'so',
      again('oldest'),
      'is',
      'older',
      'than',
      again('youngest'),
      '.',
    ],
  ],
  [
    ...[person('first'), 'and', person('second', 'first'), 'came', 'to', 'the', place, ',', again('first'), 'with'],
    ...[
      herOrHis('first'),
      animal('pet'),
      'and',
      again('second'),
      'with',
      herOrHis('second'),
      animal('other', 'pet'),
      '.',
    ],
  ],
];

/** The language as a model meets it: numbered tokens, and how surprising they are. */
export const demoLanguage = {
  /** Number of tokens, the boundary included: a multiple of 8, as the engine wants it. */
  size: vocabulary.length,
  /** The token before and after every note. */
  boundary: 0,
  /** Tokens of the longest note with its two boundaries. */
  longest: Math.max(...templates.map((template) => template.length)) + 2,
  /** For a reader who holds all tokens for equally likely, nats a token. */
  uniformNats: log(vocabulary.length),
  /** For a reader who knows the language, nats a token: the least that any model can reach on average. */
  bestNats: entropyPerToken(templates),
} as const;

/** A note as tokens, between two boundaries. */
export function drawNote(stream: RandomStream): number[] {
  const words = drawSentence(templates, stream);
  return [boundary, ...words, boundary].map((word) => tokenOf.get(word) ?? unknown(word));
}

/** In how many ways the tokens, without boundaries, are a note of the language: 0 for those that break a rule. */
export function noteReadings(tokens: readonly number[]): number {
  return countReadings(templates, tokens.map(wordOf));
}

/** The tokens, without boundaries, as one writes them: capitals where a sentence starts, no space before a mark. */
export function noteText(tokens: readonly number[]): string {
  let text = '';
  for (const word of tokens.map(wordOf)) {
    if (word === '.' || word === ',') text += word;
    else if (text === '') text += capitalised(word);
    else text += ` ${text.endsWith('.') ? capitalised(word) : word}`;
  }
  return text;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function wordOf(token: number): string {
  return vocabulary[token] ?? unknown(String(token));
}

function unknown(word: string): never {
  throw new RangeError(`"${word}" is not in the demo's vocabulary`);
}
