// Reading comprehension: who said to be what. The answer always stands in the text or follows from the words.
import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawPattern } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { names } from '../../environments/users/index.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import { factKinds, traits } from './profileFacts.ts';
import type { FactKind } from './profileFacts.ts';
import type { Exchange } from './types.ts';

const two = '{a} {saysA}. {b} {saysB}.';
const one = '{a} {saysA} and {saysB}.';
const whoAsks = ['Who {says}?', 'Tell me who {says}.'];
const whoAnswers = ['{name}.', '{name} {says}.', 'It is {name}.'];
const whatAnswers = ['{value}.', '{name} {says}.'];
const isAsks = ['Is {name} [easy|hard] to persuade?'];
const comparisons = { easy: 'Who is easy to persuade?', hard: 'Who is hard to persuade?' };

/** A text about one or two people and a question about it. */
export function drawProfile(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const kind = pickCounted([onePerson, contrastedFacts, contrastedTraits, judged] as const, stream);
  const { text, question, answer } = kind.value(stream);
  return { system, messages: [message('user', [text, question], kind.nats), message('agent', [answer])] };
}

interface Task {
  readonly text: Drawn;
  readonly question: Drawn;
  readonly answer: Drawn;
}

/** Two facts of one person, and what one of them is. */
function onePerson(stream: RandomStream): Task {
  const name = pickCounted(names, stream);
  const kinds = pickTwo(factKinds, stream);
  const values = kinds.value.map(({ values: list }) => pickCounted(list, stream));
  const told = kinds.value.map((kind, i) => ({ kind, value: values[i]?.value ?? '' }));
  const [first, second] = told.map(({ kind, value }) => fill(kind.says, { value }));
  const text = fill(one, { a: name.value, saysA: first ?? '', saysB: second ?? '' });
  const asked = pickCounted(told, stream);
  return {
    text: { text, nats: name.nats + kinds.nats + values.reduce((sum, { nats }) => sum + nats, 0) },
    ...whatTask(name.value, asked.value.kind, asked.value.value, asked.nats, stream),
  };
}

/** The same kind of fact of two people: who, or what of one of them. */
function contrastedFacts(stream: RandomStream): Task {
  const people = pickTwo(names, stream);
  const kind = pickCounted(factKinds, stream);
  const values = pickTwo(kind.value.values, stream);
  const says = values.value.map((value) => fill(kind.value.says, { value }));
  const text = toldOfTwo(people.value, says, people.nats + kind.nats + values.nats);
  const at = pickCounted([0, 1] as const, stream);
  const name = people.value[at.value];
  const forWho = pickCounted([true, false], stream);
  const nats = at.nats + forWho.nats;
  if (forWho.value) return { text, ...whoTask(name, says[at.value] ?? '', nats, stream) };
  return { text, ...whatTask(name, kind.value, values.value[at.value], nats, stream) };
}

/** One who is easy and one who is hard to persuade: who has one of the two traits, or who is easy or hard to persuade. */
function contrastedTraits(stream: RandomStream): Task {
  const people = pickTwo(names, stream);
  const easyFirst = pickCounted([true, false], stream);
  const order = easyFirst.value ? (['easy', 'hard'] as const) : (['hard', 'easy'] as const);
  const says = order.map((side) => pickCounted(traits[side], stream));
  const saysNats = says.reduce((sum, { nats }) => sum + nats, 0);
  const told = says.map(({ value }) => value);
  const text = toldOfTwo(people.value, told, people.nats + easyFirst.nats + saysNats);
  const at = pickCounted([0, 1] as const, stream);
  const name = people.value[at.value];
  const plainly = pickCounted([true, false], stream);
  const nats = at.nats + plainly.nats;
  if (plainly.value) return { text, ...whoTask(name, told[at.value] ?? '', nats, stream) };
  const side = order[at.value];
  const answer = drawOneOf(whoAnswers, { name, says: `is ${side} to persuade` }, stream);
  return { text, question: { text: comparisons[side], nats }, answer };
}

/** Whether someone is easy, or hard, to persuade. */
function judged(stream: RandomStream): Task {
  const name = pickCounted(names, stream);
  const side = pickCounted(['easy', 'hard'] as const, stream);
  const trait = pickCounted(traits[side.value], stream);
  const question = drawOneOf(isAsks, { name: name.value }, stream);
  const yes = question.text.includes(` ${side.value} `);
  return {
    text: { text: `${name.value} ${trait.value}.`, nats: name.nats + side.nats + trait.nats },
    question,
    answer: drawPattern(yes ? 'Yes[, {name} is|].' : 'No[, {name} is not|].', { name: name.value }, stream),
  };
}

function whoTask(name: string, says: string, nats: number, stream: RandomStream): Pick<Task, 'question' | 'answer'> {
  const question = drawOneOf(whoAsks, { says }, stream);
  return {
    question: { ...question, nats: question.nats + nats },
    answer: drawOneOf(whoAnswers, { name, says }, stream),
  };
}

function whatTask(
  name: string,
  kind: FactKind,
  value: string,
  nats: number,
  stream: RandomStream,
): Pick<Task, 'question' | 'answer'> {
  const slots = { name, value, says: fill(kind.says, { value }) };
  return { question: { text: fill(kind.what, { name }), nats }, answer: drawOneOf(whatAnswers, slots, stream) };
}

function toldOfTwo([a, b]: readonly [string, string], [saysA, saysB]: readonly string[], nats: number): Drawn {
  return { text: fill(two, { a, b, saysA: saysA ?? '', saysB: saysB ?? '' }), nats };
}

/** Two different items in their order. */
function pickTwo<T>(items: readonly T[], stream: RandomStream): { value: readonly [T, T]; nats: number } {
  const first = stream.pick(items);
  const second = stream.pick(items.filter((item) => item !== first));
  return { value: [first, second], nats: log(items.length) + log(items.length - 1) };
}

const fill = (source: string, slots: Readonly<Record<string, string>>): string =>
  source.replace(/\{(\w+)\}/gu, (_, slot: string) => slots[slot] ?? '');

export const profileTexts: readonly string[] = [
  ...[two, one, ...whoAsks, ...whoAnswers, ...whatAnswers, ...isAsks, ...Object.values(comparisons)],
  ...['Yes[, {name} is|].', 'No[, {name} is not|].', ...traits.easy, ...traits.hard],
  ...factKinds.flatMap(({ values, says, what }) => [...values, says, what]),
];
