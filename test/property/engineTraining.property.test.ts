// How a batch is divided for computing changes no bit: not the memory for one pass, not the worker that has a shard, not
// the path through the public functions. Only the number of shards is part of the arithmetic.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine, type EngineOptions } from '../../src/engine/engine.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import { shardBounds, type SupervisedRow } from '../../src/engine/training/steps.ts';
import {
  bits,
  gatedRotary,
  ktoExamples,
  raggedRows,
  randomAdapter,
  randomBase,
  siluLearned,
  siluShifted,
  weightSum,
} from '../support/engineCases.ts';

const lora = { rank: 3, alpha: 6, rankStabilised: true };
const adam = { ...adamDefaults, learningRate: 0.01, weightDecay: 0.01 };
const kto = { beta: 0.2, desirableWeight: 1, undesirableWeight: 0.8 };

const cases = [siluLearned, gatedRotary, siluShifted].flatMap((shape) =>
  (['full', lora] as const).map(
    (training) => [shape.mlp, training === 'full' ? 'full' : 'LoRA', shape, training] as const,
  ),
);

describe.each(cases)('%s, %s', (_mlp, _training, shape, training) => {
  const base = randomBase(shape);
  const adapter = randomAdapter(shape, lora.rank);
  const create = (sizes: Partial<EngineOptions>): Promise<Engine> =>
    Engine.create({ shape, training, slots: 4, ...sizes });
  const load = (engine: Engine): Engine => {
    engine.loadBase(base);
    if (typeof training === 'object') engine.loadAdapter(adapter);
    engine.snapshotReference();
    return engine;
  };
  const lengths = fc.array(fc.integer({ min: 1, max: shape.context + 1 }), { minLength: 1, maxLength: 24 });
  const batch = fc
    .tuple(lengths, fc.nat())
    .map(([all, seed]) => raggedRows([...all, 2], shape.vocabulary, RandomStream.root(seed)))
    // a row of one token predicts nothing
    .map((rows) => rows.map(({ tokens, weights }) => ({ tokens, weights: weights.map((w, i) => (i === 0 ? 0 : w)) })));

  let engines: Engine[];
  beforeAll(async () => {
    const { context } = shape;
    engines = await Promise.all([context, 2 * context, 10 * context].map((maxTokens) => create({ maxTokens })));
  });

  it('two supervised steps have the same bits for all sizes of a pass', () => {
    fc.assert(
      fc.property(batch, batch, (first, second) => {
        const results = engines.map((engine) => {
          load(engine);
          const reports = [first, second].map((rows) => engine.supervisedStep(rows, adam));
          return `${bits(reports.flatMap(({ loss, gradientNorm }) => [loss, gradientNorm]))} ${bits(engine.trainedParameters())}`;
        });
        expect(new Set(results).size).toBe(1);
      }),
      { seed: 12, numRuns: 12 },
    );
  });

  it('hundreds of the shortest rows, more than the pages of one pass', async () => {
    const rows = raggedRows(new Array<number>(400).fill(2), shape.vocabulary);
    const results: string[] = [];
    for (const maxTokens of [shape.context, 600]) {
      const engine = load(await create({ maxTokens, shards: 1 }));
      const { loss } = engine.supervisedStep(rows, adam);
      results.push(`${bits([loss])} ${bits(engine.trainedParameters())}`);
    }
    expect(new Set(results).size).toBe(1);
  });

  it('shards computed apart, on other engines, applied in order, are the step', () => {
    fc.assert(
      fc.property(batch, (rows) => {
        const [whole, applying, helping] = engines.map(load);
        if (!whole || !applying || !helping) throw new Error('three engines are needed');
        const step = whole.supervisedStep(rows, adam);
        const total = weightSum(rows);
        const shards = [3, 0, 2, 1].map((index) => {
          const [start, end] = shardBounds(rows.length, 4, index);
          return { index, ...(index % 2 ? helping : applying).supervisedShardGradient(rows.slice(start, end), total) };
        });
        shards.sort((a, b) => a.index - b.index);
        const applied = applying.applyShardGradients(
          shards.map(({ gradient }) => gradient),
          adam,
        );
        expect(applied.gradientNorm).toBe(step.gradientNorm);
        expect(shards.reduce((sum, { sums }) => sum + (sums[0] ?? NaN), 0) / total).toBe(step.loss);
        expect(bits(applying.trainedParameters())).toBe(bits(whole.trainedParameters()));
      }),
      { seed: 13, numRuns: 12 },
    );
  });

  it('two KTO steps likewise, and neither scoring nor sampling between them shows', () => {
    const [first, second] = [14, 15].map((seed) => ktoExamples(shape, 7, RandomStream.root(seed)));
    const results = engines.map((engine, nth) => {
      load(engine);
      const reports = [first ?? [], second ?? []].map((rows) => {
        const report = engine.ktoStep(rows, kto, adam);
        if (nth === 1) {
          engine.logProbs([{ prompt: [1, 2, 3], completions: [[4, 5], [6]] }], 'reference');
          const streams = [RandomStream.root(1), RandomStream.root(2)];
          engine.sample([{ prompt: [7], temperature: 1, maxNewTokens: 9, endToken: 2, streams }], 'policy');
          engine.supervisedShardGradient([{ tokens: [1, 2], weights: [0, 1] }], 1);
        }
        return [report.loss, report.gradientNorm, report.kl.raw, ...report.implicitRewards];
      });
      return `${bits(reports.flat())} ${bits(engine.trainedParameters())}`;
    });
    expect(new Set(results).size).toBe(1);
  });

  it('the order of the rows within a pass matters no more than rounding, and rows without weight not at all', async () => {
    const rows = raggedRows([9, 3, 12, 5, 7, 2], shape.vocabulary);
    const silent: SupervisedRow = { tokens: [1, 2, 3], weights: [0, 0, 0] };
    const engine = load(await create({ shards: 1 }));
    const { gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
    const with0 = engine.supervisedShardGradient(
      [silent, ...rows.slice(0, 3), silent, ...rows.slice(3), silent],
      weightSum(rows),
    );
    expect(bits(with0.gradient)).toBe(bits(gradient));
    const reversed = engine.supervisedShardGradient(rows.toReversed(), weightSum(rows)).gradient;
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = gradient.reduce((most, value, i) => Math.max(most, Math.abs(value - (reversed[i] ?? NaN))), 0);
    expect(apart).toBeLessThan(1e-5 * largest);
  });
});

it('the same seed gives the same start, another seed another, and tensors their own streams', async () => {
  const engine = await Engine.create({ shape: siluLearned, training: lora, slots: 4 });
  engine.initialise(RandomStream.root(1));
  const [base, adapter] = [engine.baseTensors(), engine.adapterTensors()];
  engine.initialise(RandomStream.root(2));
  expect(engine.baseTensors()).not.toEqual(base);
  engine.initialise(RandomStream.root(1));
  expect(engine.baseTensors()).toEqual(base);
  expect(engine.adapterTensors()).toEqual(adapter);
  const deeper = await Engine.create({
    shape: { ...siluLearned, layers: 3, vocabulary: 48 },
    training: 'none',
    slots: 4,
  });
  deeper.initialise(RandomStream.root(1));
  const query = (tensors: typeof base): Float32Array | undefined =>
    tensors.find(({ name }) => name === 'layer.1.query')?.data;
  expect(query(deeper.baseTensors())).toEqual(query(base));
});
