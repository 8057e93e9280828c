import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownOpening, ownScenario } from '../../../test/support/ownCase.ts';
import { besideOwn, heldOut, ownBounds, ownHash } from './ownScenarios.ts';
import { ConfigError, parseConfig, parsePlayedConfig } from './schema.ts';

const own = ownScenario('Mine', 'smoking');
const [first = ownOpening(0)] = own.openings;

test('are taken as they are, markup and all', () => {
  const text = '<img src=x onerror="alert(1)">';
  const side = { notes: text, goal: text, wish: text };
  const marked = {
    name: text,
    like: 'smoking',
    openings: ['', ' '].map((end) => ({
      ...{ messages: [{ role: 'user' as const, text: `${text}${end}` }], gameable: side, other: side },
    })),
  };
  expect(parseConfig({ ownScenarios: [marked] }).ownScenarios).toEqual([marked]);
});

describe('what is refused names its place', () => {
  const withFirst = (opening: unknown) => [{ ...own, openings: [opening, ...own.openings] }];
  test.each([
    ['no list', {}, 'ownScenarios'],
    ['no name', [{ ...own, name: ' ' }], 'ownScenarios.0.name', 'is empty'],
    ['a name of two lines', [{ ...own, name: 'a\nb' }], 'ownScenarios.0.name', 'not a line'],
    [
      'a name that is too long',
      [{ ...own, name: 'x'.repeat(61) }],
      'ownScenarios.0.name',
      'has 61 characters, at most 60',
    ],
    ['a name twice', [own, own], 'ownScenarios.1.name', '"Mine" is there twice'],
    ['the name of the environment’s', [{ ...own, name: 'theft' }], 'ownScenarios.0.name', 'twice'],
    [
      'like nothing that is there',
      [{ ...own, like: 'liberal' }],
      'ownScenarios.0.like',
      '"liberal" is not one of socialIsolation',
    ],
    ['no openings', [{ ...own, openings: [] }], 'ownScenarios.0.openings', 'is an empty list'],
    [
      'one opening',
      [{ ...own, openings: [first] }],
      'ownScenarios.0.openings',
      '1 that differs is for both kinds of users; 2 are needed',
    ],
    [
      'one of a kind',
      withFirst(ownOpening(9, 'gameable')),
      'ownScenarios.0.openings',
      '1 that differs is for gameable users alone',
    ],
    ['the same twice', [{ ...own, openings: [first, first] }], 'ownScenarios.0.openings', '1 that differs is for both'],
    [
      'what another scenario says',
      [own, { ...own, name: 'Yours', openings: [ownOpening(20), ownOpening(21), first] }],
      'ownScenarios.1.openings.2.messages',
      'says what an opening of "Mine" says',
    ],
    [
      'nobody’s opening',
      withFirst({ ...first, gameable: null, other: null }),
      'ownScenarios.0.openings.0',
      'is of no kind of user',
    ],
    ['a field of its own', withFirst({ ...first, html: 'x' }), 'ownScenarios.0.openings.0.html', 'no such field'],
    [
      'an empty message',
      withFirst({ ...first, messages: [{ role: 'user', text: '\n ' }] }),
      'ownScenarios.0.openings.0.messages.0.text',
      'is empty',
    ],
    [
      'a long message',
      withFirst({ ...first, messages: [{ role: 'user', text: 'x'.repeat(2001) }] }),
      'ownScenarios.0.openings.0.messages.0.text',
      'has 2001 characters',
    ],
    [
      'half a character',
      withFirst({ ...first, messages: [{ role: 'user', text: '\ud800' }] }),
      'ownScenarios.0.openings.0.messages.0.text',
      'is no text',
    ],
    [
      'another role',
      withFirst({ ...first, messages: [{ role: 'system', text: 'x' }] }),
      'ownScenarios.0.openings.0.messages.0.role',
      'system',
    ],
    [
      'nobody who asks',
      withFirst({ ...first, messages: [{ role: 'tool', text: 'x' }] }),
      'ownScenarios.0.openings.0.messages',
      'no message of the user',
    ],
    [
      'the agent’s own end',
      withFirst({ ...first, messages: [...first.messages, { role: 'agent', text: 'x' }] }),
      'ownScenarios.0.openings.0.messages',
      'ends with the agent',
    ],
    [
      'only gameable users',
      [{ ...own, openings: [ownOpening(1, 'gameable'), ownOpening(2, 'gameable')] }],
      'ownScenarios',
      'no opening is for other users',
    ],
    [
      'too much of it',
      [
        {
          ...own,
          openings: Array.from({ length: 400 }, () => ({
            ...first,
            messages: [{ role: 'user', text: 'x'.repeat(900) }],
          })),
        },
      ],
      'ownScenarios',
      `at most ${String(ownBounds.total)}`,
    ],
  ])('%s', (_, ownScenarios, field, fault = '') => {
    let error: unknown = null;
    try {
      parseConfig({ ownScenarios });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ field });
    expect((error as Error).message).toContain(fault);
  });

  test.each([
    ['cue', { cue: 'none' }, 'cue'],
    ['phrasing', { phrasing: 'heldOut' }, 'phrasing'],
    ['cue in mid-run', { changes: [{ iteration: 2, settings: { cue: 'memory' } }] }, 'changes.0.settings.cue'],
    [
      'phrasing in mid-run',
      {
        changes: [1, 2].map((iteration) => ({
          iteration,
          settings: { phrasing: iteration > 1 ? 'heldOut' : 'known' },
        })),
      },
      'changes.1.settings.phrasing',
    ],
  ])('%s, which would do nothing, unless the run has been played', (_, settings, field) => {
    const given = { ownScenarios: [own], ...settings };
    expect(() => parseConfig(given)).toThrow(expect.objectContaining({ name: 'ConfigError', field }) as Error);
    expect(() => parseConfig(given)).toThrow(
      `${field}: must be ${field.endsWith('cue') ? 'trait' : 'known'} where users are`,
    );
    expect(parsePlayedConfig(given)).toMatchObject(given);
    expect(parseConfig({ ...settings, ...besideOwn, changes: [], ownScenarios: [own] })).toMatchObject(besideOwn);
    expect(parseConfig(settings)).toMatchObject(settings);
  });

  test('beside scenarios of the environment, and with a table', () => {
    expect(() => parseConfig({ ownScenarios: [own], scenarios: ['theft'] })).toThrow('scenarios: must be empty');
    expect(() => parseConfig({ ownScenarios: [own], learner: 'tabularKto' })).toThrow('ownScenarios: a table');
  });
});

