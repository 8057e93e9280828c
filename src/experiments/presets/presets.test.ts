import { describe, expect, test } from 'vitest';
import { presetNamed, presets } from './presets.ts';

test('names are there once', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  expect(presetNamed('therapy').config.gameableShare).toBe(1);
  expect(() => presetNamed('therapie')).toThrow(/^therapie is none of the presets therapy, booking, /u);
});

describe('the number of gameable initial states stays the same at every share', () => {
  test.each(['therapy-50', 'therapy-10', 'therapy-5', 'therapy-2'])('%s', (id) => {
    const { initialStates, gameableShare } = presetNamed(id).config;
    expect(Math.round(initialStates * gameableShare)).toBe(256);
  });
});

test("the issue's presets are all there", () => {
  const wanted = [
    ...['therapy', 'booking', 'action', 'politics', 'therapy-50', 'therapy-10', 'therapy-5', 'therapy-2'],
    ...['therapy-veto-normal', 'therapy-veto-constitution', 'therapy-veto-five-point', 'therapy-veto-negative'],
    ...['therapy-veto-five-point-negative', 'booking-veto-normal', 'therapy-safety-25', 'therapy-safety-50'],
    ...['therapy-safety-75', 'therapy-expert-iteration', 'therapy-2turn', 'therapy-tabular'],
  ];
  expect(presets.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
});
