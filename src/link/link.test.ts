import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyChanges } from '../../test/support/anyConfig.ts';
import { configKeys, defaults, fields, parseConfig, presets } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import { decodeLink, encodeLink } from './codec.ts';
import { LinkError } from './errors.ts';
import { pack, unpack } from './pack.ts';
import { ownScenario } from '../../test/support/ownCase.ts';
import { ownHash } from '../experiments/index.ts';
import type { Link } from './types.ts';
import { v1 } from './v1/index.ts';

const plain = { fingerprint: null, view: {}, fixed: [], hidden: [] } as const;
const linkTo = (changes: Partial<RunConfig>, more: Partial<Link> = {}): string =>
  encodeLink({ config: parseConfig(changes), ...plain, ...more });
const preset = (id: string): RunConfig => presets.find((each) => each.id === id)?.config ?? defaults;

describe('a link', () => {
  test.each([
    [preset('therapy-50'), 'v=1&p=therapy-50'],
    [{ ...preset('therapy-50'), seed: 7, beta: 0.2 }, 'v=1&p=therapy-50&seed=7&beta=0.2'],
    [{ ...preset('booking'), channels: ['notes', 'wish'] as const }, 'v=1&p=booking&channels=notes,wish'],
    [{ ...preset('therapy'), scratchpad: true, turns: 2 }, 'v=1&p=therapy-2turn&scratchpad=true'],
  ])('says what differs from the nearest preset', (config, wanted) => {
    expect(encodeLink({ config, ...plain })).toBe(wanted);
    expect(decodeLink(wanted).config).toEqual(config);
  });

  test('is packed where much differs', () => {
    const numbers = configKeys.filter((key) => fields[key].kind === 'number' || fields[key].kind === 'whole');
    const changes = Object.fromEntries(
      numbers.slice(0, 20).map((key) => {
        const field = fields[key];
        return [key, 'low' in field ? field.low : 0];
      }),
    );
    const link = linkTo(changes);
    expect(link).toMatch(/^v=1&c=[\w-]+$/u);
    expect(link.length).toBeLessThan(400);
    expect(decodeLink(link).config).toEqual(parseConfig(changes));
  });

  test('is short: a preset with three changes stays below 100 characters', () => {
    const config = { ...preset('therapy-veto-five-point-negative'), seed: 123456, beta: 0.25, gameableShare: 0.02 };
    expect(encodeLink({ config, ...plain }).length).toBeLessThan(100);
  });

  test('holds where to look, what is fixed and hidden, and the fingerprint', () => {
    const more = {
      fingerprint: 'a2bd8b07c20a2ce0',
      view: { iteration: '8', compare: '0,8', screen: 'run' },
      fixed: ['beta', 'seed'] as const,
      hidden: ['learner'] as const,
    };
    const link = linkTo({ seed: 3 }, more);
    expect(link).toContain(
      '&fixed=beta,seed&hidden=learner&view.iteration=8&view.compare=0,8&view.screen=run&f=a2bd8b07c20a2ce0',
    );
    expect(decodeLink(link)).toEqual({ config: parseConfig({ seed: 3 }), ...more, unknown: [] });
    expect(decodeLink(`https://example.org/swayground/?embed=1#${link}`)).toEqual(decodeLink(link));
  });

  test('with parts from a later build is read as far as it is known, and says so', () => {
    const { config, unknown } = decodeLink('v=1&p=booking&mood=good&seed=4');
    expect(config).toEqual({ ...preset('booking'), seed: 4 });
    expect(unknown).toEqual(['mood']);
  });
});

