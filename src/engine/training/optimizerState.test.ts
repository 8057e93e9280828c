import { describe, expect, it } from 'vitest';
import { gatedRotary, raggedRows, randomBase } from '../../../test/support/engineCases.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { Engine } from '../engine.ts';
import type { EngineOptions, OptimizerState } from '../types.ts';
import { adamDefaults } from './optimizer.ts';

const adam = { ...adamDefaults, learningRate: 0.02, weightDecay: 0.1, beta2: 0.98 };
const lora = { rank: 3, alpha: 6, rankStabilised: false };
const batch = (step: number) => raggedRows([5, 9, 3], 30, RandomStream.root(5).child(String(step)));

async function engineFor(training: EngineOptions['training'], steps: number): Promise<Engine> {
  const engine = await Engine.create({ shape: gatedRotary, training });
  engine.loadBase(randomBase(gatedRotary));
  if (typeof training === 'object') engine.resetAdapter(RandomStream.root(3));
  train(engine, 0, steps);
  return engine;
}

function train(engine: Engine, from: number, to: number): void {
  for (let step = from; step < to; step++) engine.supervisedStep(batch(step), adam);
}

describe.each([
  ['full training', 'full' as const],
  ['LoRA', lora],
])('the optimizer state of %s', (_, training) => {
  it('lets training go on with the same bits', async () => {
    const unbroken = await engineFor(training, 9);
    const first = await engineFor(training, 4);
    const state = structuredClone(first.optimizerState());
    expect(state.steps).toBe(4);
    expect(state.firstMoment).toHaveLength(first.trainedParameters().length);
    const resumed = await engineFor(training, 0);
    if (training === 'full') resumed.loadBase(first.baseTensors());
    else resumed.loadAdapter(first.adapterTensors());
    resumed.loadOptimizerState(state);
    expect(resumed.optimizerState()).toEqual(state);
    train(resumed, 4, 9);
    expect(resumed.trainedParameters()).toEqual(unbroken.trainedParameters());
    expect(resumed.optimizerState()).toEqual(unbroken.optimizerState());
  });

  it('matters: without it the bits are others', async () => {
    const unbroken = await engineFor(training, 6);
    const forgetful = await engineFor(training, 4);
    forgetful.resetOptimizer();
    train(forgetful, 4, 6);
    expect(forgetful.trainedParameters()).not.toEqual(unbroken.trainedParameters());
  });

  it('holds the moments of the first step by their definition', async () => {
    const engine = await engineFor(training, 0);
    const fresh = engine.optimizerState();
    expect(fresh).toMatchObject({ steps: 0, power1: 1, power2: 1 });
    expect(fresh.firstMoment.some((value) => value !== 0) || fresh.secondMoment.some((value) => value !== 0)).toBe(
      false,
    );
    const { gradientNorm } = engine.supervisedStep(batch(0), { ...adam, clipNorm: Infinity });
    const { firstMoment, secondMoment, power1, power2 } = engine.optimizerState();
    expect([power1, power2]).toEqual([Math.fround(0.9), Math.fround(0.98)]);
    // m = (1 - beta1) g and v = (1 - beta2) g^2, so both give back the gradient's norm
    const norm1 = Math.sqrt(firstMoment.reduce((sum, value) => sum + value * value, 0)) / 0.1;
    const norm2 = Math.sqrt(secondMoment.reduce((sum, value) => sum + value, 0) / 0.02);
    expect(norm1 / gradientNorm).toBeCloseTo(1, 4);
    expect(norm2 / gradientNorm).toBeCloseTo(1, 4);
  });

  it('refuses what no training leaves behind, and stays as it was', async () => {
    const engine = await engineFor(training, 2);
    const state = engine.optimizerState();
    const changed = (values: Float32Array, value: number): Float32Array => values.map((v, i) => (i === 7 ? value : v));
    const cases: [Partial<OptimizerState>, RegExp][] = [
      [{ steps: -1 }, /steps: -1/],
      [{ steps: 1.5 }, /steps: 1.5/],
      [{ steps: 0 }, /power1/],
      [{ power1: 1 }, /power1: 1/],
      [{ power2: NaN }, /power2: NaN/],
      [{ power2: -0.5 }, /power2/],
      [{ firstMoment: state.firstMoment.slice(1) }, /firstMoment: \d+ values, not \d+/],
      [{ secondMoment: new Float32Array(0) }, /secondMoment: 0 values/],
      [{ firstMoment: changed(state.firstMoment, Infinity) }, /firstMoment: value 7 is not finite/],
      [{ secondMoment: changed(state.secondMoment, NaN) }, /secondMoment: value 7 is not finite/],
      [{ secondMoment: changed(state.secondMoment, -1) }, /secondMoment holds a value below 0/],
    ];
    for (const [fault, message] of cases) {
      expect(() => {
        engine.loadOptimizerState({ ...state, ...fault });
      }).toThrow(expect.objectContaining({ code: 'badInput', message: expect.stringMatching(message) as string }));
      expect(engine.optimizerState()).toEqual(state);
    }
  });
});

it('an engine that does not train has no optimizer state', async () => {
  const engine = await Engine.create({ shape: gatedRotary, training: 'none' });
  expect(() => engine.optimizerState()).toThrow(expect.objectContaining({ code: 'notAvailable' }));
});
