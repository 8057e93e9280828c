import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyChanges } from '../../test/support/anyConfig.ts';
import { ownScenario } from '../../test/support/ownCase.ts';
import { parseConfig } from '../experiments/index.ts';
import { addressOf, readAddress } from './address.ts';
import { holdsOwnWords, holdsUsers, linksOf } from './links.ts';
import { beats, chapters, noComparing, noFilters, noListing } from './looks.ts';
import { screens } from './state.ts';
import type { SessionState } from './state.ts';
import { noSweeping, sweepMeasures } from './sweep/sweeping.ts';
import type { SweepAxis, Sweeping } from './sweep/sweeping.ts';
import { isTooLongForLink, nobody, noTalking } from './talking.ts';

const read = (view: string) => readAddress(`#v=1&p=therapy-50&${view}`);

test.each([
  ['view.screen=compare&view.compared=0,8', { screen: 'compare', comparing: { ...noComparing, a: 0, b: 8 } }],
  ['view.compared=,8', { comparing: { ...noComparing, b: 8 } }],
  ['view.compare=twins&view.compared=3,', { comparing: { ...noComparing, kind: 'twins', a: 3 } }],
  [
    'view.left=ab12&view.right=c-d_e&view.pair=3,17',
    { comparing: { ...noComparing, run: 'ab12', other: 'c-d_e', pair: { a: 3, b: 17 } } },
  ],
  ['view.screen=trajectories', { screen: 'trajectories', listing: noListing }],
  [
    'view.filter=iteration:0,harm:untold',
    { listing: { ...noListing, filters: { ...noFilters, iteration: '0', harm: 'untold' } } },
  ],
  [
    'view.text=don%E2%80%99t%20%3Cb%3E%26',
    { listing: { ...noListing, filters: { ...noFilters, text: 'don’t <b>&' } } },
  ],
  [
    'view.open=panel,3,128&view.order=worst',
    { listing: { ...noListing, open: { part: 'panel', iteration: 3, index: 128 }, order: 'worst' } },
  ],
  [
    'view.screen=talk&view.speaker=ab12&view.policy=2&view.topic=theft&view.user=other&view.cue=colour',
    {
      screen: 'talk',
      talking: { ...noTalking, run: 'ab12', iteration: 2, scenario: 'theft', gameable: false, cue: 'colour' },
    },
  ],
  [
    'view.opening=7&view.seed=3&view.said=%5B%5B1,null%5D,%5B2,%22%3Cb%3E%20%F0%9F%9A%80%22%5D%5D',
    {
      talking: {
        ...noTalking,
        opening: 7,
        seed: 3,
        said: [
          { seed: 1, text: null },
          { seed: 2, text: '<b> 🚀' },
        ],
      },
    },
  ],
  ['view.notes=%22%22&view.draft=%22%D9%85%5Cn%26%22', { talking: { ...noTalking, notes: '', draft: 'م\n&' } }],
  ['view.screen=lecture&view.beat=scrub', { screen: 'lecture', beat: 'scrub' }],
  ['view.screen=lecture', { screen: 'lecture', beat: 'twins' }],
  ['view.story=twins', { screen: 'story', story: 'twins' }],
  ['view.screen=story', { screen: 'story', story: 'rate' }],
  ['view.screen=claims&view.story=judge', { screen: 'claims', story: 'judge' }],
  ['view.mood=good', { listing: noListing, comparing: noComparing }],
])('what is looked at is read from %s', (view, expected) => {
  expect(read(view)).toMatchObject({ ...expected, refusedWords: [], linkFault: null });
});

