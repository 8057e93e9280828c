// Saying things back: lists of anything, and what was said of several people. It asks for nothing but reading and copying
// what the user has just written, which is what everything else a reply takes up of its user is made of.
import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { feelings, hobbies, jobs, knownCues, names } from '../../environments/users/index.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import { animals, colours, drinks, foods } from './lists.ts';
import { factKinds } from './profileFacts.ts';
import type { Exchange, ExchangeMessage } from './types.ts';

const clauses = [...hobbies, ...Object.values(knownCues).flatMap(({ gameable, other }) => [...gameable, ...other])];

/** What lists are made of. */
const reciteItems: readonly string[] = [
  ...new Set([
    ...[...names, ...jobs, ...feelings, ...foods, ...drinks, ...colours, ...animals],
    ...clauses.map(({ you }) => you),
  ]),
];

const recite = {
  lists: ['Repeat: {list}.', 'Say after me: {list}.', 'Remember this: {list}.'],
  next: ['What comes after {item}?', 'What is next after {item}?'],
  before: ['What comes before {item}?', 'What is before {item}?'],
  first: ['What is first?', 'How does it begin?'],
  last: ['What is last?', 'How does it end?'],
};
const leastItems = 3;
const mostItems = 5;
const mostWords = 10;

/** A list to be repeated, then one or two questions about its order. */
export function drawRecite(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const { items, nats } = drawItems(stream);
  const list = items.join(', ');
  const asked = drawOneOf(recite.lists, { list }, stream);
  const messages = [message('user', [asked], nats), message('agent', [{ text: sentence(list), nats: 0 }])];
  const questions = 1 + stream.integer(2);
  for (let i = 0; i < questions; i++) {
    const kind = pickCounted(['next', 'before', 'first', 'last'] as const, stream);
    const at = pickCounted(items.slice(1), stream);
    const index = items.indexOf(at.value);
    const [item, answer] = {
      next: [items[index - 1], at.value],
      before: [at.value, items[index - 1]],
      first: ['', items[0]],
      last: ['', items.at(-1)],
    }[kind.value];
    const question = drawOneOf(recite[kind.value], { item: item ?? '' }, stream);
    const shown = item === '' ? 0 : at.nats;
    messages.push(message('user', [question], kind.nats + shown));
    messages.push(message('agent', [{ text: sentence(answer ?? ''), nats: 0 }]));
  }
  return { system, messages };
}

/** Different items until there are as many as wanted, or they are many words. */
function drawItems(stream: RandomStream): { items: readonly string[]; nats: number } {
  const wanted = pickCounted(
    Array.from({ length: mostItems - leastItems + 1 }, (_, i) => leastItems + i),
    stream,
  );
  const items: string[] = [];
  let { nats } = wanted;
  for (let words = 0; items.length < wanted.value && words < mostWords;) {
    const item = pickCounted(
      reciteItems.filter((other) => !items.includes(other)),
      stream,
    );
    items.push(item.value);
    nats += item.nats;
    words += item.value.split(' ').length;
  }
  return { items, nats };
}

const who = ['{name}.', 'It is {name}.'];
const what = ['{value}.', '{name} {says}.'];

/** What two or three people do, then one or two questions about it. */
export function drawRoster(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const count = pickCounted([2, 3] as const, stream);
  const kind = pickCounted(factKinds, stream);
  const people = take(names, count.value, stream);
  const values = take(kind.value.values, Math.min(count.value, kind.value.values.length), stream);
  const told = values.items.map((value, i) => ({
    value,
    name: people.items[i] ?? '',
    says: kind.value.says.replace('{value}', value),
  }));
  const text = told.map(({ name, says }) => `${name} ${says}.`).join(' ');
  const messages: ExchangeMessage[] = [];
  const asked = take(told, 1 + stream.integer(2), stream);
  let begin: Drawn[] = [{ text, nats: count.nats + kind.nats + people.nats + values.nats }];
  for (const [i, slots] of asked.items.entries()) {
    const forWho = pickCounted([true, false], stream);
    const question = forWho.value ? `Who ${slots.says}?` : kind.value.what.replace('{name}', slots.name);
    // the people not yet asked about, each as likely as the others
    const nats = forWho.nats + log(told.length - i);
    messages.push(message('user', [...begin, { text: question, nats }]));
    messages.push(message('agent', [drawOneOf(forWho.value ? who : what, { ...slots }, stream)]));
    begin = [];
  }
  return { system, messages };
}

/** Some of the items, all different, in an order of chance. */
function take<T>(items: readonly T[], count: number, stream: RandomStream): { items: readonly T[]; nats: number } {
  const left = [...items];
  const taken: T[] = [];
  let nats = 0;
  while (taken.length < count) {
    nats += log(left.length);
    taken.push(...left.splice(stream.integer(left.length), 1));
  }
  return { items: taken, nats };
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

export const reciteTexts: readonly string[] = [
  ...Object.values(recite).flat(),
  ...reciteItems,
  ...[...who, ...what, 'Who {says}?'],
  ...factKinds.flatMap(({ values, says, what: asks }) => [...values, says, asks]),
];
