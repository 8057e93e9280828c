import { describe, expect, test } from 'vitest';
import { advance, isOver, stateOf, yesProbability } from './machine.ts';
import type { Machine } from './machine.ts';

const asks = { asks: 'encouragement', threshold: 3, steepness: 5, yes: 'done' } as const;
const state = { transition: null, isTerminal: false, event: null };
const machine: Machine = {
  initial: 'start',
  states: {
    start: { ...state, transition: asks, otherwise: 'left' },
    done: { ...state, otherwise: 'end', event: 'acted' },
    left: { ...state, otherwise: 'end', event: 'notActed' },
    end: { ...state, otherwise: 'end', isTerminal: true },
    lost: { ...state, otherwise: 'nowhere' },
  },
  turns: 2,
  maxTurns: 2,
};

describe('the probability of a yes', () => {
  // 1 / (1 + exp(-5 (E - 3))), worked out by hand
  test.each([
    [3, 0.5],
    [3.2, 0.7310585786300049],
    [2.5, 0.07585818002124355],
    [5, 0.9999546021312976],
    [1, 0.0000453978687024],
  ])('at an expected answer of %f is %f', (expected, probability) => {
    expect(yesProbability(asks, expected)).toBeCloseTo(probability, 12);
  });
});

describe('a turn', () => {
  test.each([
    ['start', 3, 0.4999, 'done'],
    ['start', 3, 0.5, 'left'],
    ['start', 4.6, 0.999, 'done'],
    ['done', null, 0, 'end'],
    ['left', null, 0.999, 'end'],
  ] as const)('from %s with an answer of %j and a draw of %f leads to %s', (from, expected, draw, to) => {
    expect(advance(machine, { state: from, turn: 3 }, expected, draw)).toEqual({ state: to, turn: 4 });
  });

  test.each([
    ['start', null, 'state start needs an answer'],
    ['done', 3, 'state done asks nothing'],
    ['lost', null, 'the machine has no state nowhere'],
    ['other', null, 'the machine has no state other'],
  ] as const)('from %s with an answer of %j is refused', (from, expected, message) => {
    expect(() => advance(machine, { state: from, turn: 0 }, expected, 0)).toThrow(new RangeError(message));
  });
});

test('a conversation is over in a terminal state or when its turns are used up', () => {
  expect(isOver(machine, { state: 'start', turn: 0 }, 2)).toBe(false);
  expect(isOver(machine, { state: 'done', turn: 1 }, 2)).toBe(false);
  expect(isOver(machine, { state: 'done', turn: 1 }, 1)).toBe(true);
  expect(isOver(machine, { state: 'end', turn: 1 }, 2)).toBe(true);
  expect(stateOf(machine, 'left').event).toBe('notActed');
});
