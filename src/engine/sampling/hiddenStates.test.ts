import { describe, expect, it } from 'vitest';
import {
  gatedRotary,
  randomAdapter,
  randomBase,
  randomTokens,
  siluLearned,
  siluShifted,
} from '../../../test/support/engineCases.ts';
import { referenceStreams, toParameters, withAdapter } from '../../../test/support/referenceModel.ts';
import type { Parameters } from '../../../test/support/referenceModel.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { Engine } from '../engine.ts';
import type { ModelShape } from '../transformer/shape.ts';

function prompts(shape: ModelShape, count: number): number[][] {
  const stream = RandomStream.root(8).child('prompts');
  return Array.from({ length: count }, () => randomTokens(stream, 1 + stream.integer(shape.context), shape.vocabulary));
}

function expectLike(
  found: Float32Array[] | undefined,
  shape: ModelShape,
  parameters: Parameters,
  prompt: number[],
): void {
  const streams = referenceStreams(shape, parameters, prompt);
  expect(found).toHaveLength(shape.layers + 1);
  for (const [layer, state] of (found ?? []).entries()) {
    const expected = streams[layer]?.at(-1) ?? [];
    expect(state).toHaveLength(shape.width);
    for (const [i, value] of state.entries()) expect(Math.abs(value - (expected[i] ?? NaN))).toBeLessThan(2e-5);
  }
}

describe.each([
  ['learned positions, SiLU', siluLearned],
  ['rotary positions, gated', gatedRotary],
  ['the token before, SiLU', siluShifted],
])('hidden states with %s', (_, shape) => {
  it("are the reference model's residual streams at the last token", async () => {
    // room for few rows and slots, so that the prompts take several passes
    const engine = await Engine.create({ shape, training: 'none', maxTokens: shape.context, slots: 3 });
    const base = randomBase(shape);
    engine.loadBase(base);
    const all = prompts(shape, 17);
    const found = engine.hiddenStates(all, 'policy');
    expect(found).toHaveLength(all.length);
    for (const [i, prompt] of all.entries()) expectLike(found[i], shape, toParameters(base), prompt);
  });

  it('do not depend on how many are computed together, not by a bit', async () => {
    const wide = await Engine.create({ shape, training: 'none', maxTokens: 200 });
    const narrow = await Engine.create({ shape, training: 'none', maxTokens: shape.context, slots: 2 });
    for (const engine of [wide, narrow]) engine.loadBase(randomBase(shape));
    const all = prompts(shape, 30);
    expect(wide.hiddenStates(all, 'policy')).toEqual(narrow.hiddenStates(all, 'policy'));
  });
});

describe('hidden states', () => {
  it('are those of the asked weights', async () => {
    const engine = await Engine.create({
      shape: gatedRotary,
      training: { rank: 2, alpha: 4, rankStabilised: false },
    });
    const base = randomBase(gatedRotary);
    const adapter = randomAdapter(gatedRotary, 2);
    engine.loadBase(base);
    engine.loadAdapter(adapter);
    const prompt = [3, 1, 4, 1, 5];
    expectLike(engine.hiddenStates([prompt], 'base')[0], gatedRotary, toParameters(base), prompt);
    const merged = withAdapter(gatedRotary, toParameters(base), toParameters(adapter), 2);
    expectLike(engine.hiddenStates([prompt], 'policy')[0], gatedRotary, merged, prompt);
    expect(() => engine.hiddenStates([prompt], 'reference')).toThrow('snapshotReference');
  });

  it('of no prompts are none; an empty, long or foreign prompt is refused by its number', async () => {
    const engine = await Engine.create({ shape: siluLearned, training: 'none' });
    expect(engine.hiddenStates([], 'base')).toEqual([]);
    expect(() => engine.hiddenStates([[1], []], 'base')).toThrow('prompt 1 is empty');
    expect(() => engine.hiddenStates([new Array<number>(14).fill(1)], 'base')).toThrow('prompt 0 has 14 tokens');
    expect(() => engine.hiddenStates([[1], [2, 24]], 'base')).toThrow('prompt 1: token 24 at index 1');
  });

  it('report progress prompt by prompt', async () => {
    const engine = await Engine.create({ shape: siluLearned, training: 'none', maxTokens: 13, slots: 2 });
    const steps = engine.hiddenStateSteps([[1, 2], [3], [4]], 'base');
    expect(steps.next().value).toEqual({ done: 2, total: 3 });
    expect(steps.next().value).toEqual({ done: 3, total: 3 });
    expect(steps.next().done).toBe(true);
  });
});
