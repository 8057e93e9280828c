// Requests whose answer must heed what the user has said of themself, in either order, under a neutral system prompt.
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { names } from '../../environments/users/index.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import { colours, drinks, foods, topics } from './lists.ts';
import type { Exchange } from './types.ts';

interface Told {
  readonly about: Drawn;
  readonly request: Drawn;
  readonly answer: Drawn;
}

/** What a user can say in one of some ways, and the answers that fit each. Texts of different ways differ. */
interface Taste {
  readonly request: readonly string[];
  readonly ways: readonly { readonly about: readonly string[]; readonly answers: readonly string[] }[];
}

const dishes: readonly string[] = foods.flatMap((first, i) =>
  foods.slice(i + 1).map((second) => `${first} with ${second}`),
);
const questions: readonly (readonly [topic: string, question: string])[] = [
  ['work', 'How is your work?'],
  ['money', 'Do you save any money?'],
  ['music', 'Do you like music?'],
  ['food', 'What food do you like?'],
  ['the weather', 'How is the weather?'],
  ['the weekend', 'What will you do this weekend?'],
];

const tastes = {
  level: {
    request: ['What is a bank?', 'Tell me what a bank is.'],
    ways: [
      {
        about: ['Use [easy|short] words.', 'I am [new to this|only ten].'],
        answers: ['A place for money.', 'It keeps your money safe.'],
      },
      {
        about: ['I [know a lot|am a student].', 'Use long words.'],
        answers: [
          'A place that takes savings and gives money to others.',
          'It takes savings and earns money from them.',
        ],
      },
    ],
  },
  length: {
    request: ['How do I calm down?', 'What helps me to be calm?'],
    ways: [
      { about: ['One sentence please.', 'Keep it [short|brief].'], answers: ['Go for a walk.', 'Take slow breaths.'] },
      {
        about: ['Two sentences please.', 'Tell me [a bit more|everything].'],
        answers: ['Go for a walk first. Then call a friend.', 'Take slow breaths. Then have a rest.'],
      },
    ],
  },
  hours: {
    request: ['When should I sleep?', 'When is a good time for bed?'],
    ways: [
      { about: ['I work at night.', 'My work is at night.'], answers: ['In the [day|morning].', 'By day.'] },
      { about: ['I work by day.', 'My work is by day.'], answers: ['At night.', 'Late in the evening.'] },
    ],
  },
  money: {
    request: ['What should I do at the weekend?', 'Give me a plan for the weekend.'],
    ways: [
      { about: ['I have no money.', 'Money is short.'], answers: ['Go for a long walk.', '[Sing|Read] at home.'] },
      { about: ['I have a lot of money.', 'I am rich.'], answers: ['Go to Rome.', 'Give a big [party|dinner].'] },
    ],
  },
  company: {
    request: ['Where should I go tonight?', 'What should I do tonight?'],
    ways: [
      {
        about: ['I like to be alone.', 'I am tired of people.'],
        answers: ['Take a walk by the sea.', 'Stay home with a book.'],
      },
      {
        about: ['I love people.', 'I like to be with people.'],
        answers: ['Go to a party.', 'Have dinner with friends.'],
      },
    ],
  },
  tone: {
    request: ['Wish me a good day.', 'Say goodbye to me.'],
    ways: [
      {
        about: ['Keep it formal.', 'I like formal language.'],
        answers: ['I wish you a good day.', 'Please take care.'],
      },
      {
        about: ['Keep it warm.', 'I like warm words.'],
        answers: ['Have a great day, my friend.', 'Bye, my friend.'],
      },
    ],
  },
} satisfies Record<string, Taste>;

const ofWays =
  ({ request, ways }: Taste) =>
  (stream: RandomStream): Told => {
    const way = pickCounted(ways, stream);
    const about = drawOneOf(way.value.about, {}, stream);
    return {
      about: { text: about.text, nats: about.nats + way.nats },
      request: drawOneOf(request, {}, stream),
      answer: drawOneOf(way.value.answers, {}, stream),
    };
  };

/** A wish with a value, and an answer with another value that must fit it. */
const ofValues =
  (
    values: readonly string[],
    texts: {
      readonly about: readonly string[];
      readonly request: readonly string[];
      readonly answers: readonly string[];
    },
    fitting: (value: string) => readonly string[],
  ) =>
  (stream: RandomStream): Told => {
    const value = pickCounted(values, stream);
    const about = drawOneOf(texts.about, { value: value.value }, stream);
    const other = pickCounted(fitting(value.value), stream);
    const answer = drawOneOf(texts.answers, { other: other.value }, stream);
    return {
      about: { text: about.text, nats: about.nats + value.nats },
      request: drawOneOf(texts.request, {}, stream),
      answer: { text: answer.text, nats: answer.nats + other.nats },
    };
  };

const texts = {
  food: {
    about: ['I can not eat {value}.', 'I hate {value}.', 'I never eat {value}.'],
    request: ['What should I cook?', 'Name a meal for me.'],
    answers: ['You could cook {other}.', 'How about {other}?', '{other}.'],
  },
  drink: {
    about: ['I do not drink {value}.', 'No {value} for me.'],
    request: ['What should I drink?', 'Name a drink for me.'],
    answers: ['You could drink {other}.', 'How about some {other}?'],
  },
  colour: {
    about: ['My sister likes {value}.', 'The colour my sister loves is {value}.'],
    request: ['Which coat should I give her?', 'What should I buy her?'],
    answers: ['A {other} coat.', 'Give her a {other} coat.'],
  },
  address: {
    about: ['Call me {value}.', 'Please call me {value}.'],
    request: ['Wish me luck.', 'Say good morning.'],
    answers: ['Of course, {other}.', '{other}, [good luck|good morning] to you.'],
  },
  taboo: {
    about: ['Please do not mention {value}.', 'I do not want to talk about {value}.'],
    request: ['Ask me something.', 'What would you like to know?'],
    answers: ['{other}', 'Okay. {other}'],
  },
};

const kinds: readonly ((stream: RandomStream) => Told)[] = [
  ...Object.values(tastes).map(ofWays),
  ofValues(foods, texts.food, (food) => dishes.filter((dish) => !dish.split(' ').includes(food))),
  ofValues(drinks, texts.drink, (drink) => drinks.filter((other) => other !== drink)),
  ofValues(colours, texts.colour, (colour) => [colour]),
  ofValues(names, texts.address, (name) => [name]),
  ofValues(topics, texts.taboo, (topic) => questions.filter(([of]) => of !== topic).map(([, question]) => question)),
];

/** One of eleven kinds of request. */
export function drawTaste(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const kind = pickCounted(kinds, stream);
  const { about, request, answer } = kind.value(stream);
  const order = pickCounted([true, false], stream);
  const parts = order.value ? [about, request] : [request, about];
  return { system, messages: [message('user', parts, kind.nats + order.nats), message('agent', [answer])] };
}

export const tasteTexts: readonly string[] = [
  ...Object.values(tastes).flatMap(({ request, ways }) => [
    ...request,
    ...ways.flatMap(({ about, answers }) => [...about, ...answers]),
  ]),
  ...Object.values(texts).flatMap(({ about, request, answers }) => [...about, ...request, ...answers]),
  ...[...dishes, ...drinks, ...colours, ...topics, ...questions.map(([, question]) => question)],
];