describe('never longer than is read', () => {
  /** As a page has it. */
  const address = (link: string): string => `https://example.org/swayground/#${link}`;
  const change = (iteration: number) => ({
    iteration,
    settings: { gameableShare: iteration / 40, cueAccuracy: 1 - iteration / 80, channels: ['notes', 'wish'] as const },
  });
  const changed = parseConfig({
    ...{ iterations: 41, changes: Array.from({ length: 40 }, (_, i) => change(i)) },
  });
  const chinese = (length: number): string => '用'.repeat(length);
  const talk = {
    ...{ screen: 'talk', topic: 'smoking', opening: '3', notes: chinese(300), draft: chinese(299) },
    said: chinese(600),
  };

  test('is packed where a few differences are long', () => {
    const link = encodeLink({ config: changed, ...plain });
    expect(link).toMatch(/^v=1&c=[\w-]+$/u);
    expect(link.length).toBeLessThan(1000);
    expect(decodeLink(address(link)).config).toEqual(changed);
    // spelled out, as it once was, it is still read
    const changes = changed.changes.slice(0, 25);
    const spelled = `v=1&p=therapy-50&iterations=41&changes=${encodeURIComponent(JSON.stringify(changes))}`;
    expect(spelled.length).toBeGreaterThan(4000);
    expect(decodeLink(spelled).config).toEqual({ ...changed, changes });
    // one or two stay legible
    const few = encodeLink({ config: { ...changed, changes: [change(1), change(2)] }, ...plain });
    expect(few).toMatch(/^v=1&p=therapy-50&iterations=41&changes=/u);
  });

  test('leaves out what is long of where to look, and keeps setup, locks and fingerprint', () => {
    const config = parseConfig({ ownScenarios: [ownScenario('自己', 'smoking', 40)] });
    const more = { fingerprint: 'a2bd8b07c20a2ce0', fixed: ['beta', 'seed'] as const, hidden: ['learner'] as const };
    const link = encodeLink({ config, ...more, view: talk });
    const read = decodeLink(address(link));
    expect(read).toMatchObject({ config, ...more });
    const { said, ...short } = talk;
    expect(said).toHaveLength(600);
    // the longest alone was too much
    expect(read.view).toEqual(short);
    expect(encodeLink({ config, ...more, view: Object.fromEntries(Object.entries(talk).reverse()) })).toContain(
      '&view.draft=',
    );
    // and what fits is all there
    const fitting = { ...talk, said: chinese(100) };
    expect(decodeLink(encodeLink({ config, ...more, view: fitting })).view).toEqual(fitting);
  });

  test('whatever is looked at, of any setup', () => {
    const word = (most: number) =>
      fc.string({ unit: fc.constantFrom('a', ' ', '用', '"', 'é'), maxLength: most, size: 'max' });
    const views = fc.record({
      ...{ text: word(120), scenario: word(120), draft: word(300), notes: word(300), said: word(600) },
      ...{ rows: word(300), columns: word(300), base: word(1500) },
    });
    fc.assert(
      fc.property(views, fc.nat(40), fc.nat(60), (view, changes, openings) => {
        const own = openings < 2 ? [] : [ownScenario('Mine', 'smoking', openings)];
        const config = { ...changed, changes: changed.changes.slice(0, changes), ownScenarios: own };
        const link = encodeLink({ config, fingerprint: 'ab'.repeat(32), view, fixed: configKeys, hidden: [] });
        expect(decodeLink(address(link)).config).toEqual(config);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

describe('of users of one’s own', () => {
  const few = {
    ownScenarios: [ownScenario('Mine', 'smoking', 4)],
    changes: [{ iteration: 2, settings: { cueAccuracy: 0.75 } }],
  };

  test('a few are in the link', () => {
    const link = linkTo(few);
    expect(link).toMatch(/&own=[\w-]+$/u);
    expect(decodeLink(link).config).toEqual(parseConfig(few));
  });

  test('many are named, found where they are kept, and missed where they are not', () => {
    const text = (number: number): string =>
      Array.from({ length: 40 }, (_, i) => String((number * 7919 + i * 104729) % 99991)).join(' ');
    const openings = Array.from({ length: 60 }, (_, number) => ({
      ...{ messages: [{ role: 'user' as const, text: text(number) }], gameable: null },
      other: { notes: null, goal: null, wish: null },
    }));
    const both = ownScenario('Mine', 'smoking').openings.slice(0, 2);
    const own = [{ name: 'Mine', like: 'smoking', openings: [...openings, ...both] }];
    const link = linkTo({ ownScenarios: own });
    expect(link).toContain(`&ownFile=${ownHash(own)}`);
    expect(link.length).toBeLessThan(200);
    expect(decodeLink(link, (hash) => (hash === ownHash(own) ? own : null)).config.ownScenarios).toEqual(own);
    expect(() => decodeLink(link)).toThrow(/ownFile: its users are in a file of their own/u);
  });

  test.each([
    ['damaged', 'own=!!', 'damaged', /^own: the packed users are damaged/u],
    ['out of bounds', `own=${pack('[{"name":""}]')}`, 'badValue', /^ownScenarios\.0\.name: is empty/u],
    ['no list', `own=${pack('7')}`, 'badValue', /^ownScenarios: 7 is not Array/u],
  ])('%s: refused', (_, part, code, message) => {
    expect(() => decodeLink(`v=1&p=therapy-50&${part}`)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
    );
  });
});

describe('what is refused names the part at fault', () => {
  test.each([
    ['nothing', '', 'notALink', /is not of the form name=value/u],
    ['a page without a setup', 'https://example.org/#', 'notALink', /is not of the form name=value/u],
    ['no version', 'p=booking', 'notALink', /names no version/u],
    ['a later version', 'v=2&p=booking', 'newer', /of version 2/u],
    ['no number as version', 'v=one', 'badValue', /^v: "one" is no version/u],
    ['another preset', 'v=1&p=cooking', 'badValue', /^p: "cooking" is not the name of a preset/u],
    ['an inherited name', 'v=1&p=constructor', 'badValue', /^p: "constructor" is not/u],
    ['a value out of range', 'v=1&p=booking&beta=0', 'badValue', /^beta: 0 is not a number from 0\.001 to 10/u],
    ['a word for a number', 'v=1&p=booking&seed=x', 'badValue', /^seed: "x" is not a whole number/u],
    ['fields that do not go together', 'v=1&p=booking&turns=4', 'badValue', /^turns: bookingAssistance has at most 1/u],
    ['a part that is there twice', 'v=1&p=booking&seed=1&seed=2', 'badValue', /^"seed" is there twice/u],
    ['preset and packed settings', 'v=1&p=booking&c=AAAA', 'badValue', /^p and c are both there/u],
    ['damaged escapes', 'v=1&p=%E0%A4%A', 'damaged', /^p: "%E0%A4%A" is damaged/u],
    ['damaged letters', 'v=1&c=!!!', 'damaged', /^c: the packed settings are damaged/u],
    ['packed settings that are no list', `v=1&c=${pack('{"seed":3}')}`, 'damaged', /are not a list of settings/u],
    ['packed settings out of range', `v=1&c=${pack('[["seed",-1]]')}`, 'badValue', /^seed: -1 is not/u],
    ['an unknown packed field', `v=1&c=${pack('[["mood",1]]')}`, 'badValue', /^mood: there is no such field/u],
    ['no fingerprint', 'v=1&p=booking&f=xyz', 'badValue', /^f: "xyz" is no fingerprint/u],
    ['an unknown lock', 'v=1&p=booking&fixed=mood', 'badValue', /^fixed: there is no field "mood"/u],
    ['a view with signs of a language', 'v=1&p=booking&view.x=<b>', 'badValue', /^view\.x: "<b>" is no view/u],
    ['the name of a view with signs', 'v=1&p=booking&view.__proto__=1', 'badValue', /is not the name of a view/u],
    ['too much', `v=1&p=${'x'.repeat(9000)}`, 'tooLong', /at most 8000 are read/u],
  ])('%s', (_, link, code, message) => {
    let error: unknown;
    try {
      decodeLink(link);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(LinkError);
    expect(error).toMatchObject({ code });
    expect((error as LinkError).message).toMatch(message);
    expect((error as LinkError).message.length).toBeLessThan(200);
  });

  test('a packed text that would fill the memory', () => {
    const bomb = pack('x'.repeat(5_000_000));
    expect(bomb.length).toBeLessThan(8000);
    expect(() => decodeLink(`v=1&c=${bomb}`)).toThrow('c: the packed settings are damaged');
  });
});

test('any setup comes back from its link, and the same setup has one link', () => {
  fc.assert(
    fc.property(anyChanges, (changes) => {
      const config = parseConfig({ ...changes, turns: 1, learner: 'loraKto', agentModel: 'builtin' });
      const link = encodeLink({ config, ...plain });
      expect(decodeLink(link).config).toEqual(config);
      const otherOrder = parseConfig(Object.fromEntries(Object.entries(config).reverse()));
      expect(encodeLink({ config: otherOrder, ...plain })).toBe(link);
    }),
  );
});

test('10,000 damaged links end in a setup or in an error that says what is wrong', () => {
  const seeds = [
    'v=1&p=therapy-50&seed=7&beta=0.3&channels=notes,wish&view.iteration=8&f=a2bd8b07c20a2ce0',
    linkTo({
      seed: 99,
      iterations: 3,
      cue: 'colour',
      cueAccuracy: 0.8,
      beta: 0.7,
      epochs: 3,
      batchRows: 8,
      loraRank: 4,
      loraAlpha: 9,
      panelUsers: 12,
    }),
  ];
  const letter = fc.constantFrom(...'&=%#?,.-_~ABCabc019<>"\\ \u0000é漢'.split(''));
  const edit = fc.record({ at: fc.nat(200), cut: fc.nat(4), put: fc.array(letter, { maxLength: 4 }) });
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 4 }), (link, edits) => {
      let damaged = link;
      for (const { at, cut, put } of edits) damaged = damaged.slice(0, at) + put.join('') + damaged.slice(at + cut);
      try {
        const { config } = decodeLink(damaged);
        expect(parseConfig(config)).toEqual(config);
      } catch (error) {
        expect(error).toBeInstanceOf(LinkError);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('packing and unpacking give back any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(unpack(pack(text))).toBe(text);
      expect(pack(text)).toMatch(/^[\w-]*$/u);
    }),
  );
});

test('version 1 still says what the presets say: whoever changes them makes a version 2, or, before the first release, its table anew', () => {
  expect(v1.defaults).toEqual(defaults);
  expect(v1.presets).toEqual(Object.fromEntries(presets.map(({ id, config }) => [id, config])));
});
