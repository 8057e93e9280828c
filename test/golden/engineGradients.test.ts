// Gradients of the supervised loss against central differences of the float64 reference model.
//
// Tolerance 2e-4: the engine's gradients are sums of float32 products, good to a few 1e-6 of a tensor's largest entry;
// entries down to a hundredth of that one are held to 2e-4 of themselves. A wrong term shows as 1e-2 or more.
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import {
  gatedRotary,
  gradientsByName,
  raggedRows,
  randomAdapter,
  randomBase,
  siluLearned,
  siluShifted,
  weightSum,
} from '../support/engineCases.ts';
import { checkGradients } from '../support/gradientCheck.ts';
import { referenceSupervisedLoss, toParameters, withAdapter } from '../support/referenceModel.ts';

const tolerance = 2e-4;

/** Lengths from 2 to context + 1, of which one page, more than one, and a whole number of pages. */
function lengthsOf({ context }: ModelShape): number[] {
  return [2, 3, 9, context + 1, 5, 8, context, 7];
}

describe.each([
  ['silu, learned positions', siluLearned],
  ['gated, rotary positions', gatedRotary],
  ['silu, the token before', siluShifted],
])('%s', (_, shape) => {
  // the upper third of the vocabulary never occurs: those rows have only the head's gradient
  const below = Math.floor((2 * shape.vocabulary) / 3);
  const rows = raggedRows(lengthsOf(shape), below);
  const total = weightSum(rows);
  const base = randomBase(shape);

  it('every kind of parameter of both layers', async () => {
    const engine = await Engine.create({ shape, training: 'full', maxTokens: shape.context, slots: 4 });
    engine.loadBase(base);
    const { sums, gradient } = engine.supervisedShardGradient(rows, total);
    const parameters = toParameters(base);
    const expectedLoss = referenceSupervisedLoss(shape, parameters, rows);
    expect(Math.abs((sums[0] ?? NaN) / total / expectedLoss - 1)).toBeLessThan(2e-6);

    const gradients = gradientsByName(shape, gradient);
    expect([...gradients.keys()]).toEqual(base.map(({ name }) => name));
    const last = rows[3]?.tokens.at(-1) ?? 0;
    const first = rows[0]?.tokens[0] ?? 0;
    const rowEntries = (row: number): number[] => [0, 5, shape.width - 1].map((i) => row * shape.width + i);
    const result = checkGradients(parameters, gradients, (moved) => referenceSupervisedLoss(shape, moved, rows), {
      blind: 6,
      entries: (name) => {
        if (name === 'embedding') return [first, last, below, shape.vocabulary - 1].flatMap(rowEntries);
        // the first, the last, and one that only the longest rows reach
        if (name === 'position') return [0, shape.context - 2, shape.context - 1].flatMap(rowEntries);
        return [];
      },
    });
    expect(result.worst, result.where).toBeLessThan(tolerance);
  });

  it('every row of the embedding that does not occur has a gradient, every position that does not occur none', async () => {
    const engine = await Engine.create({ shape, training: 'full', slots: 4 });
    engine.loadBase(base);
    const short = raggedRows([4, 6], below);
    const { gradient } = engine.supervisedShardGradient(short, weightSum(short));
    const gradients = gradientsByName(shape, gradient);
    const rowNorm = (name: string, row: number): number =>
      (gradients.get(name) ?? new Float32Array())
        .subarray(row * shape.width, (row + 1) * shape.width)
        .reduce((sum, value) => sum + Math.abs(value), 0);
    for (let token = below; token < shape.vocabulary; token++) expect(rowNorm('embedding', token)).toBeGreaterThan(0);
    if (shape.position === 'rotary') return;
    for (let position = 0; position < shape.context; position++) {
      if (position < 5) expect(rowNorm('position', position), String(position)).toBeGreaterThan(0);
      else expect(rowNorm('position', position), String(position)).toBe(0);
    }
  });

  it.each([
    { rank: 3, alpha: 6, rankStabilised: false },
    { rank: 11, alpha: 5, rankStabilised: true },
  ])('A and B of every linear weight, rank $rank', async (lora) => {
    const engine = await Engine.create({ shape, training: lora, maxTokens: 2 * shape.context, slots: 4 });
    const adapter = randomAdapter(shape, lora.rank, 1, 0.1);
    engine.loadBase(base);
    engine.loadAdapter(adapter);
    const { sums, gradient } = engine.supervisedShardGradient(rows, total);
    const frozen = toParameters(base);
    const scale = lora.alpha / (lora.rankStabilised ? Math.sqrt(lora.rank) : lora.rank);
    const lossOf = (moved: ReadonlyMap<string, Float64Array>): number =>
      referenceSupervisedLoss(shape, withAdapter(shape, frozen, moved, scale), rows);
    const trained = toParameters(adapter);
    expect(Math.abs((sums[0] ?? NaN) / total / lossOf(trained) - 1)).toBeLessThan(2e-6);

    const gradients = gradientsByName(shape, gradient, lora.rank);
    expect([...gradients.keys()]).toEqual(adapter.map(({ name }) => name));
    const result = checkGradients(trained, gradients, lossOf, { blind: 3 });
    expect(result.worst, result.where).toBeLessThan(tolerance);
  });
});

it('LoRA of the highest rank on the narrowest model writes nowhere but its own gradients', async () => {
  // 64 columns of A beside 8 inputs: the widest product there is for the scratch of the narrowest shape
  const shape: ModelShape = { ...siluLearned, vocabulary: 8, context: 16, width: 8, heads: 1, hidden: 8, layers: 1 };
  const lora = { rank: 64, alpha: 64, rankStabilised: false };
  const engine = await Engine.create({ shape, training: lora, maxTokens: 512, slots: 4 });
  const base = randomBase(shape);
  const adapter = randomAdapter(shape, lora.rank, 1, 0.05);
  engine.loadBase(base);
  engine.loadAdapter(adapter);
  const rows = raggedRows(new Array<number>(16).fill(17), 8);
  const { gradient } = engine.supervisedShardGradient(rows, weightSum(rows));
  const frozen = toParameters(base);
  const result = checkGradients(
    toParameters(adapter),
    gradientsByName(shape, gradient, lora.rank),
    (moved) => referenceSupervisedLoss(shape, withAdapter(shape, frozen, moved, 1), rows),
    { blind: 6 },
  );
  expect(result.worst, result.where).toBeLessThan(tolerance);
  expect(engine.baseTensors()).toEqual(base);
  expect(engine.adapterTensors()).toEqual(adapter);
});
