// What the screens that read stored runs show, the lecture and the story, and the words of a link for it. Words from elsewhere are checked one by one:
// what can't be followed is told, and the rest is.
import type { RunConfig } from '../experiments/index.ts';
import { screens } from './state.ts';
import type { ScreenId } from './state.ts';
import { noSweeping, sweepingIn, sweepingWords } from './sweep/sweeping.ts';
import type { Sweeping } from './sweep/sweeping.ts';
import { noTalking, talkingIn, talkingWords } from './talking.ts';
import type { ReadWord, Talking } from './talking.ts';

/** A choice of each list; '': all. */
export interface Filters {
  readonly iteration: string;
  readonly part: '' | 'training' | 'panel';
  readonly group: '' | 'gameable' | 'other';
  readonly scenario: string;
  readonly label: '' | 'desirable' | 'undesirable' | 'none';
  readonly harm: '' | 'harmful' | 'harmless' | 'untold';
  readonly veto: '' | 'vetoed' | 'passed';
  readonly text: string;
}

export const noFilters: Filters = {
  ...{ iteration: '', part: '', group: '', scenario: '', label: '', harm: '', veto: '', text: '' },
};

const orderNames = ['best', 'worst', 'newest', 'oldest', 'scenario'] as const;
export type OrderName = (typeof orderNames)[number];

export interface ListedPlace {
  readonly part: 'training' | 'panel';
  readonly iteration: number;
  readonly index: number;
}

/** What the Trajectories screen shows. */
export interface Listing {
  /** Null: the newest. */
  readonly run: string | null;
  readonly filters: Filters;
  readonly order: OrderName;
  /** The open conversation; null: none was chosen. */
  readonly open: ListedPlace | null;
}

export const noListing: Listing = { run: null, filters: noFilters, order: 'best', open: null };

const comparisons = ['iterations', 'runs', 'twins'] as const;
export type ComparisonKind = (typeof comparisons)[number];

/** What the Compare screen sets side by side. */
export interface Comparing {
  readonly kind: ComparisonKind;
  /** Null: the newest, and for the second one the newest other. */
  readonly run: string | null;
  readonly other: string | null;
  /** Iterations; null: the untrained on the left of two iterations, else the newest. */
  readonly a: number | null;
  readonly b: number | null;
  /** Indices in both panels; null: the most telling. */
  readonly pair: { readonly a: number; readonly b: number } | null;
}

export const noComparing: Comparing = { kind: 'iterations', run: null, other: null, a: null, b: null, pair: null };

/** The parts of the lecture, in their order. */
export const beats = ['twins', 'bet', 'play', 'scrub', 'veto', 'claim', 'sandbox'] as const;
export type Beat = (typeof beats)[number];

/** The chapters of the story, in their order. */
export const chapters = [
  ...(['rate', 'gameable', 'play', 'changed', 'twins', 'average'] as const),
  ...(['judge', 'table', 'critics', 'predict'] as const),
] as const;
export type Chapter = (typeof chapters)[number];

/** A word of a link that can't be followed, and the part of the link that it stands in. */
export interface RefusedWord {
  readonly part: string;
  readonly word: string;
}

export interface Looks {
  readonly screen: ScreenId;
  readonly lookedAt: number | null;
  readonly listing: Listing;
  readonly comparing: Comparing;
  readonly talking: Talking;
  readonly sweeping: Sweeping;
  readonly beat: Beat;
  readonly story: Chapter;
}

export const noLooks: Looks = {
  ...{ screen: 'run', lookedAt: null, listing: noListing, comparing: noComparing, talking: noTalking },
  ...{ sweeping: noSweeping, beat: 'twins', story: 'rate' },
};

/** Filters that have no other values. Of the others an iteration is a number, a scenario and a text are anything. */
const choices = {
  part: ['training', 'panel'],
  group: ['gameable', 'other'],
  label: ['desirable', 'undesirable', 'none'],
  harm: ['harmful', 'harmless', 'untold'],
  veto: ['vetoed', 'passed'],
} as const;
type ChoiceName = keyof typeof choices;
const choiceNames = ['part', 'group', 'label', 'harm', 'veto'] as const satisfies readonly ChoiceName[];

const iterationWord = /^\d{1,3}$/u;
const runWord = /^[\w-]{1,64}$/u;

