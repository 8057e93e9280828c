// A KTO step whose rows go forward once gives the bits of one whose rows go forward again for their gradient.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions, KtoLogProbs, ShardGradient } from '../../src/engine/types.ts';
import { encodeModelTensors } from '../../src/engine/modelFile.ts';
import { EnginePool } from '../../src/engine/parallel/pool.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import { shardBounds, type KtoExample, type KtoShardOptions } from '../../src/engine/training/steps.ts';
import {
  bits,
  gatedRotary,
  ktoExamples,
  randomAdapter,
  randomBase,
  randomTokens,
  siluLearned,
  siluShifted,
} from '../support/engineCases.ts';
import { localReplica } from '../support/localReplica.ts';

const lora = { rank: 3, alpha: 6, rankStabilised: true };
const kto = { beta: 0.2, desirableWeight: 1, undesirableWeight: 0.8 };

const cases = [siluLearned, gatedRotary, siluShifted].flatMap((shape) =>
  (['full', lora] as const).map(
    (training) => [shape.mlp, training === 'full' ? 'full' : 'LoRA', shape, training] as const,
  ),
);

const sameLogProbs = (one: KtoLogProbs, other: KtoLogProbs): void => {
  for (const field of ['policyLogProbs', 'referenceLogProbs', 'mismatched'] as const) {
    expect(bits(one[field]), field).toBe(bits(other[field]));
  }
};

describe.each(cases)('%s, %s', (_mlp, _training, shape, training) => {
  const create = async (sizes: Partial<EngineOptions>): Promise<Engine> => {
    const engine = await Engine.create({ shape, training, slots: 4, ...sizes });
    engine.loadBase(randomBase(shape));
    engine.snapshotReference();
    if (typeof training === 'object') engine.loadAdapter(randomAdapter(shape, lora.rank));
    return engine;
  };
  /** Prompts of 1 to nearly the context's length, completions of 1 to 6 tokens; some bring their mismatched pair. */
  const batch = fc.tuple(fc.integer({ min: 2, max: 12 }), fc.nat()).map(([count, seed]) => {
    const stream = RandomStream.root(seed);
    return ktoExamples(shape, count, stream).map((row): KtoExample => {
      if (stream.uniform() < 0.5) return row;
      const length = 1 + stream.integer(Math.min(9, shape.context - row.prompt.length));
      return {
        ...row,
        mismatched: { completion: randomTokens(stream, length, shape.vocabulary), referenceLogProb: -3 },
      };
    });
  });

  let plain: Engine;
  let keeping: Engine[];
  beforeAll(async () => {
    const { context } = shape;
    plain = await create({});
    keeping = await Promise.all(
      [
        // none, too few, too small for some rows with their branch, and enough
        { keptPasses: 0 },
        { keptPasses: 2, maxTokens: 2 * context },
        { keptPasses: 30, maxTokens: context },
        { keptPasses: 30, maxTokens: 3 * context },
      ].map(create),
    );
  });

  it('log-probabilities and gradients, whichever rows push and whatever is done in between', () => {
    const keptParts = keeping.map(() => 0);
    fc.assert(
      fc.property(batch, fc.nat(), fc.nat(), (rows, from, seed) => {
        // an engine has a part of the batch, of which some rows push, in parts of their own
        const start = from % rows.length;
        const stream = RandomStream.root(seed);
        const pushing = rows.flatMap((_, i) => (i >= start && stream.uniform() < 0.8 ? [i] : []));
        const parts = [0, 1, 2].map((part) => pushing.slice(...shardBounds(pushing.length, 3, part)));
        const expected = plain.ktoLogProbs(rows, start, rows.length);
        const askOf = (numbers: readonly number[], { referenceLogProbs }: KtoLogProbs) => ({
          ...{ ...kto, kl: 0.1, batchRows: rows.length },
          referenceLogProbs: Float64Array.from(numbers, (number) => referenceLogProbs[number - start] ?? NaN),
        });
        const gradientOf = (engine: Engine, numbers: readonly number[], options: KtoShardOptions): ShardGradient =>
          engine.ktoShardGradient(
            rows.filter((_, i) => numbers.includes(i)),
            options,
          );
        const wanted = parts.map((numbers) => gradientOf(plain, numbers, askOf(numbers, expected)));
        const isAlone = rows.every(({ mismatched }) => mismatched);
        for (const [nth, engine] of keeping.entries()) {
          const forward = isAlone
            ? engine.ktoForward(start, rows.slice(start), 0, rows.length - start)
            : engine.ktoForward(start, rows, start, rows.length);
          sameLogProbs(forward, expected);
          engine.logProbs([{ prompt: [1, 2, 3], completions: [[4, 5], [6]] }], 'policy');
          engine.supervisedShardGradient([{ tokens: [1, 2], weights: [0, 1] }], 1);
          for (const [part, numbers] of [...parts.entries()].reverse()) {
            const options = askOf(numbers, forward);
            // of some rows it is told in full, as of those that went forward elsewhere
            const asked = numbers.map((number) => (stream.uniform() < 0.3 ? (rows[number] ?? number) : number));
            const kept = engine.ktoKeptGradient(asked, options);
            if (kept && asked.some((each) => typeof each === 'number')) keptParts[nth] = (keptParts[nth] ?? 0) + 1;
            const found = kept ?? gradientOf(engine, numbers, options);
            expect(bits(found.sums)).toBe(bits(wanted[part]?.sums ?? []));
            expect(bits(found.gradient)).toBe(bits(wanted[part]?.gradient ?? []));
            // the activations are used up
            if (asked.some((each) => typeof each === 'number'))
              expect(engine.ktoKeptGradient(asked, options)).toBeNull();
          }
        }
      }),
      { seed: 31, numRuns: 40 },
    );
    const [none, few, small, all] = keptParts;
    expect(none).toBe(0);
    expect(few).toBeGreaterThan(0);
    expect(small).toBeGreaterThan(0);
    expect(Math.max(few ?? NaN, small ?? NaN)).toBeLessThan(all ?? NaN);
  });

  it('nothing is kept past a change of parameters, nor of rows that are not those of the last forward pass', () => {
    const [, , , engine] = keeping;
    if (!engine) throw new Error('an engine is missing');
    const rows = ktoExamples(shape, 6);
    const ask = (numbers: readonly number[]) => {
      const referenceLogProbs = new Float64Array(numbers.length).fill(-5);
      return engine.ktoKeptGradient(numbers, { ...kto, kl: 0, batchRows: 6, referenceLogProbs });
    };
    const before = engine.trainedParameters();
    for (let round = 0; round < 40; round++) engine.ktoForward(0, rows, 0, 6);
    expect(ask([0, 1, 6])).toBeNull();
    expect(ask([1, 2])?.gradient.some((value) => value !== 0)).toBe(true);
    expect(ask([0, 1])).toBeNull();
    engine.ktoForward(2, rows, 2, 4);
    expect(ask([0])).toBeNull();
    expect(ask([4])).toBeNull();
    engine.supervisedStep([{ tokens: [1, 2], weights: [0, 1] }], { ...adamDefaults, learningRate: 0.01 });
    expect(engine.trainedParameters()).not.toEqual(before);
    expect(ask([2])).toBeNull();
    engine.ktoForward(0, rows, 0, 6);
    engine.resetOptimizer();
    expect(ask([0])).toBeNull();
  });
});