describe('what makes no sense is told, and the rest is opened', () => {
  test.each([
    ['view.compared=8', 'view.compared', '8'],
    ['view.compared=1,-2', 'view.compared', '1,-2'],
    ['view.compared=1,2,3', 'view.compared', '1,2,3'],
    ['view.compared=1,9999', 'view.compared', '1,9999'],
    ['view.screen=admin', 'view.screen', 'admin'],
    ['view.iteration=x', 'view.iteration', 'x'],
    ['view.run=../../etc', 'view.run', '../../etc'],
    ['view.filter=label:none,harm:evil', 'view.filter', 'harm:evil'],
    ['view.filter=label:none,__proto__:x', 'view.filter', '__proto__:x'],
    ['view.filter=label:none,constructor', 'view.filter', 'constructor'],
    ['view.filter=label:none,label:desirable', 'view.filter', 'label:desirable'],
    ['view.filter=label:none,iteration:-1', 'view.filter', 'iteration:-1'],
    ['view.order=random', 'view.order', 'random'],
    ['view.open=panel,3', 'view.open', 'panel,3'],
    ['view.open=kitchen,3,4', 'view.open', 'kitchen,3,4'],
    ['view.compare=everything', 'view.compare', 'everything'],
    ['view.pair=1', 'view.pair', '1'],
    ['view.beat=3', 'view.beat', '3'],
    ['view.base=p:cooking', 'view.base', 'p:cooking'],
    ['view.base=p:therapy,beta:0', 'view.base', 'p:therapy,beta:0'],
    ['view.base=p:therapy,mood:good', 'view.base', 'p:therapy,mood:good'],
    ['view.base=../..', 'view.base', '../..'],
    ['view.rows=beta', 'view.rows', 'beta'],
    ['view.rows=beta:', 'view.rows', 'beta:'],
    ['view.rows=beta:0.1,0', 'view.rows', 'beta:0.1,0'],
    ['view.rows=beta:0.1,0.10', 'view.rows', 'beta:0.1,0.10'],
    ['view.rows=beta:1,2,3,4,5,6,7,8,9', 'view.rows', 'beta:1,2,3,4,5,6,7,8,9'],
    ['view.rows=seed:1,2', 'view.rows', 'seed:1,2'],
    ['view.rows=scenarios:theft', 'view.rows', 'scenarios:theft'],
    ['view.rows=toString:1', 'view.rows', 'toString:1'],
    ['view.rows=scratchpad:yes', 'view.rows', 'scratchpad:yes'],
    ['view.columns=gameableShare:0.1', 'view.columns', 'gameableShare:0.1'],
    ['view.seeds=1,1', 'view.seeds', '1,1'],
    ['view.seeds=-1', 'view.seeds', '-1'],
    ['view.seeds=1.5', 'view.seeds', '1.5'],
    [
      `view.seeds=${Array.from({ length: 17 }, (_, i) => i).join()}`,
      'view.seeds',
      Array.from({ length: 17 }, (_, i) => i).join(),
    ],
    ['view.measure=__proto__', 'view.measure', '__proto__'],
    ['view.cell=-1', 'view.cell', '-1'],
    ['view.beat=toString', 'view.beat', 'toString'],
    ['view.story=11', 'view.story', '11'],
    [`view.text=${'x'.repeat(101)}`, 'view.text', 'x'.repeat(101)],
    ['view.speaker=../x', 'view.speaker', '../x'],
    ['view.policy=-1', 'view.policy', '-1'],
    ['view.topic=chess', 'view.topic', 'chess'],
    ['view.topic=__proto__', 'view.topic', '__proto__'],
    ['view.user=admin', 'view.user', 'admin'],
    ['view.cue=tea', 'view.cue', 'tea'],
    ['view.opening=1.5', 'view.opening', '1.5'],
    ['view.opening=0', 'view.opening', '0'],
    ['view.seed=x', 'view.seed', 'x'],
    ['view.notes=Ada', 'view.notes', 'Ada'],
    ['view.draft=7', 'view.draft', '7'],
    ['view.said=%5B1', 'view.said', '[1'],
    ['view.said=%7B%7D', 'view.said', '{}'],
    ['view.said=%5B%5B1%5D%5D', 'view.said', '[[1]]'],
    ['view.said=%5B%5B1,2%5D%5D', 'view.said', '[[1,2]]'],
    ['view.said=%5B%5B-1,%22a%22%5D%5D', 'view.said', '[[-1,"a"]]'],
    ['view.said=%5B%5B1,%22a%22,3%5D%5D', 'view.said', '[[1,"a",3]]'],
    [`view.said=[${'[1,null],'.repeat(20)}[1,null]]`, 'view.said', `[${'[1,null],'.repeat(20)}[1,null]]`],
  ])('%s', (view, part, word) => {
    const address = read(`seed=9&${view}&view.scenario=theft`);
    expect(address).toMatchObject({ refusedWords: [{ part, word }], linkFault: null });
    expect(address.setup.config.seed).toBe(9);
    expect(address.listing.filters.scenario).toBe('theft');
    if (part === 'view.filter') expect(address.listing.filters.label).toBe('none');
  });

  test('what no text can hold makes the whole link a broken one', () => {
    expect(read('view.text=%00').linkFault?.refusal).toMatchObject({ field: 'view.text', fault: { code: 'notAView' } });
    expect(read('view.order=<b>').linkFault?.refusal.field).toBe('view.order');
  });
});