/** Only what differs from what a screen shows by itself. */
export function wordsOf(looks: Looks): Record<string, string> {
  const { screen, lookedAt, listing, comparing, talking, sweeping, beat, story } = looks;
  const { filters, order, open } = listing;
  const { kind, a, b, pair } = comparing;
  const told = (['iteration', ...choiceNames] as const).filter((name) => filters[name] !== '');
  const numbers = (...all: readonly (number | null)[]): string => all.map((each) => String(each ?? '')).join(',');
  const words: readonly (readonly [string, string])[] = [
    // a chapter says by itself that the story is on show
    ['screen', screen === 'run' || screen === 'story' ? '' : screen],
    ['iteration', numbers(lookedAt)],
    ['run', listing.run ?? ''],
    ['filter', told.map((name) => `${name}:${filters[name]}`).join(',')],
    ['scenario', linkable(filters.scenario)],
    ['text', linkable(filters.text)],
    ['order', order === noListing.order ? '' : order],
    ['open', open ? `${open.part},${numbers(open.iteration, open.index)}` : ''],
    ['compare', kind === noComparing.kind ? '' : kind],
    ['left', comparing.run ?? ''],
    ['right', comparing.other ?? ''],
    ['compared', a === null && b === null ? '' : numbers(a, b)],
    ['pair', pair ? numbers(pair.a, pair.b) : ''],
    ...talkingWords(talking),
    ...sweepingWords(sweeping),
    ['beat', beat === noLooks.beat ? '' : beat],
    ['story', screen === 'story' ? story : ''],
  ];
  return Object.fromEntries(words.filter(([, word]) => word !== ''));
}

/** What no link would be read with stays out of it: a scenario may come from anybody's file. */
const linkable = (word: string): string => (/^[^\p{Cc}\p{Cs}]{0,120}$/u.test(word) ? word : '');

/** What the words of a link ask for; those of unknown names are passed over. `held`: see sweepingIn. */
export function looksIn(
  words: Readonly<Record<string, string>>,
  held: RunConfig | null = null,
): Looks & { readonly refused: readonly RefusedWord[] } {
  const refused: RefusedWord[] = [];
  const read: ReadWord = (name, none, valueOf) => {
    const word = words[name];
    if (word === undefined || word === '') return none;
    const value = valueOf(word);
    if (value === undefined) refused.push({ part: `view.${name}`, word });
    return value ?? none;
  };
  const oneOf =
    <Name extends string>(names: readonly Name[]) =>
    (word: string): Name | undefined =>
      names.find((name) => name === word);
  const run = (word: string): string | undefined => (runWord.test(word) ? word : undefined);
  const [a, b] = read('compared', [null, null], iterationsIn);
  return {
    screen: read('screen', words['story'] === undefined ? 'run' : 'story', oneOf(screens)),
    lookedAt: read('iteration', null, (word) => (iterationWord.test(word) ? Number(word) : undefined)),
    listing: {
      run: read('run', null, run),
      filters: {
        ...filtersIn(words['filter'] ?? '', (word) => refused.push({ part: 'view.filter', word })),
        ...{
          scenario: words['scenario'] ?? '',
          text: read('text', '', (word) => (word.length <= 100 ? word : undefined)),
        },
      },
      order: read('order', noListing.order, oneOf(orderNames)),
      open: read('open', null, placeIn),
    },
    comparing: {
      ...{ kind: read('compare', noComparing.kind, oneOf(comparisons)), a, b },
      ...{ run: read('left', null, run), other: read('right', null, run), pair: read('pair', null, pairIn) },
    },
    talking: talkingIn(read),
    sweeping: sweepingIn(read, held),
    beat: read('beat', noLooks.beat, oneOf(beats)),
    story: read('story', noLooks.story, oneOf(chapters)),
    refused,
  };
}

function filtersIn(list: string, refuse: (word: string) => void): Filters {
  const found: Record<string, string> = {};
  for (const word of list.split(',').filter((each) => each !== '')) {
    const [name = '', value = '', ...more] = word.split(':');
    const named = choiceNames.find((each) => each === name);
    const isValue = named
      ? (choices[named] as readonly string[]).includes(value)
      : name === 'iteration' && iterationWord.test(value);
    if (!isValue || more.length > 0 || Object.hasOwn(found, name)) refuse(word);
    else found[name] = value;
  }
  // each name and value has been compared with the lists above
  return { ...noFilters, ...(found as Partial<Filters>) };
}

function iterationsIn(word: string): [number | null, number | null] | undefined {
  const [all, a, b] = /^(\d{1,3})?,(\d{1,3})?$/u.exec(word) ?? [];
  if (all === undefined) return undefined;
  return [a === undefined ? null : Number(a), b === undefined ? null : Number(b)];
}

function placeIn(word: string): ListedPlace | undefined {
  const [, part, iteration, index] = /^(training|panel),(\d{1,3}),(\d{1,7})$/u.exec(word) ?? [];
  if (part === undefined) return undefined;
  return { part: part === 'panel' ? part : 'training', iteration: Number(iteration), index: Number(index) };
}

function pairIn(word: string): Comparing['pair'] | undefined {
  const [, a, b] = /^(\d{1,7}),(\d{1,7})$/u.exec(word) ?? [];
  return a === undefined ? undefined : { a: Number(a), b: Number(b) };
}
