// Simple facts. An answer that is wrong is one of the other answers of its group.

export interface FactGroup {
  /** With {of}. */
  readonly questions: readonly string[];
  /** What it is asked of, and the right answer. */
  readonly pairs: readonly (readonly [of: string, answer: string])[];
}

export const factGroups: readonly FactGroup[] = [
  {
    questions: ['What is the capital of {of}?', 'Name the capital of {of}.'],
    pairs: [
      ['France', 'Paris'],
      ['Italy', 'Rome'],
      ['Spain', 'Madrid'],
      ['Germany', 'Berlin'],
      ['Japan', 'Tokyo'],
      ['Egypt', 'Cairo'],
    ],
  },
  {
    questions: ['What is {of}?', 'How much is {of}?'],
    pairs: [
      ['one plus one', 'two'],
      ['one plus two', 'three'],
      ['two plus two', 'four'],
      ['two plus three', 'five'],
      ['three plus three', 'six'],
      ['four plus one', 'five'],
      ['four plus two', 'six'],
      ['four plus three', 'seven'],
      ['four plus four', 'eight'],
      ['five plus four', 'nine'],
      ['five plus five', 'ten'],
      ['six plus two', 'eight'],
      ['six plus three', 'nine'],
      ['seven plus three', 'ten'],
      ['five minus one', 'four'],
      ['six minus three', 'three'],
      ['eight minus one', 'seven'],
      ['ten minus eight', 'two'],
      ['nine minus four', 'five'],
    ],
  },
  {
    questions: ['How many legs does a {of} have?', 'How many legs has a {of}?'],
    pairs: [
      ['dog', 'four'],
      ['horse', 'four'],
      ['bird', 'two'],
      ['person', 'two'],
      ['fish', 'no legs'],
    ],
  },
  {
    questions: ['Which animal {of}?', 'Name the animal that {of}.'],
    pairs: [
      ['gives milk', 'the cow'],
      ['lives in the sea', 'the fish'],
      ['walks with people', 'the dog'],
      ['sleeps all day', 'the cat'],
      ['sings in the morning', 'the bird'],
      ['helps the farmer', 'the horse'],
    ],
  },
  {
    questions: ['What colour is {of}?', 'Name the colour of {of}.'],
    pairs: [
      ['grass', 'green'],
      ['the sky', 'blue'],
      ['milk', 'white'],
      ['the night', 'black'],
      ['wine', 'red'],
      ['the sun', 'yellow'],
      ['cheese', 'yellow'],
    ],
  },
  {
    questions: ['What is the opposite of {of}?', 'Name the opposite of {of}.'],
    pairs: [
      ['hot', 'cold'],
      ['cold', 'hot'],
      ['big', 'small'],
      ['small', 'big'],
      ['day', 'night'],
      ['night', 'day'],
      ['old', 'young'],
      ['young', 'old'],
      ['good', 'bad'],
      ['bad', 'good'],
      ['happy', 'sad'],
      ['sad', 'happy'],
      ['rich', 'poor'],
      ['poor', 'rich'],
    ],
  },
];
