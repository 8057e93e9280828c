// What is not finite or does not fit stops the engine with an error that says where, and no parameter changes by a bit.
import { beforeEach, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { EngineError, type EngineErrorCode } from '../../src/engine/errors.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import { ShapeError } from '../../src/engine/transformer/shape.ts';
import type { NamedTensor } from '../../src/engine/transformer/tensors.ts';
import {
  bits,
  ktoExamples,
  raggedRows,
  randomAdapter,
  randomBase,
  siluLearned,
  weightSum,
} from '../support/engineCases.ts';

const shape = siluLearned;
const rows = raggedRows([9, shape.context + 1, 4], shape.vocabulary);
const base = randomBase(shape);
const adam = { ...adamDefaults, learningRate: 0.01 };
const kto = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1 };
const lora = { rank: 3, alpha: 3, rankStabilised: false };

/** The base with one tensor's values all replaced. */
function filled(name: string, value: number): NamedTensor[] {
  return base.map((tensor) => (tensor.name === name ? { ...tensor, data: tensor.data.map(() => value) } : tensor));
}

function refusal(task: () => unknown): EngineError {
  try {
    task();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The task is refused with this code and message, the parameters stay, and so does the optimizer. */
function expectRefused(engine: Engine, code: EngineErrorCode, message: RegExp, task: () => unknown): void {
  const before = bits(engine.trainedParameters());
  const error = refusal(task);
  expect(error.message).toMatch(message);
  expect(error.code).toBe(code);
  expect(bits(engine.trainedParameters())).toBe(before);
}

describe('a full training engine', () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await Engine.create({ shape, training: 'full', slots: 4 });
    engine.loadBase(base);
  });

  // where a huge but finite weight first overflows is worked out from the order of the layers
  it.each([
    ['embedding', 1e30, /entering the attention of layer 0/],
    ['layer.0.output', 1e30, /entering the MLP of layer 0/],
    ['layer.0.down', 1e30, /entering the attention of layer 1/],
    ['layer.1.output', 1e30, /entering the MLP of layer 1/],
    ['layer.1.down', 1e30, /after the last layer/],
    ['layer.1.query', 3e38, /entering the MLP of layer 1/],
    ['layer.0.value', 3e38, /entering the MLP of layer 0/],
    ['finalNorm', 3e38, /the loss of target \d+|after the last layer/],
  ])('%s of %f', (name, value, where) => {
    engine.snapshotReference();
    engine.loadBase(filled(name, value));
    expectRefused(engine, 'notFinite', where, () => engine.supervisedStep(rows, adam));
    expectRefused(engine, 'notFinite', where, () => engine.supervisedShardGradient(rows, weightSum(rows)));
    expectRefused(engine, 'notFinite', /not finite/, () => engine.ktoStep(ktoExamples(shape, 4), kto, adam));
    const prompt = [1, 2, 3];
    const score = { prompt, completions: [[4, 5]] };
    expectRefused(engine, 'notFinite', /not finite/, () => engine.logProbs([score], 'policy'));
    const question = { transcript: prompt, questions: [{ tokens: [], options: [1, 2] }] };
    expectRefused(engine, 'notFinite', /not finite/, () => engine.readout([question], 'policy'));
    const streams = [RandomStream.root(1)];
    const request = { prompt, temperature: 1, maxNewTokens: 3, endToken: null, streams };
    expectRefused(engine, 'notFinite', /not finite/, () => engine.sample([request], 'policy'));
  });

  it('goes on as if nothing had been when good weights are loaded', async () => {
    engine.loadBase(filled('layer.1.down', 1e30));
    refusal(() => engine.supervisedStep(rows, adam));
    engine.loadBase(base);
    engine.supervisedStep(rows, adam);
    const fresh = await Engine.create({ shape, training: 'full', slots: 4 });
    fresh.loadBase(base);
    fresh.supervisedStep(rows, adam);
    expect(engine.trainedParameters()).toEqual(fresh.trainedParameters());
  });

  it.each([NaN, Infinity, -Infinity])('a gradient of %f, named, and the moments stay too', async (bad) => {
    engine.supervisedStep(rows, adam);
    const { gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
    const spoilt = gradient.slice();
    // embedding 24 x 16, position 13 x 16, attentionNorm 16: then layer 0's query
    spoilt[24 * 16 + 13 * 16 + 16 + 100] = bad;
    const where = /the gradient of layer\.0\.query is not finite; no parameter was changed/;
    expectRefused(engine, 'notFinite', where, () => engine.applyShardGradients([gradient, spoilt], adam));
    engine.applyShardGradients([gradient], adam);
    const fresh = await Engine.create({ shape, training: 'full', slots: 4 });
    fresh.loadBase(base);
    fresh.supervisedStep(rows, adam);
    fresh.applyShardGradients([gradient], adam);
    expect(engine.trainedParameters()).toEqual(fresh.trainedParameters());
  });

  it('gradients that overflow only when added up', () => {
    const huge = engine.supervisedShardGradient(rows, weightSum(rows)).gradient.map(() => 3e38);
    expectRefused(engine, 'notFinite', /the gradient of embedding/, () =>
      engine.applyShardGradients([huge, huge], adam),
    );
  });

  it('weights of tokens that add up to infinity', () => {
    const heavy = rows.map(({ tokens, weights }) => ({ tokens, weights: weights.map((w) => (w > 0 ? 1e308 : 0)) }));
    expectRefused(engine, 'badInput', /weight/, () => engine.supervisedStep(heavy, adam));
  });

  it.each([
    { learningRate: NaN },
    { learningRate: Infinity },
    { learningRate: 1e39 },
    { learningRate: -0.1 },
    { beta1: 1 },
    { beta1: NaN },
    { beta2: 1 },
    { beta2: -0.5 },
    { epsilon: 0 },
    { epsilon: -1 },
    { weightDecay: NaN },
    { weightDecay: Infinity },
    { clipNorm: NaN },
    { clipNorm: -1 },
  ])('Adam with %o', (wrong) => {
    expectRefused(engine, 'badInput', new RegExp(Object.keys(wrong).join()), () =>
      engine.supervisedStep(rows, { ...adam, ...wrong }),
    );
  });

  it('no learning rate, however large, leaves parameters that are not finite', () => {
    for (const learningRate of [1e30, 3.4e38]) {
      for (let step = 0; step < 3; step++) {
        try {
          engine.supervisedStep(rows, { ...adam, learningRate });
        } catch (error) {
          expect(error).toBeInstanceOf(EngineError);
        }
        expect(engine.trainedParameters().every(Number.isFinite)).toBe(true);
      }
      engine.loadBase(base);
    }
  });

  it.each([
    ['no rows', [], /weight above 0/],
    ['no weight', [{ tokens: [1, 2], weights: [0, 0] }], /weight above 0/],
    ['a weight on the first token', [{ tokens: [1, 2], weights: [1, 1] }], /row 0: weight 1 at index 0/],
    ['a negative weight', [{ tokens: [1, 2], weights: [0, -1] }], /row 0: weight -1 at index 1/],
    ['a weight that is no number', [{ tokens: [1, 2], weights: [0, NaN] }], /row 0: weight NaN at index 1/],
    ['fewer weights than tokens', [{ tokens: [1, 2], weights: [0] }], /1 weights for 2 tokens/],
    ['an unknown token', [{ tokens: [1, 24], weights: [0, 1] }], /row 0: token 24 at index 1 is not from 0 to 23/],
    ['a fraction', [{ tokens: [1, 0.5], weights: [0, 1] }], /row 0: token 0\.5/],
    [
      'a row too long',
      [...rows, { tokens: new Array<number>(15).fill(0), weights: new Array<number>(15).fill(0) }],
      /row 3 has 15 tokens, the limit is 14/,
    ],
  ])('a batch with %s', (_, bad, message) => {
    expectRefused(engine, 'badInput', message, () => engine.supervisedStep(bad, adam));
  });

  it('gradients of another length', () => {
    expectRefused(engine, 'badInput', /shard 0 has 3 gradients/, () =>
      engine.applyShardGradients([new Float32Array(3)], adam),
    );
  });

  it('no gradients at all, rather than those that the last step left behind', () => {
    engine.supervisedStep(rows, adam);
    expectRefused(engine, 'badInput', /./, () => engine.applyShardGradients([], adam));
  });

  it('a score or a question about a prompt that does not fit, even with nothing to answer', () => {
    for (const prompt of [[24], [-1], [1e9], new Array<number>(15).fill(0)]) {
      expectRefused(engine, 'badInput', /request 0/, () => engine.logProbs([{ prompt, completions: [] }], 'policy'));
      expectRefused(engine, 'badInput', /request 0/, () =>
        engine.readout([{ transcript: prompt, questions: [] }], 'policy'),
      );
    }
  });

  it('a tensor given twice', () => {
    expectRefused(engine, 'badInput', /finalNorm/, () => {
      engine.loadBase([...base, ...base.slice(-1)]);
    });
  });
});