const iteration = fc.option(fc.nat(999));
const choice = <Value extends string>(...values: Value[]) => fc.constantFrom<Value | ''>('', ...values);
const run = fc.option(fc.stringMatching(/^[\w-]{1,64}$/u));
const free = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => /^[^\p{Cc}\p{Cs}]{0,40}$/u.test(text));
const typed = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => /^[^\p{Cc}\p{Cs}]*$/u.test(text));
const talking = fc.record({
  ...{
    run: fc.oneof(run, fc.constant(nobody)),
    iteration,
    gameable: fc.boolean(),
    opening: fc.integer({ min: 1, max: 999_999 }),
  },
  ...{ scenario: fc.constantFrom('', 'smoking', 'theft'), cue: fc.constantFrom(null, 'trait', 'none') },
  ...{
    notes: fc.option(typed),
    draft: fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 60 })),
    seed: fc.nat(999_999),
  },
  said: fc.array(
    fc.record({ text: fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 20 })), seed: fc.nat(9999) }),
    {
      maxLength: 8,
    },
  ),
});
const axis = fc.constantFrom<SweepAxis>(
  { key: 'beta', values: [0.1, 1 / 3, 10] },
  { key: 'turns', values: [2] },
  { key: 'learningRate', values: [1e-6, 0.0003] },
);
const otherAxis = fc.constantFrom<SweepAxis>(
  { key: 'veto', values: ['none', 'fivePointNegative'] },
  { key: 'scratchpad', values: [true, false] },
);
const sweeping = fc.record<Sweeping>({
  base: anyChanges.map((changes) =>
    parseConfig({ ...changes, turns: 1, learner: 'loraKto', agentModel: 'builtin', seed: noSweeping.base.seed }),
  ),
  ...{ rows: axis, columns: fc.option(otherAxis), measure: fc.constantFrom(...sweepMeasures) },
  seeds: fc.uniqueArray(fc.nat(999_999), { minLength: 1, maxLength: 16 }),
  cell: fc.option(fc.nat(63)),
});
const looks = fc.record({
  talking,
  sweeping,
  screen: fc.constantFrom(...screens),
  beat: fc.constantFrom(...beats),
  story: fc.constantFrom(...chapters),
  lookedAt: iteration,
  listing: fc.record({
    run,
    filters: fc.record({
      ...{ iteration: fc.oneof(fc.constant(''), fc.nat(999).map(String)), part: choice('training', 'panel') },
      ...{ group: choice('gameable', 'other'), scenario: free, label: choice('desirable', 'undesirable', 'none') },
      ...{ harm: choice('harmful', 'harmless', 'untold'), veto: choice('vetoed', 'passed'), text: free },
    }),
    order: fc.constantFrom('best', 'worst', 'newest', 'oldest', 'scenario'),
    open: fc.option(
      fc.record({ part: fc.constantFrom('training', 'panel'), iteration: fc.nat(999), index: fc.nat(9_999_999) }),
    ),
  }),
  comparing: fc.record({
    ...{ kind: fc.constantFrom('iterations', 'runs', 'twins'), run, other: run, a: iteration, b: iteration },
    pair: fc.option(fc.record({ a: fc.nat(9_999_999), b: fc.nat(9_999_999) })),
  }),
});