it.each([1, 2, 3, 5])('%i replicas take the steps of one engine, rows that fade and all', async (count) => {
  const shape = siluShifted;
  const base = randomBase(shape);
  const file = encodeModelTensors(shape, base, 'float32');
  const engine = await Engine.create({ shape, training: lora, slots: 4 });
  engine.loadBase(base);
  engine.resetAdapter(RandomStream.root(2));
  engine.snapshotReference();
  const replicas = Array.from({ length: count }, localReplica);
  const pool = await EnginePool.create(replicas, { shape, training: lora, slots: 4 });
  await pool.load(file);
  await pool.resetAdapter(RandomStream.root(2));
  await pool.snapshotReference();
  const rows = ktoExamples(shape, 13);
  const scored = engine.ktoLogProbs(rows, 0, rows.length);
  const paired = rows.map((row, i) => ({
    ...row,
    mismatched: { completion: [1 + (i % 5), 7], referenceLogProb: -6 },
    // some begin so far away that they do not push, others fade on the way
    referenceLogProb: (scored.referenceLogProbs[i] ?? NaN) - ([0, 9, 0, 2][i % 4] ?? NaN),
  }));
  const adam = { ...adamDefaults, learningRate: 0.02 };
  const pushing: number[] = [];
  for (const batch of [rows, paired, paired.slice(0, 3), paired, paired.slice(5), rows]) {
    const expected = engine.ktoStep(batch, { ...kto, beta: 1.2 }, adam);
    expect(await pool.ktoStep(batch, { ...kto, beta: 1.2 }, adam)).toEqual(expected);
    pushing.push(expected.saturatedShare);
  }
  expect(new Set(pushing).size).toBeGreaterThan(2);
  expect(bits(await pool.trainedParameters())).toBe(bits(engine.trainedParameters()));
});
