import { describe, expect, it } from 'vitest';
import { copyCorpus } from '../../test/support/copyCorpus.ts';
import { parameterCount } from '../engine/transformer/shape.ts';
import { adamAt, makePlan, planCourse, rowsOfStep } from './plan.ts';
import { shapeOf, sizeNames } from './sizes.ts';
import type { TrainingCorpus } from './types.ts';

/** Rows of 10 and 20 tokens in turn. */
const corpus: TrainingCorpus = {
  vocabulary: 64,
  row: (index) => {
    const tokens = Array.from({ length: index % 2 === 0 ? 10 : 20 }, () => index % 64);
    return { tokens, weights: tokens.map((_, i) => (i === 0 ? 0 : 1)) };
  },
};

describe('the sizes', () => {
  it('are those that the engine can build, from small to large', () => {
    const counts = sizeNames.map((size) => parameterCount(shapeOf(size, 1600)));
    // vocabulary * width + layers * (12 width^2 + 2 width) + width
    expect(counts).toEqual([
      1600 * 32 + 2 * (12 * 32 * 32 + 64) + 32,
      1600 * 48 + 2 * (12 * 48 * 48 + 96) + 48,
      1600 * 64 + 3 * (12 * 64 * 64 + 128) + 64,
      1600 * 96 + 4 * (12 * 96 * 96 + 192) + 96,
    ]);
    for (const size of sizeNames) expect(shapeOf(size, 1600)).toMatchObject({ context: 320, mlp: 'silu' });
    expect(() => shapeOf('main', 1601)).toThrow('vocabulary: 1601');
  });
});

describe('a course', () => {
  it('has as many steps as the budget buys at the mean length of the rows', () => {
    const course = planCourse({ ...makePlan('tiny', 1, 30_000), batchRows: 8 }, corpus);
    expect(course.meanRowTokens).toBe(15);
    expect(course.steps).toBe(250);
    expect(planCourse(makePlan('tiny', 1, 1), corpus).steps).toBe(1);
  });

  it('warms up, falls along a cosine and ends at the floor', () => {
    const course = planCourse({ ...makePlan('large', 1, 1_500_000), batchRows: 100 }, corpus);
    expect(course.steps).toBe(1000);
    const rate = (step: number): number => adamAt(course, step).learningRate;
    expect(rate(0)).toBeCloseTo(8e-3 / 20, 12);
    expect(rate(19)).toBeCloseTo(8e-3, 12);
    // half-way between warmup and end the cosine is half-way between peak and floor
    expect(rate(510)).toBeCloseTo((8e-3 + 8e-5) / 2, 12);
    expect(rate(1000)).toBeCloseTo(8e-5, 12);
    expect(adamAt(course, 0)).toMatchObject({ beta1: 0.9, beta2: 0.98, weightDecay: 0.01, clipNorm: 1 });
    // Muon's rate takes the same course to the same share of its own peak
    for (const [step, share] of [
      [0, 1 / 20],
      [19, 1],
      [510, 1.01 / 2],
      [1000, 0.01],
    ] as const) {
      expect(adamAt(course, step).muon?.learningRate).toBeCloseTo(course.plan.muonPeak * share, 12);
    }
    // two thirds of the width: the root of 3/2 times the rate
    expect(makePlan('main', 1, 1).peak / makePlan('large', 1, 1).peak).toBeCloseTo(Math.sqrt(96 / 64), 12);
  });

  it('uses every row once, in order', () => {
    const course = planCourse({ ...makePlan('tiny', 1, 3000), batchRows: 4 }, copyCorpus());
    const used = [0, 1, 2].flatMap((step) => rowsOfStep(course, copyCorpus(), step));
    expect(used).toEqual(Array.from({ length: 12 }, (_, index) => copyCorpus().row(index)));
  });

  it('refuses a row that is too long, by its number', () => {
    const long: TrainingCorpus = {
      vocabulary: 64,
      row: (index) => {
        const tokens = new Array<number>(index === 25 ? 322 : 321).fill(1);
        return { tokens, weights: tokens.map((_, i) => (i === 0 ? 0 : 1)) };
      },
    };
    const course = planCourse(makePlan('tiny', 1, 100_000), long);
    expect(rowsOfStep(course, long, 0)).toHaveLength(16);
    expect(() => rowsOfStep(course, long, 1)).toThrow('row 25 of the corpus has 322 tokens, not 321');
  });

  it('has a hash of its own for every plan and corpus', () => {
    const plan = makePlan('tiny', 1, 3000);
    const other: TrainingCorpus = { ...corpus, row: (index) => corpus.row(index === 1999 ? 5 : index) };
    const hashes = [
      planCourse(plan, corpus),
      planCourse({ ...plan, seed: 2 }, corpus),
      planCourse({ ...plan, tokens: 3001 }, corpus),
      planCourse({ ...plan, peak: plan.peak * 1.01 }, corpus),
      planCourse(makePlan('small', 1, 3000), corpus),
      planCourse(plan, other),
      planCourse(plan, { ...corpus, vocabulary: 72 }),
    ].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(planCourse({ ...plan }, { ...corpus }).hash).toBe(hashes[0]);
    const { seed, ...rest } = plan;
    expect(planCourse({ ...rest, seed }, corpus).hash).toBe(hashes[0]);
  });
});
