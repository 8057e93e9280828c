// A KTO step whose rows go forward once gives the bits of one whose rows go forward again for their gradient.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions, KtoLogProbs, ShardGradient } from '../../src/engine/types.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import { shardBounds, type KtoExample } from '../../src/engine/training/steps.ts';
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

  it('log-probabilities and gradients, whatever is done in between', () => {
    const keptShards = keeping.map(() => 0);
    fc.assert(
      fc.property(batch, fc.integer({ min: 1, max: 4 }), (rows, shards) => {
        const bounds = Array.from({ length: shards }, (_, shard) => shardBounds(rows.length, shards, shard));
        const of = (start: number, end: number, { referenceLogProbs }: KtoLogProbs) =>
          [rows.slice(start, end), { ...kto, kl: 0.1, batchRows: rows.length, referenceLogProbs }] as const;
        const expected = bounds.map(([start, end]) => {
          const logProbs = plain.ktoLogProbs(rows, start, end);
          return { logProbs, ...plain.ktoShardGradient(...of(start, end, logProbs)) };
        });
        for (const [nth, engine] of keeping.entries()) {
          const forward = bounds.map(([start, end], shard) => engine.ktoForward(shard, rows, start, end));
          engine.logProbs([{ prompt: [1, 2, 3], completions: [[4, 5], [6]] }], 'policy');
          engine.supervisedShardGradient([{ tokens: [1, 2], weights: [0, 1] }], 1);
          for (const [shard, [start, end]] of [...bounds.entries()].reverse()) {
            const wanted = expected[shard];
            const logProbs = forward[shard];
            if (!wanted || !logProbs) throw new Error('a shard is missing');
            sameLogProbs(logProbs, wanted.logProbs);
            const [own, options] = of(start, end, logProbs);
            const kept: ShardGradient | null = engine.ktoKeptGradient(shard, options);
            keptShards[nth] = (keptShards[nth] ?? 0) + (kept ? 1 : 0);
            const found = kept ?? engine.ktoShardGradient(own, options);
            expect(bits(found.sums)).toBe(bits(wanted.sums));
            expect(bits(found.gradient)).toBe(bits(wanted.gradient));
            // the activations are used up
            expect(engine.ktoKeptGradient(shard, options)).toBeNull();
          }
        }
      }),
      { seed: 31, numRuns: 25 },
    );
    const [none, few, small, all] = keptShards;
    expect(none).toBe(0);
    expect(few).toBeGreaterThan(0);
    expect(small).toBeGreaterThan(0);
    expect(Math.max(few ?? NaN, small ?? NaN)).toBeLessThan(all ?? NaN);
  });

  it('nothing is kept past a change of parameters, and room comes free again', () => {
    const [, , , engine] = keeping;
    const rows = ktoExamples(shape, 6);
    const options = { ...kto, kl: 0, batchRows: 6, referenceLogProbs: new Float64Array(6).fill(-5) };
    const before = engine?.trainedParameters();
    for (let round = 0; round < 40; round++) engine?.ktoForward(round % 3, rows, 0, 6);
    expect(engine?.ktoKeptGradient(1, options)?.gradient.length).toBeGreaterThan(0);
    engine?.supervisedStep([{ tokens: [1, 2], weights: [0, 1] }], { ...adamDefaults, learningRate: 0.01 });
    expect(engine?.trainedParameters()).not.toEqual(before);
    expect(engine?.ktoKeptGradient(0, options)).toBeNull();
    engine?.ktoForward(0, rows, 0, 6);
    engine?.resetOptimizer();
    expect(engine?.ktoKeptGradient(0, options)).toBeNull();
  });
});
