// The KTO step against field.md 5.1 worked out by the float64 reference model.
//
// Tolerances: gradients 2e-4, chosen as in engineGradients.test.ts; log-probabilities 2e-5 nats, a few float32 roundings of
// logits of size 10 summed over up to 6 tokens.
import { beforeAll, describe, expect, it } from 'vitest';
import { klEstimate } from '../../src/core/kto/index.ts';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine, type LoraOptions } from '../../src/engine/engine.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { KtoExample } from '../../src/engine/training/steps.ts';
import {
  gatedRotary,
  gradientsByName,
  ktoExamples,
  randomAdapter,
  randomBase,
  randomTokens,
  siluLearned,
  siluShifted,
} from '../support/engineCases.ts';
import { checkGradients } from '../support/gradientCheck.ts';
import {
  referenceKtoLoss,
  referenceSum,
  toParameters,
  withAdapter,
  type Parameters,
} from '../support/referenceModel.ts';

const options = { beta: 0.3, desirableWeight: 1, undesirableWeight: 0.7 };
const lora: LoraOptions = { rank: 5, alpha: 10, rankStabilised: true };
const scale = 10 / Math.sqrt(5);
const still = { ...adamDefaults, learningRate: 0, clipNorm: Infinity };

/** log pi(y|x) - log ref(y|x) of every prompt with the completion that `pair` gives it. */
function logRatios(
  shape: typeof siluLearned,
  rows: readonly KtoExample[],
  policy: Parameters,
  reference: Parameters,
  pair: (row: number) => readonly number[],
): number[] {
  return rows.map(({ prompt }, i) => {
    const of = (parameters: Parameters): number => referenceSum(shape, parameters, prompt, pair(i));
    return of(policy) - of(reference);
  });
}

function own(rows: readonly KtoExample[]): (row: number) => readonly number[] {
  return (row) => rows[row]?.completion ?? [];
}

