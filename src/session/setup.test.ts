import { describe, expect, test } from 'vitest';
import { refusalMessage } from '../core/fault/index.ts';
import { presetNamed } from '../experiments/index.ts';
import { changedSetup, engineChanges, engineOf, learnerChanges, presetLike, setupNearest, setupOf } from './setup.ts';
import type { Setup } from './setup.ts';
import { noTiming, timeLeft, timingAfter } from './timeLeft.ts';

const changed = (setup: Setup, changes: Record<string, unknown>): Setup => {
  const next = changedSetup(setup, changes);
  if ('fault' in next) throw new Error(refusalMessage(next));
  return next;
};

describe('a setup', () => {
  test('names what differs from its preset, until it does not', () => {
    const setup = changed(setupOf('therapy'), { beta: 0.2, seed: 5 });
    expect(setup.changed).toEqual(['seed', 'beta']);
    expect(changed(setup, { beta: 3, seed: 1 }).changed).toEqual([]);
  });

  test('is not changed by what is refused', () => {
    expect(changedSetup(setupOf('therapy'), { turns: 9 })).toEqual({
      field: 'turns',
      fault: { code: 'notInRange', value: '9', low: 1, high: 5, isWhole: true },
    });
  });

  test('of a link belongs to the nearest preset', () => {
    expect(setupNearest({ ...presetNamed('booking').config, beta: 0.2 })).toMatchObject({
      preset: 'booking',
      changed: ['beta'],
    });
    // fewer differences lie to therapy-50, but its environment is another
    const { learningRate, gameableShare, iterations } = presetNamed('therapy-50').config;
    expect(setupNearest({ ...presetNamed('booking').config, learningRate, gameableShare, iterations })).toMatchObject({
      preset: 'booking',
    });
  });

  test('changes its engine together with what that engine asks for, from any preset', () => {
    for (const preset of ['therapy-2turn', 'therapy-scratchpad', 'therapy-safety-50']) {
      const table = changed(setupOf(preset), engineChanges('table', presetNamed(preset).config));
      expect(engineOf(table.config)).toBe('table');
      expect(engineOf(changed(table, engineChanges('builtin', table.config)).config)).toBe('builtin');
    }
  });
});

test.each([
  ['therapy-50', 'therapy-rerank'],
  ['therapy', 'therapy-expert-iteration'],
] as const)('a learner comes with the steps that suit it and %s, and goes with them', (preset, other) => {
  const { learner } = presetNamed(other).config;
  const chosen = changed(setupOf(preset), learnerChanges(learner, presetNamed(preset).config));
  expect(chosen.config).toEqual(presetNamed(other).config);
  expect(changed(chosen, learnerChanges('loraKto', chosen.config)).changed).toEqual([]);
});

test('steps are those of users of one kind only where all are', () => {
  const rate = (preset: string, learner: string): unknown =>
    learnerChanges(learner, { ...presetNamed(preset).config, learningRate: 1 })['learningRate'];
  expect([rate('therapy', 'loraKto'), rate('booking-veto-normal', 'loraKto')]).toEqual([3e-4, 3e-4]);
  expect([rate('therapy-10', 'loraKto'), rate('therapy-50', 'expertIteration')]).toEqual([1.2e-3, 1.2e-3]);
  // wherever they are
  const mixed = changed(setupOf('therapy-50'), { environment: 'bookingAssistance' });
  const there = changed(mixed, learnerChanges('rerankKto', mixed.config));
  expect(changed(there, learnerChanges('loraKto', there.config)).config).toEqual(mixed.config);
});

test('a learner that there is not is refused', () => {
  const setup = setupOf('therapy-50');
  expect(changedSetup(setup, learnerChanges('guess', setup.config))).toMatchObject({ field: 'learner' });
});

test.each([
  ['#v=1&p=booking-vetos', 'booking-veto-normal'],
  ['#p=polit', 'politics'],
  ['#v=1&p=xyz', 'therapy-50'],
  ['', 'therapy-50'],
])('the preset nearest to the link %j is %s', (link, preset) => {
  expect(presetLike(link)).toBe(preset);
});

describe('time left', () => {
  // 10 ms simulate, 20 rate, 5 select, 30 update, 40 evaluate, and a pause that does not count
  let timing = noTiming;
  const begin = (phase: Parameters<typeof timingAfter>[1], now: number, isWaiting = false): void => {
    timing = timingAfter(timing, phase, isWaiting, now);
  };
  begin('evaluate', 0);
  begin('simulate', 40);
  test('is not known before every phase has been measured', () => {
    expect(timeLeft(timing, { iteration: 0, phase: 'simulate', share: 0 }, 3)).toBeNull();
  });

  test('is that of what is left of this iteration and of those to come', () => {
    begin('rate', 50, true);
    begin('rate', 1050);
    begin('select', 1070);
    begin('update', 1075);
    begin('evaluate', 1105);
    begin('simulate', 1145);
    expect(timing.took).toEqual({ evaluate: 40, simulate: 10, rate: 20, select: 5, update: 30 });
    expect(timeLeft(timing, { iteration: 1, phase: 'simulate', share: 0.5 }, 3)).toBe(5 + 95 + 105);
    expect(timeLeft(timing, { iteration: 3, phase: 'evaluate', share: 0.25 }, 3)).toBe(30);
    expect(timeLeft(timing, { iteration: 0, phase: 'evaluate', share: 0 }, 3)).toBe(40 + 3 * 105);
  });
});
