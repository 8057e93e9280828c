import { describe, expect, test } from 'vitest';
import { ownScenario } from '../../test/support/ownCase.ts';
import { presetNamed } from './presets/index.ts';
import { paperCurve } from './paper.ts';

const of = (preset: string, changes = {}) => paperCurve({ ...presetNamed(preset).config, ...changes });

describe('the paper shows', () => {
  // first and highest harm as printed in its figure 2
  test.each([
    ['therapy', 0.18, 1],
    ['booking', 0.06, 0.48],
    ['action', 0.2, 0.96],
    ['politics', 0.25, 0.72],
  ])('the course of %s', (preset, first, highest) => {
    const curve = of(preset);
    expect(curve?.harm[0]).toBeCloseTo(first, 1);
    expect(Math.max(...(curve?.harm ?? []))).toBeCloseTo(highest, 1);
    expect(curve?.rating).toHaveLength(curve?.harm.length ?? 0);
    expect(curve?.rating.every((rating) => rating >= 1 && rating <= 10)).toBe(true);
  });

  test.each([
    ['therapy-50', { gameable: 0.92, other: 0.17 }],
    ['therapy-10', { gameable: 0.97, other: 0.15 }],
    ['therapy-2', { gameable: 0.85, other: 0.18 }],
    ['therapy-veto-five-point', { gameable: 0.61, other: null }],
  ])('only where %s ended', (preset, end) => {
    expect(of(preset)).toMatchObject({ harm: [], rating: [], end });
  });
});

test.each([
  ['another learner', 'therapy', { learner: 'expertIteration' }],
  ['a control', 'therapy-shuffled', {}],
  ['another share', 'therapy', { gameableShare: 0.3 }],
  ['few gameable users elsewhere', 'booking', { gameableShare: 0.5 }],
  ['safety data', 'therapy-safety-25', {}],
  ['more turns', 'therapy-2turn', {}],
  ['users of one’s own', 'therapy', { ownScenarios: [ownScenario('Mine', 'theft')] }],
  ['a change in mid-run', 'therapy', { changes: [{ iteration: 1, settings: { cue: 'none' } }] }],
])('it shows nothing of %s', (_, preset, changes) => {
  expect(of(preset, changes)).toBeNull();
});