/** The previous row's completion; the first row gets the last one's. */
function previous(rows: readonly KtoExample[]): (row: number) => readonly number[] {
  return (row) => rows.at(row - 1)?.completion ?? [];
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe.each([
  ['silu, learned positions', siluLearned],
  ['gated, rotary positions', gatedRotary],
  ['silu, the token before', siluShifted],
])('%s', (_, shape) => {
  const rows = ktoExamples(shape, 5);
  const desirable = rows.map((row) => row.desirable);
  const base = randomBase(shape);
  const before = randomAdapter(shape, lora.rank, 1, 0.1);
  const after = randomAdapter(shape, lora.rank, 2, 0.1);
  const parametersOf = (adapter: typeof before): Parameters =>
    withAdapter(shape, toParameters(base), toParameters(adapter), scale);
  let engine: Engine;

  beforeAll(async () => {
    engine = await Engine.create({ shape, training: lora, maxTokens: shape.context, slots: 4 });
    engine.loadBase(base);
  });

  // of a policy and a reference exchanged, one way round has the negative mean, which the clamp meets
  it.each([
    ['one way round', before, after],
    ['the other way round', after, before],
  ])('loss, z0 raw and clamped, rewards and saturation, %s', (_way, reference, policy) => {
    engine.loadAdapter(reference);
    engine.snapshotReference();
    engine.loadAdapter(policy);
    const report = engine.ktoStep(rows, options, still);
    const [ours, theirs] = [parametersOf(policy), parametersOf(reference)];
    const raw = mean(logRatios(shape, rows, ours, theirs, previous(rows)));
    expect(report.kl.raw).toBeCloseTo(raw, 4);
    expect(report.kl.clamped).toBe(Math.max(0, report.kl.raw));
    const s = logRatios(shape, rows, ours, theirs, own(rows));
    const loss = referenceKtoLoss(s, desirable, options, Math.max(0, raw));
    expect(Math.abs(report.loss - loss)).toBeLessThan(1e-5);
    for (const [i, ratio] of s.entries()) {
      expect(Math.abs((report.implicitRewards[i] ?? NaN) - options.beta * ratio)).toBeLessThan(1e-5);
    }
    const rewards = (kind: boolean): number => mean(s.filter((_s, i) => desirable[i] === kind)) * options.beta;
    expect(report.rewardMargin).toBeCloseTo(rewards(true) - rewards(false), 4);
    const sigma = s.map((ratio) => 1 / (1 + Math.exp(-options.beta * (ratio - Math.max(0, raw)))));
    expect(report.saturatedShare).toBe(mean(sigma.map((p) => (4 * p * (1 - p) < 0.1 ? 1 : 0))));
  });

  it('one of the two has a negative z0 and one a positive', () => {
    const raw = mean(logRatios(shape, rows, parametersOf(after), parametersOf(before), previous(rows)));
    expect(Math.abs(raw)).toBeGreaterThan(0.05);
  });

  it('the mismatched pairs, row by row, whichever part of the batch is asked for', () => {
    engine.loadAdapter(before);
    engine.snapshotReference();
    engine.loadAdapter(after);
    const expected = logRatios(shape, rows, parametersOf(after), parametersOf(before), previous(rows));
    const whole = engine.ktoLogProbs(rows, 0, rows.length);
    for (const [i, value] of expected.entries()) expect(whole.mismatched[i]).toBeCloseTo(value, 4);
    const parts = [engine.ktoLogProbs(rows, 0, 2), engine.ktoLogProbs(rows, 2, 3), engine.ktoLogProbs(rows, 3, 5)];
    expect(parts.flatMap(({ mismatched }) => [...mismatched])).toEqual([...whole.mismatched]);
    expect(parts.flatMap(({ referenceLogProbs }) => [...referenceLogProbs])).toEqual([...whole.referenceLogProbs]);
  });

  it('the gradient of the adapter, z0 held fixed', () => {
    engine.loadAdapter(before);
    engine.snapshotReference();
    engine.loadAdapter(after);
    const { referenceLogProbs } = engine.ktoLogProbs(rows, 0, rows.length);
    const kl = 0.4;
    const shard = { ...options, kl, referenceLogProbs, batchRows: rows.length };
    const { gradient } = engine.ktoShardGradient(rows, shard);
    const trained = toParameters(after);
    const references = rows.map(({ prompt, completion }) =>
      referenceSum(shape, parametersOf(before), prompt, completion),
    );
    const frozen = toParameters(base);
    const lossOf = (moved: Parameters): number => {
      const policy = withAdapter(shape, frozen, moved, scale);
      const s = rows.map(
        ({ prompt, completion }, i) => referenceSum(shape, policy, prompt, completion) - (references[i] ?? NaN),
      );
      return referenceKtoLoss(s, desirable, options, kl);
    };
    const result = checkGradients(trained, gradientsByName(shape, gradient, lora.rank), lossOf, { blind: 2 });
    expect(result.worst, result.where).toBeLessThan(2e-4);
  });

  it('a log-probability that is known beforehand changes no bit', () => {
    engine.loadAdapter(before);
    engine.snapshotReference();
    const sampled = engine.logProbs(
      rows.map(({ prompt, completion }) => ({ prompt, completions: [completion] })),
      'policy',
    );
    const known = rows.map((row, i) => ({
      ...row,
      referenceLogProb: [...(sampled[i]?.[0] ?? [])].reduce((sum, logProb) => sum + logProb, 0),
    }));
    engine.loadAdapter(after);
    expect(engine.ktoLogProbs(known, 1, 4)).toEqual(engine.ktoLogProbs(rows, 1, 4));
  });

  it('a mismatched completion that the row brings along takes the place of the previous row’s', () => {
    engine.loadAdapter(before);
    engine.snapshotReference();
    const next = (row: number): readonly number[] => rows[(row + 1) % rows.length]?.completion ?? [];
    const brought = rows.map((row, i) => ({
      ...row,
      mismatched: {
        completion: next(i),
        referenceLogProb: referenceSum(shape, parametersOf(before), row.prompt, next(i)),
      },
    }));
    engine.loadAdapter(after);
    const expected = logRatios(shape, rows, parametersOf(after), parametersOf(before), next);
    const found = engine.ktoLogProbs(brought, 0, rows.length);
    for (const [i, value] of expected.entries()) expect(found.mismatched[i]).toBeCloseTo(value, 4);
    expect(found.referenceLogProbs).toEqual(engine.ktoLogProbs(rows, 0, rows.length).referenceLogProbs);
    const long = brought.map((row) => ({
      ...row,
      mismatched: { completion: Array(999).fill(1), referenceLogProb: -1 },
    }));
    expect(() => engine.ktoLogProbs(long, 0, 2)).toThrow('row 0, mismatched has');
    const rising = brought.map((row) => ({ ...row, mismatched: { ...row.mismatched, referenceLogProb: 0.5 } }));
    expect(() => engine.ktoLogProbs(rising, 0, 2)).toThrow('row 0, mismatched: a log-probability of 0.5');
  });

  it('against the base as against a snapshot of a fresh adapter', () => {
    engine.resetAdapter(RandomStream.root(3));
    engine.snapshotReference();
    engine.loadAdapter(after);
    const fresh = engine.ktoLogProbs(rows, 0, rows.length, 'reference');
    engine.snapshotReference();
    expect(engine.ktoLogProbs(rows, 0, rows.length, 'base')).toEqual(fresh);
    expect(engine.ktoLogProbs(rows, 0, rows.length)).not.toEqual(fresh);
    const adam = { ...adamDefaults, learningRate: 0 };
    expect(engine.ktoStep(rows, options, adam, 'base').kl.raw).toBe(klEstimate(fresh.mismatched).raw);
  });

  it('the step takes exactly the gradient of its shards, with the clamped z0 a constant', () => {
    for (const [reference, policy] of [
      [before, after],
      [after, before],
    ] as const) {
      engine.loadAdapter(reference);
      engine.snapshotReference();
      engine.loadAdapter(policy);
      const { referenceLogProbs } = engine.ktoLogProbs(rows, 0, rows.length);
      const report = engine.ktoStep(rows, options, { ...adamDefaults, learningRate: 0.01 });
      const stepped = engine.trainedParameters();
      engine.loadAdapter(policy);
      const shards = Array.from({ length: engine.shards }, (_s, shard) => {
        const [start, end] = [shard, shard + 1].map((n) => Math.floor((n * rows.length) / engine.shards));
        return engine.ktoShardGradient(rows.slice(start, end), {
          ...options,
          kl: report.kl.clamped,
          referenceLogProbs: referenceLogProbs.slice(start, end),
          batchRows: rows.length,
        });
      });
      engine.applyShardGradients(
        shards.map(({ gradient }) => gradient),
        { ...adamDefaults, learningRate: 0.01 },
      );
      expect(engine.trainedParameters()).toEqual(stepped);
      // and the shards add up to the batch in one piece, which the test above holds to the reference model
      engine.loadAdapter(policy);
      const undivided = { ...options, kl: report.kl.clamped, referenceLogProbs, batchRows: rows.length };
      const whole = engine.ktoShardGradient(rows, undivided).gradient;
      const norm = Math.sqrt(whole.reduce((sum, value) => sum + value * value, 0));
      expect(Math.abs(report.gradientNorm / norm - 1)).toBeLessThan(1e-5);
    }
  });

  it('rows whose push has faded are left out of the gradient, and out of nothing else', () => {
    engine.loadAdapter(before);
    engine.snapshotReference();
    const { referenceLogProbs } = engine.ktoLogProbs(rows, 0, rows.length);
    // three rows are as far from the reference as beta makes a push fade
    const far = rows.map((row, i) => ({
      ...row,
      referenceLogProb: (referenceLogProbs[i] ?? NaN) - (i % 2 === 0 ? 30 : 0),
    }));
    const strong = { ...options, beta: 0.6 };
    const report = engine.ktoStep(far, strong, { ...adamDefaults, learningRate: 0.01 });
    const stepped = engine.trainedParameters();
    expect(report.saturatedShare).toBe(0.6);
    expect([...report.implicitRewards]).toEqual(
      [18, 0, 18, 0, 18].map((reward) => expect.closeTo(reward, 4) as number),
    );
    engine.loadAdapter(before);
    const shards = [0, 1].map((i) =>
      engine.ktoShardGradient(far.slice(2 * i + 1, 2 * i + 2), {
        ...{ ...strong, kl: report.kl.clamped, batchRows: 5 },
        referenceLogProbs: referenceLogProbs.slice(2 * i + 1, 2 * i + 2),
      }),
    );
    const none = engine.ktoShardGradient([], {
      ...strong,
      kl: 0,
      referenceLogProbs: new Float64Array(0),
      batchRows: 5,
    });
    expect(none.gradient.every((value) => value === 0)).toBe(true);
    const ordered = [none, shards[0] ?? none, none, shards[1] ?? none].map(({ gradient }) => gradient);
    engine.applyShardGradients(ordered, { ...adamDefaults, learningRate: 0.01 });
    expect(engine.trainedParameters()).toEqual(stepped);
    // as if all of them pushed, but for what has faded
    engine.loadAdapter(before);
    const all = { ...strong, kl: report.kl.clamped, batchRows: 5 };
    const own = Float64Array.from(far, ({ referenceLogProb }) => referenceLogProb);
    const { gradient } = engine.ktoShardGradient(far, { ...all, referenceLogProbs: own });
    const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    expect(Math.abs(report.gradientNorm / norm - 1)).toBeLessThan(0.001);
  });

  it('where policy and reference are the same: every log-ratio exactly 0, loss the mean of the weights halved', () => {
    engine.loadAdapter(after);
    engine.snapshotReference();
    const report = engine.ktoStep(rows, options, still);
    expect([...report.implicitRewards]).toEqual(rows.map(() => 0));
    expect(report.kl).toEqual({ raw: 0, clamped: 0 });
    // three rows of weight 1 and two of 0.7, halved
    expect(report.loss).toBeCloseTo((3 + 1.4) / 5 / 2, 15);
  });
});

describe('full training', () => {
  const shape = siluLearned;
  const rows = ktoExamples(shape, 4, RandomStream.root(8));

  it('the gradient of every parameter', async () => {
    const base = randomBase(shape);
    const engine = await Engine.create({ shape, training: 'full', slots: 4 });
    engine.loadBase(base);
    const referenceLogProbs = rows.map(() => -9);
    const shard = { ...options, kl: 0.2, referenceLogProbs, batchRows: rows.length };
    const { gradient, sums } = engine.ktoShardGradient(rows, shard);
    const lossOf = (moved: Parameters): number =>
      referenceKtoLoss(
        rows.map(({ prompt, completion }) => referenceSum(shape, moved, prompt, completion) + 9),
        rows.map((row) => row.desirable),
        options,
        0.2,
      );
    for (const [i, { prompt, completion }] of rows.entries()) {
      expect(sums[i]).toBeCloseTo(referenceSum(shape, toParameters(base), prompt, completion), 4);
    }
    const result = checkGradients(toParameters(base), gradientsByName(shape, gradient), lossOf, { blind: 4 });
    expect(result.worst, result.where).toBeLessThan(2e-4);
  });

  it('a fixed reference stays when the policy moves, a moving one follows it', async () => {
    const engine = await Engine.create({ shape, training: 'full', slots: 4 });
    engine.initialise(RandomStream.root(4));
    engine.snapshotReference();
    const fixed = engine.ktoLogProbs(rows, 0, rows.length).referenceLogProbs;
    const adam = { ...adamDefaults, learningRate: 0.01 };
    for (let step = 0; step < 3; step++) engine.ktoStep(rows, options, adam);
    expect(engine.ktoLogProbs(rows, 0, rows.length).referenceLogProbs).toEqual(fixed);
    const drifted = engine.ktoStep(rows, options, { ...adam, learningRate: 0 });
    expect(Math.max(...drifted.implicitRewards.map(Math.abs))).toBeGreaterThan(0.01);
    engine.snapshotReference();
    const followed = engine.ktoStep(rows, options, { ...adam, learningRate: 0 });
    expect([...followed.implicitRewards]).toEqual(rows.map(() => 0));
    expect(followed.kl.raw).toBe(0);
  });
});

it('a mismatched completion that does not fit behind a long prompt is scored as far as it fits', async () => {
  const shape = siluLearned;
  const stream = RandomStream.root(9);
  const tokens = (count: number): number[] => randomTokens(stream, count, shape.vocabulary);
  const rows: KtoExample[] = [
    { prompt: tokens(shape.context), completion: tokens(1), desirable: true },
    { prompt: tokens(3), completion: tokens(8), desirable: false },
    { prompt: tokens(shape.context - 2), completion: tokens(3), desirable: true },
  ];
  const engine = await Engine.create({ shape, training: lora, slots: 4 });
  const [base, adapter] = [randomBase(shape), randomAdapter(shape, lora.rank)];
  engine.loadBase(base);
  engine.resetAdapter(RandomStream.root(1));
  engine.snapshotReference();
  engine.loadAdapter(adapter);
  const policy = withAdapter(shape, toParameters(base), toParameters(adapter), scale);
  const room = (row: number): number => shape.context + 1 - (rows[row]?.prompt.length ?? 0);
  const expected = logRatios(shape, rows, policy, toParameters(base), (row) => previous(rows)(row).slice(0, room(row)));
  const { mismatched } = engine.ktoLogProbs(rows, 0, rows.length);
  for (const [i, value] of expected.entries()) expect(mismatched[i]).toBeCloseTo(value, 4);
});

describe('refusals', () => {
  const shape = siluLearned;
  const rows = ktoExamples(shape, 4);

  it('one row has no mismatched pair', async () => {
    const engine = await Engine.create({ shape, training: lora, slots: 4 });
    engine.initialise(RandomStream.root(1));
    engine.snapshotReference();
    expect(() => engine.ktoStep(rows.slice(0, 1), options, adamDefaults)).toThrow(/no mismatched pair/);
  });

  it('a known log-probability that is none', async () => {
    const engine = await Engine.create({ shape, training: lora, slots: 4 });
    engine.initialise(RandomStream.root(1));
    engine.snapshotReference();
    for (const referenceLogProb of [0.1, NaN, -Infinity]) {
      const wrong = rows.map((row) => ({ ...row, referenceLogProb }));
      expect(() => engine.ktoStep(wrong, options, adamDefaults)).toThrow(/row 0: a log-probability of/);
    }
  });

  it.each(['full', lora] as const)('a reference that was never taken (%o)', async (training) => {
    const engine = await Engine.create({ shape, training, slots: 4 });
    engine.loadBase(randomBase(shape));
    // all its weights are zero: nothing that anybody could have meant to compare with
    expect(() => engine.ktoStep(rows, options, adamDefaults)).toThrow(/snapshotReference|reference/);
  });
});