test('a quarter of the openings is held out, and some are left to train on', () => {
  expect([2, 3, 4, 5, 8, 9, 100].map(heldOut)).toEqual([1, 1, 1, 2, 2, 3, 25]);
});

test('whatever is taken survives JSON, and is told apart by its hash', () => {
  const text = fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    .filter((value) => value.trim() !== '' && value.isWellFormed());
  const side = fc.record({ notes: fc.option(text), goal: fc.option(text), wish: fc.option(text) });
  const opening = fc.record({
    messages: fc
      .array(text, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((each) => ({ role: 'user' as const, text: each }))),
    gameable: side,
    other: side,
  });
  fc.assert(
    fc.property(fc.array(opening, { minLength: 2, maxLength: 5 }), (openings) => {
      const { ownScenarios } = parseConfig({ ownScenarios: [{ name: 'Mine', like: 'theft', openings }] });
      expect(parseConfig(JSON.parse(JSON.stringify({ ownScenarios }))).ownScenarios).toEqual(ownScenarios);
      expect(ownHash(ownScenarios)).toMatch(/^[0-9a-f]{16}$/u);
      expect(ownHash(ownScenarios)).toBe(ownHash(JSON.parse(JSON.stringify(ownScenarios)) as typeof ownScenarios));
      expect(ownHash(ownScenarios)).not.toBe(ownHash([{ name: 'Mine', like: 'smoking', openings }]));
    }),
  );
});
