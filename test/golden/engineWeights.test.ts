// Models and adapters through the weights file and back into an engine.
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { EngineError } from '../../src/engine/errors.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { NamedTensor } from '../../src/engine/transformer/tensors.ts';
import { decodeWeights, encodeWeights } from '../../src/engine/weights/index.ts';
import {
  bits,
  gatedRotary,
  raggedRows,
  randomAdapter,
  randomBase,
  randomTokens,
  siluLearned,
  siluShifted,
} from '../support/engineCases.ts';

const lora = { rank: 5, alpha: 10, rankStabilised: false };
const stream = RandomStream.root(41);
const scores = Array.from({ length: 12 }, (_, i) => ({
  prompt: randomTokens(stream, 1 + (i % 6), 24),
  completions: [randomTokens(stream, 7, 24)],
}));

function logProbsOf(engine: Engine): number[] {
  return engine.logProbs(scores, 'policy').flatMap((row) => row.flatMap((values) => [...values]));
}

/** Probability of every token after each prompt. */
function distributions(engine: Engine): number[] {
  const options = Array.from({ length: engine.shape.vocabulary }, (_token, i) => i);
  const requests = scores.map(({ prompt }) => ({ transcript: prompt, questions: [{ tokens: [], options }] }));
  return engine.readout(requests, 'policy').flatMap((row) => row.flatMap(({ probabilities }) => probabilities));
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe.each([siluLearned, gatedRotary, siluShifted])(
  '$mlp, $position positions, token before: $tokenShift',
  (shape) => {
    const trained = async (): Promise<Engine> => {
      const engine = await Engine.create({ shape, training: 'full', slots: 8 });
      engine.loadBase(randomBase(shape));
      const rows = raggedRows([9, 12, 5], shape.vocabulary);
      for (let step = 0; step < 3; step++) engine.supervisedStep(rows, { ...adamDefaults, learningRate: 0.01 });
      return engine;
    };

    it('float32 keeps every bit of a trained model', async () => {
      const engine = await trained();
      const file = encodeWeights(
        { kind: 'model', metadata: { shape: { ...shape } }, tensors: engine.baseTensors() },
        'float32',
      );
      const decoded = decodeWeights(file);
      expect(decoded.kind).toBe('model');
      const other = await Engine.create({ shape, training: 'none', slots: 8 });
      other.loadBase(decoded.tensors);
      expect(other.baseTensors()).toEqual(engine.baseTensors());
      expect(bits(other.trainedParameters())).toBe(bits(engine.trainedParameters()));
      expect(bits(logProbsOf(other))).toBe(bits(logProbsOf(engine)));
      expect(bits(distributions(other))).toBe(bits(distributions(engine)));
      const again = encodeWeights(
        { kind: 'model', metadata: { shape: { ...shape } }, tensors: other.baseTensors() },
        'float32',
      );
      expect(again).toEqual(file);
    });

    it('tensors are found by name, not by place', async () => {
      const engine = await trained();
      const other = await Engine.create({ shape, training: 'none', slots: 8 });
      other.loadBase(engine.baseTensors().reverse());
      expect(bits(logProbsOf(other))).toBe(bits(logProbsOf(engine)));
    });

    it('float32 keeps every bit of an adapter, without the padding of its rank', async () => {
      const engine = await Engine.create({ shape, training: lora, slots: 8 });
      engine.loadBase(randomBase(shape));
      engine.loadAdapter(randomAdapter(shape, lora.rank));
      expect(engine.adapterTensors()).toEqual(randomAdapter(shape, lora.rank));
      const file = encodeWeights(
        { kind: 'adapter', metadata: { ...lora }, tensors: engine.adapterTensors() },
        'float32',
      );
      const decoded = decodeWeights(file);
      expect(decoded.kind).toBe('adapter');
      const other = await Engine.create({ shape, training: lora, slots: 8 });
      other.loadBase(randomBase(shape));
      const untouched = logProbsOf(other);
      other.loadAdapter(decoded.tensors);
      expect(other.adapterTensors()).toEqual(engine.adapterTensors());
      expect(bits(logProbsOf(other))).toBe(bits(logProbsOf(engine)));
      expect(bits(logProbsOf(other))).not.toBe(bits(untouched));
    });

    it('base and adapter may be loaded in either order', async () => {
      const [other, adapter] = [randomBase(shape, 5), randomAdapter(shape, lora.rank)];
      const engine = await Engine.create({ shape, training: lora, slots: 8 });
      engine.loadBase(other);
      engine.loadAdapter(adapter);
      const expected = bits(logProbsOf(engine));
      const turned = await Engine.create({ shape, training: lora, slots: 8 });
      turned.loadBase(randomBase(shape));
      turned.loadAdapter(adapter);
      expect(bits(logProbsOf(turned))).not.toBe(expected);
      turned.loadBase(other);
      expect(bits(logProbsOf(turned))).toBe(expected);
    });

    // float16 moves a weight by up to 2^-11 of itself, int8 by up to 1/254 of its row's largest: about 10 times as much
    // where rows are normal. Weights here are an order larger than at the start of training and the logits reach 10, so the
    // bounds are for models far along.
    it.each([
      ['float16', 0.02],
      ['int8', 0.4],
    ] as const)('%s changes log-probabilities by less than %f nats', async (storage, bound) => {
      const engine = await trained();
      const { tensors } = decodeWeights(
        encodeWeights({ kind: 'model', metadata: {}, tensors: engine.baseTensors() }, storage),
      );
      const other = await Engine.create({ shape, training: 'none', slots: 8 });
      other.loadBase(tensors);
      const difference = largestDifference(logProbsOf(engine), logProbsOf(other));
      expect(difference).toBeLessThan(bound);
      expect(difference).toBeGreaterThan(0);
    });
  },
);

describe('refusals', () => {
  const shape = siluLearned;
  const base = randomBase(shape);
  const adapter = randomAdapter(shape, lora.rank);
  const spoilt = (
    tensors: readonly NamedTensor[],
    name: string,
    change: (tensor: NamedTensor) => NamedTensor,
  ): NamedTensor[] => tensors.map((tensor) => (tensor.name === name ? change(tensor) : tensor));
  const withValue =
    (value: number) =>
    (tensor: NamedTensor): NamedTensor => ({ ...tensor, data: tensor.data.with(3, value) });
  const bad: [string, (tensors: readonly NamedTensor[], name: string) => NamedTensor[], RegExp][] = [
    ['missing', (tensors, name) => tensors.filter((tensor) => tensor.name !== name), /tensor (\S+) is missing/],
    [
      'unknown',
      (tensors) => [...tensors, { name: 'layer.7.query', shape: [1], data: new Float32Array(1) }],
      /layer\.7\.query does not belong/,
    ],
    ['renamed', (tensors, name) => spoilt(tensors, name, (tensor) => ({ ...tensor, name: 'other' })), /is missing/],
    [
      'turned',
      (tensors, name) => spoilt(tensors, name, (tensor) => ({ ...tensor, shape: tensor.shape.toReversed() })),
      /has shape \[\d+,\d+\], not \[\d+,\d+\]/,
    ],
    [
      'flat',
      (tensors, name) => spoilt(tensors, name, (tensor) => ({ ...tensor, shape: [tensor.data.length] })),
      /has shape \[\d+\], not/,
    ],
    [
      'short',
      (tensors, name) => spoilt(tensors, name, (tensor) => ({ ...tensor, data: tensor.data.slice(1) })),
      /has shape/,
    ],
    ['NaN', (tensors, name) => spoilt(tensors, name, withValue(NaN)), /holds a value that is not finite/],
    ['Infinity', (tensors, name) => spoilt(tensors, name, withValue(-Infinity)), /holds a value that is not finite/],
    ['nothing', () => [], /is missing/],
  ];

  it.each(bad)('%s: refused by name, and nothing is written', async (_, change, message) => {
    const engine = await Engine.create({ shape, training: lora, slots: 8 });
    engine.loadBase(base);
    engine.loadAdapter(adapter);
    const before = bits(logProbsOf(engine));
    const refusal = (task: () => void): EngineError => {
      try {
        task();
      } catch (error) {
        if (error instanceof EngineError) return error;
        throw error;
      }
      throw new Error('nothing was refused');
    };
    // the other tensors differ, so that a partial load would show
    const otherBase = change(randomBase(shape, 5), 'layer.1.up');
    const otherAdapter = change(randomAdapter(shape, lora.rank, 5), 'layer.1.up.loraB');
    for (const error of [
      refusal(() => {
        engine.loadBase(otherBase);
      }),
      refusal(() => {
        engine.loadAdapter(otherAdapter);
      }),
    ]) {
      expect(error.code).toBe('badInput');
      expect(error.message).toMatch(message);
    }
    expect(bits(logProbsOf(engine))).toBe(before);
  });

  it('an adapter of another rank, and a model where an adapter belongs', async () => {
    const engine = await Engine.create({ shape, training: lora, slots: 8 });
    for (const tensors of [randomAdapter(shape, lora.rank + 1), randomAdapter(shape, 8), base]) {
      expect(() => {
        engine.loadAdapter(tensors);
      }).toThrow(EngineError);
    }
    expect(() => {
      engine.loadBase(adapter);
    }).toThrow(/tensor embedding is missing/);
  });

  it('what is handed out and in is copied', async () => {
    const engine = await Engine.create({ shape, training: lora, slots: 8 });
    const given = randomBase(shape);
    engine.loadBase(given);
    const before = bits(logProbsOf(engine));
    for (const { data } of given) data.fill(0);
    for (const { data } of engine.baseTensors()) data.fill(0);
    engine.trainedParameters().fill(7);
    expect(bits(logProbsOf(engine))).toBe(before);
    expect(engine.baseTensors()).toEqual(base);
  });
});