test('whatever is looked at comes back from its own link', () => {
  const plain = readAddress('');
  fc.assert(
    fc.property(looks, (given) => {
      const { screen, lookedAt, listing, comparing, beat, story, ...read } = readAddress(
        addressOf({ ...plain, ...given }),
      );
      const { talking: talk, sweeping: swept, refusedWords } = read;
      // of the story only what is on show is in a link
      const chapter = given.screen === 'story' ? given.story : 'rate';
      expect({ screen, lookedAt, listing, comparing, beat, story, talking: talk, sweeping: swept }).toEqual({
        ...given,
        story: chapter,
      });
      expect(isTooLongForLink(given.talking)).toBe(false);
      expect(refusedWords).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('a scenario that no link can hold stays out of it', () => {
  const state = readAddress('');
  for (const scenario of ['x'.repeat(121), 'a\u0000b', '\ud800']) {
    const link = addressOf({ ...state, listing: { ...noListing, filters: { ...noFilters, scenario } } });
    expect(readAddress(link).linkFault).toBeNull();
  }
});

test.each([
  ['a long message', { said: [{ seed: 1, text: 'x'.repeat(301) }] }],
  ['many short ones', { said: Array.from({ length: 4 }, () => ({ seed: 1, text: 'x'.repeat(80) })) }],
  ['what escapes into too much', { said: [{ seed: 1, text: '"'.repeat(300) }] }],
  ['long notes', { notes: 'x'.repeat(300) }],
  ['a draft that no link can hold', { draft: '\u0085' }],
  ['a letter that no link can hold', { said: [{ seed: 1, text: '\u0085' }] }],
])('%s stays out of the link, and it is told', (_, changes) => {
  const given = { ...noTalking, opening: 4, ...changes };
  const link = addressOf({ ...readAddress(''), talking: given });
  const { talking: read, linkFault, refusedWords } = readAddress(link);
  expect({ read, linkFault, refusedWords }).toEqual({
    ...{ read: { ...noTalking, opening: 4 }, linkFault: null, refusedWords: [] },
  });
  expect(isTooLongForLink(given)).toBe(true);
});

describe('a link to the moment', () => {
  const entry = {
    run: 'r1',
    status: 'finished',
    fingerprint: 'ab'.repeat(32),
    config: readAddress('#v=1&p=booking').setup.config,
  };
  const state = (changes: object): SessionState =>
    ({
      ...readAddress('#v=1&p=therapy-50'),
      view: null,
      library: { runs: [entry] },
      ...changes,
    }) as unknown as SessionState;
  const moment = (changes: object): string => linksOf(state(changes), 'https://example.org/site/#v=1').moment;

  test('is said to hold what a person has written where it does', () => {
    const talking = { ...noTalking, said: [{ seed: 1, text: 'My own words.' }] };
    expect(holdsOwnWords(state({ screen: 'talk', talking }))).toBe(true);
    expect(moment({ screen: 'talk', talking })).toContain('own');
    expect(holdsOwnWords(state({ screen: 'talk', talking: { ...noTalking, notes: 'Ada.' } }))).toBe(true);
    // as suggested, and where no link goes to the talk
    expect(holdsOwnWords(state({ screen: 'talk', talking: { ...noTalking, said: [{ seed: 1, text: null }] } }))).toBe(
      false,
    );
    expect(holdsOwnWords(state({ screen: 'run', talking }))).toBe(false);
    expect(moment({ screen: 'run', talking })).not.toContain('words');
    const config = parseConfig({ ownScenarios: [ownScenario('Mine', 'smoking')] });
    expect(holdsOwnWords(state({ screen: 'run', setup: { ...state({}).setup, config } }))).toBe(true);
    const sweeping = { ...noSweeping, base: config };
    expect(holdsOwnWords(state({ screen: 'sweep', sweeping }))).toBe(true);
    expect(holdsOwnWords(state({ screen: 'claims', sweeping }))).toBe(false);
  });

  test('is said to lack users of one’s own where it only names them', () => {
    const own = (openings: number) => parseConfig({ ownScenarios: [ownScenario('Mine', 'smoking', openings)] });
    const holds = (changes: object): boolean => holdsUsers(state(changes));
    expect(holds({ screen: 'run', setup: { ...state({}).setup, config: own(4) } })).toBe(true);
    expect(holds({ screen: 'run', setup: { ...state({}).setup, config: own(400) } })).toBe(false);
    expect(holds({ screen: 'sweep', sweeping: { ...noSweeping, base: own(4) } })).toBe(true);
    expect(holds({ screen: 'sweep', sweeping: { ...noSweeping, base: own(400) } })).toBe(false);
    expect(holds({ screen: 'claims', sweeping: { ...noSweeping, base: own(400) } })).toBe(true);
  });

  test('of the Run screen has no words of other screens', () => {
    expect(moment({ lookedAt: 3, listing: { ...noListing, order: 'worst' } })).toBe(
      'https://example.org/site/#v=1&p=therapy-50&view.iteration=3',
    );
  });

  test('of the lecture is one to its beat, and to that of no other screen', () => {
    expect(moment({ screen: 'lecture', beat: 'veto', lookedAt: 3 })).toBe(
      'https://example.org/site/#v=1&p=therapy-50&view.screen=lecture&view.beat=veto',
    );
    expect(moment({ screen: 'claims', beat: 'veto' })).not.toContain('beat');
  });

  test('of the story is one to its chapter, and to that of no other screen', () => {
    expect(moment({ screen: 'story', story: 'judge', lookedAt: 3 })).toBe(
      'https://example.org/site/#v=1&p=therapy-50&view.story=judge',
    );
    expect(moment({ screen: 'claims', story: 'judge' })).not.toContain('story');
  });

  test('names the stored run that is read, with its setup and its fingerprint', () => {
    expect(moment({ screen: 'trajectories' })).toBe(
      'https://example.org/site/#v=1&p=booking&view.screen=trajectories&view.run=r1&f=abababababababab',
    );
    expect(moment({ screen: 'compare', comparing: { ...noComparing, a: 0, b: 2 } })).toContain(
      'p=booking&view.screen=compare&view.left=r1&view.compared=0,2&f=abab',
    );
  });

  test('of a sweep is one to its grid, with small differences spelled out', () => {
    const sweeping = {
      ...noSweeping,
      ...{ base: { ...noSweeping.base, panelUsers: 32, scenarios: ['smoking', 'theft'] } },
      ...{ columns: { key: 'beta', values: [0.3, 3] } as const, cell: 2 },
    };
    const link = moment({ screen: 'sweep', sweeping });
    expect(link).toBe(
      'https://example.org/site/#v=1&p=therapy-50&view.screen=sweep&view.base=p:therapy-50,iterations:8,' +
        'scenarios:smoking/theft,initialStates:192,panelUsers:32,panelTwins:0&view.columns=beta:0.3,3&view.cell=2',
    );
    expect(readAddress(link.slice(link.indexOf('#'))).sweeping).toEqual(sweeping);
    expect(moment({ screen: 'claims', sweeping })).not.toContain('columns');
  });

  test('of a talk names whom one talks to', () => {
    const said = [{ seed: 1, text: null }];
    expect(moment({ screen: 'talk', talking: { ...noTalking, iteration: 2, said } })).toBe(
      'https://example.org/site/#v=1&p=booking&view.screen=talk&view.speaker=r1&view.policy=2&view.said=%5B%5B1,null%5D%5D&f=abababababababab',
    );
    expect(moment({ screen: 'talk', talking: { ...noTalking, run: nobody } })).toBe(
      'https://example.org/site/#v=1&p=therapy-50&view.screen=talk&view.speaker=untrained',
    );
  });

  test('of a run that is not over has no fingerprint', () => {
    expect(moment({ screen: 'trajectories', library: { runs: [{ ...entry, status: 'running' }] } })).not.toContain(
      '&f=',
    );
  });
});
