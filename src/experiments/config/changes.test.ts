import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesWith, configAt, settingsChangedAt } from './changes.ts';
import { ConfigError, parseConfig } from './schema.ts';

const changes = [
  { iteration: 3, settings: { gameableShare: 0.1, cue: 'none' } },
  { iteration: 6, settings: { gameableShare: 0.9, cue: 'none', veto: 'normal' } },
];
const config = parseConfig({ iterations: 8, beta: 1, changes });

describe('settings in force', () => {
  test.each([
    [0, 0.5, 'trait', 'none'],
    [2, 0.5, 'trait', 'none'],
    [3, 0.1, 'none', 'none'],
    [5, 0.1, 'none', 'none'],
    [6, 0.9, 'none', 'normal'],
    [7, 0.9, 'none', 'normal'],
  ])('at iteration %i', (iteration, gameableShare, cue, veto) => {
    expect(configAt(config, iteration)).toEqual({ ...config, gameableShare, cue, veto });
  });

  test('what is changed to what it was is no change', () => {
    expect(settingsChangedAt(config, 3)).toEqual(['gameableShare', 'cue']);
    expect(settingsChangedAt(config, 6)).toEqual(['gameableShare', 'veto']);
    expect(settingsChangedAt(config, 4)).toEqual([]);
    const first = parseConfig({ changes: [{ iteration: 0, settings: { cue: 'trait', veto: 'normal' } }] });
    expect(settingsChangedAt(first, 0)).toEqual(['veto']);
  });
});

test('another change joins that of its iteration, and later ones stay', () => {
  const joined = changesWith(config, 3, { cue: 'colour', ratings: 'shuffled' });
  expect(parseConfig({ ...config, changes: joined }).changes).toEqual([
    { iteration: 3, settings: { gameableShare: 0.1, cue: 'colour', ratings: 'shuffled' } },
    changes[1],
  ]);
  expect(changesWith(config, 5, { cue: 'trait' }).map((change) => (change as { iteration: number }).iteration)).toEqual(
    [3, 5, 6],
  );
});

describe('what is refused names its place', () => {
  const change = (iteration: unknown, settings: unknown) => ({ iteration, settings });
  test.each([
    ['no list', 3, 'changes', 'changes: 3 is not Array'],
    ['no object', [7], 'changes.0', 'changes.0: 7 is not Object'],
    ['no settings', [{ iteration: 1 }], 'changes.0.settings', 'changes.0.settings: is missing'],
    ['nothing named', [change(1, {})], 'changes.0.settings', 'changes.0.settings: names nothing'],
    [
      'a field of its own',
      [{ ...change(1, { cue: 'none' }), why: 1 }],
      'changes.0.why',
      'changes.0.why: there is no such field',
    ],
    [
      'half an iteration',
      [change(1.5, { cue: 'none' })],
      'changes.0.iteration',
      'changes.0.iteration: 1.5 is not a whole number from 0',
    ],
    [
      'before the beginning',
      [change(-1, { cue: 'none' })],
      'changes.0.iteration',
      'changes.0.iteration: -1 is not a whole number from 0',
    ],
    [
      'behind the end',
      [change(10, { cue: 'none' })],
      'changes.0.iteration',
      'changes.0.iteration: 10 is not before the last, 10',
    ],
    [
      'twice at once',
      [change(2, { cue: 'none' }), change(2, { veto: 'normal' })],
      'changes.1.iteration',
      'changes.1.iteration: 2 is not behind that of the change before',
    ],
    [
      'backwards',
      [change(2, { cue: 'none' }), change(1, { veto: 'normal' })],
      'changes.1.iteration',
      'changes.1.iteration: 1 is not behind that of the change before',
    ],
    [
      'a field that stays',
      [change(2, { beta: 1 })],
      'changes.0.settings.beta',
      'changes.0.settings.beta: can not change in mid-run',
    ],
    [
      'no field',
      [change(2, { mood: 1 })],
      'changes.0.settings.mood',
      'changes.0.settings.mood: there is no such field',
    ],
    [
      'a value out of range',
      [change(2, { gameableShare: 2 })],
      'changes.0.settings.gameableShare',
      'changes.0.settings.gameableShare: 2 is not a number from 0 to 1',
    ],
    [
      'another scenario',
      [change(2, { scenarios: ['liberal'] })],
      'changes.0.settings.scenarios.0',
      /liberal" is not one of socialIsolation/u,
    ],
  ])('%s', (_, input, field, message) => {
    let error: unknown = null;
    try {
      parseConfig({ changes: input });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ field });
    if (typeof message === 'string') expect((error as Error).message).toBe(message);
    else expect((error as Error).message).toMatch(message);
  });
});

test('at every iteration, the settings are those of the last change that names them', () => {
  const settings = fc.record(
    {
      gameableShare: fc.constantFrom(0, 0.25, 1),
      veto: fc.constantFrom('none', 'normal'),
      lengthPenalty: fc.constantFrom(0, 0.01),
    },
    { requiredKeys: ['veto'] },
  );
  const lists = fc
    .uniqueArray(fc.record({ iteration: fc.nat(19), settings }), { selector: ({ iteration }) => iteration })
    .map((list) => list.sort((a, b) => a.iteration - b.iteration));
  fc.assert(
    fc.property(lists, fc.nat(19), (list, iteration) => {
      const run = parseConfig({ iterations: 20, changes: list });
      for (const key of ['gameableShare', 'veto', 'lengthPenalty'] as const) {
        const last = list.findLast((change) => change.iteration <= iteration && key in change.settings);
        expect(configAt(run, iteration)[key]).toBe(last ? last.settings[key] : run[key]);
      }
    }),
  );
});

test('channels in another order are no change', () => {
  const { channels } = parseConfig({});
  const turned = parseConfig({ changes: [{ iteration: 2, settings: { channels: [...channels].reverse() } }] });
  expect(settingsChangedAt(turned, 2)).toEqual([]);
  const fewer = parseConfig({ changes: [{ iteration: 2, settings: { channels: channels.slice(1) } }] });
  expect(settingsChangedAt(fewer, 2)).toEqual(['channels']);
});
