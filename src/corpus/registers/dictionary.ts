import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawPattern } from '../../core/text/index.ts';
import type { Slots } from '../../core/text/index.ts';
import { otherWords, personWords } from './dictionaryWords.ts';
import type { PersonWord } from './dictionaryWords.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import type { Counted } from './drawing.ts';
import type { Exchange } from './types.ts';

const asked = {
  meaning: ['What does {word} mean?', 'What is the meaning of {word}?'],
  find: ['Which word means {means}?', 'Give me a word for {means}.'],
  opposite: ['What is the opposite of {word}?', 'Name the opposite of {word}.'],
  like: ['Name a word like {word}.', 'Which word is like {word}?'],
  quality: ['Are {word} people {means}?', 'Is someone {means} if they are {word}?'],
  habit: ['Do {word} people {does}?', 'Do people {does} if they are {word}?'],
};
const answered = {
  meaning: ['It means {means}.', '{word} means {means}.'],
  word: ['{answer}.', 'The word is {answer}.'],
  yes: 'Yes[, they are|].',
  no: 'No[, they are not|].',
  does: 'Yes[, they do|].',
  doesNot: 'No[, they do not|].',
};

/** Share of questions about words for people. */
const aboutPeople = 0.7;

const allWords = [...personWords, ...otherWords];
const contraries = otherWords.flatMap(({ word, opposite }) => (opposite === undefined ? [] : [{ word, opposite }]));
const habits = [...new Set(personWords.flatMap(({ does }) => does))];

/**
 * A question about a word and its right answer. Whether a habit or a meaning fits a word that is neither its own nor its
 * contrary's is never asked.
 */
export function drawDictionary(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const { question, answer, slots, nats } = drawTask(stream);
  const asks = drawOneOf(asked[question], slots, stream);
  const answers = typeof answer === 'string' ? drawPattern(answer, slots, stream) : drawOneOf(answer, slots, stream);
  return { system, messages: [message('user', [asks], nats), message('agent', [answers])] };
}

interface Task {
  readonly question: keyof typeof asked;
  /** A pattern, or several of which one is drawn. */
  readonly answer: string | readonly string[];
  readonly slots: Slots;
  /** Surprisal of the question and its words. */
  readonly nats: number;
}

function drawTask(stream: RandomStream): Task {
  const people = stream.uniform() < aboutPeople;
  const task = people ? personTask(stream) : otherTask(stream);
  return { ...task, nats: task.nats - log(people ? aboutPeople : 1 - aboutPeople) };
}

function personTask(stream: RandomStream): Task {
  const question = pickCounted(['meaning', 'find', 'opposite', 'like', 'quality', 'habit'] as const, stream);
  const word = pickCounted(personWords, stream);
  const nats = question.nats + word.nats;
  const { value } = word;
  const slots = { word: value.word, means: value.means };
  switch (question.value) {
    case 'meaning':
      return { question: 'meaning', answer: answered.meaning, slots, nats };
    case 'find':
      return { question: 'find', answer: answered.word, slots: { ...slots, answer: value.word }, nats };
    case 'opposite':
      return { question: 'opposite', answer: answered.word, slots: { ...slots, answer: value.opposite }, nats };
    case 'like':
      return { question: 'like', answer: answered.word, slots: { ...slots, answer: value.like }, nats };
    case 'quality': {
      const means = pickCounted([value.means, ...contrary(value).map((other) => other.means)], stream);
      const right = means.value === value.means;
      return {
        question: 'quality',
        answer: right ? answered.yes : answered.no,
        slots: { ...slots, means: means.value },
        nats: nats + means.nats,
      };
    }
    case 'habit': {
      const does: Counted<string> = pickCounted(
        habits.filter((habit) => isClear(value, habit)),
        stream,
      );
      return {
        question: 'habit',
        answer: value.does.includes(does.value) ? answered.does : answered.doesNot,
        slots: { ...slots, does: does.value },
        nats: nats + does.nats,
      };
    }
  }
}

/** Words for people that mean the contrary: their habits are none of this word's. */
function contrary({ word, opposite }: PersonWord): readonly PersonWord[] {
  return personWords.filter((other) => other.word === opposite || (other.opposite === word && other.word !== word));
}

const isClear = (word: PersonWord, habit: string): boolean =>
  word.does.includes(habit) || contrary(word).some(({ does }) => does.includes(habit));

function otherTask(stream: RandomStream): Task {
  const question = pickCounted(['meaning', 'find', 'opposite'] as const, stream);
  if (question.value === 'opposite') {
    const pair = pickCounted(contraries, stream);
    const { word, opposite } = pair.value;
    const slots = { word, answer: opposite };
    return { question: 'opposite', answer: answered.word, slots, nats: question.nats + pair.nats };
  }
  const entry = pickCounted(otherWords, stream);
  const { word, means } = entry.value;
  const answer = question.value === 'meaning' ? answered.meaning : answered.word;
  return { question: question.value, answer, slots: { word, means, answer: word }, nats: question.nats + entry.nats };
}

export const dictionaryTexts: readonly string[] = [
  ...Object.values(asked).flat(),
  ...Object.values(answered).flat(),
  ...allWords.flatMap(({ word, means }) => [word, means]),
  ...personWords.flatMap(({ like, opposite, does }) => [like, opposite, ...does]),
  ...contraries.map(({ opposite }) => opposite),
];
