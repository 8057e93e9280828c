import { describe, expect, test } from 'vitest';
import type { ModelCard } from './card.ts';
import { firstTokenOf, partsOf, withParts } from './cardParts.ts';

describe('what the command line asks for', () => {
  test.each([
    ['', null],
    ['tables', []],
    ['smallTalk', ['smallTalk']],
    ['noisyCue,userModel', ['noisyCue', 'userModel']],
  ])('--only "%s"', (only, parts) => {
    expect(partsOf(only)).toEqual(parts);
  });

  test.each(['everything', 'userModel,', 'tables,userModel'])('--only "%s" is refused', (only) => {
    expect(() => partsOf(only)).toThrow(TypeError);
  });

  test('tries are kept in their order, with machine and day', () => {
    expect(firstTokenOf('63,159,72', 'a machine', new Date('2026-11-22T23:59:59Z'))).toEqual({
      firstToken: { milliseconds: [63, 159, 72], machine: 'a machine', measuredOn: '2026-11-22' },
    });
    expect(firstTokenOf('', '', new Date())).toEqual({});
  });

  test.each([
    ['63,', 'a machine'],
    ['fast', 'a machine'],
    ['-1', 'a machine'],
    ['63', ''],
  ])('tries "%s" on "%s" are refused', (tries, machine) => {
    expect(() => firstTokenOf(tries, machine, new Date())).toThrow(TypeError);
  });
});

test('parts take the place of the older ones, and nothing else changes', () => {
  const tried = (ms: number) => ({ milliseconds: [ms], machine: 'a', measuredOn: '2026-11-22' });
  const card = { name: 'main', firstToken: tried(1), pretraining: { seed: 1 } } as unknown as ModelCard;
  const amended = withParts(card, { firstToken: tried(2), noisyCue: [] });
  expect(amended).toEqual({ ...card, firstToken: tried(2), noisyCue: [] });
  expect(Object.keys(amended).at(-1)).toBe('pretraining');
});