describe('engines that lack something', () => {
  it('no training, no reference, no adapter', async () => {
    const engine = await Engine.create({ shape, training: 'none', slots: 4 });
    engine.loadBase(base);
    for (const task of [
      () => engine.supervisedStep(rows, adam),
      () => engine.ktoStep(ktoExamples(shape, 2), kto, adam),
      () => engine.applyShardGradients([], adam),
      () => engine.logProbs([{ prompt: [1], completions: [[2]] }], 'reference'),
      () => engine.adapterTensors(),
      () => {
        engine.loadAdapter([]);
      },
      () => {
        engine.resetAdapter(RandomStream.root(1));
      },
    ]) {
      expect(refusal(task).code).toBe('notAvailable');
    }
  });

  it('no reference to take', async () => {
    const engine = await Engine.create({ shape, training: 'none', slots: 4 });
    expect(() => {
      engine.snapshotReference();
    }).toThrow(EngineError);
  });

  it.each([
    { slots: 1 },
    { slots: 2.5 },
    { maxTokens: shape.context - 1 },
    { cacheTokens: 7 },
    { shards: 0 },
    { training: { ...lora, rank: 0 } },
    { training: { ...lora, rank: 65 } },
    { training: { ...lora, alpha: 0 } },
    { training: { ...lora, alpha: NaN } },
  ])('cannot be created with %o', async (wrong) => {
    await expect(Engine.create({ shape, training: 'full', ...wrong })).rejects.toBeInstanceOf(EngineError);
  });

  it('a shape that cannot be built, and one too large for one memory', async () => {
    const odd = Engine.create({ shape: { ...shape, width: 12 }, training: 'full' });
    await expect(odd).rejects.toBeInstanceOf(ShapeError);
    await expect(odd).rejects.toMatchObject({ field: 'width' });
    const huge = { ...shape, vocabulary: 4096, context: 512, width: 512, heads: 16, hidden: 2048, layers: 16 };
    await expect(Engine.create({ shape: huge, training: 'full', maxTokens: 4096 })).rejects.toThrow(/the model needs/);
  });
});

describe('LoRA', () => {
  it('huge adapters stop the step where they overflow, and neither base nor adapter changes', async () => {
    const engine = await Engine.create({ shape, training: lora, slots: 4 });
    engine.loadBase(base);
    const adapter = randomAdapter(shape, lora.rank).map((tensor) =>
      tensor.name.startsWith('layer.1.down.') ? { ...tensor, data: tensor.data.map(() => 1e19) } : tensor,
    );
    engine.loadAdapter(adapter);
    expectRefused(engine, 'notFinite', /after the last layer/, () => engine.supervisedStep(rows, adam));
    expect(engine.baseTensors()).toEqual(base);
    // the base alone is sound
    expect(engine.logProbs([{ prompt: [1], completions: [[2]] }], 'base')[0]?.[0]?.length).toBe(1);
  });
});
