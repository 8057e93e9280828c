import { describe, expect, it } from 'vitest';
import { classWeights, klEstimate, KtoError, ktoLoss, mismatchedIndex, type KtoOptions, type KtoRow } from './index.ts';

const unit: KtoOptions = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1, kl: 0 };

/** Numbers spread over [-4, 4] in a fixed pattern. */
function spread(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 8 * ((index * 0.6180339887498949) % 1) - 4);
}

function rowsOf(logRatios: readonly number[]): KtoRow[] {
  return logRatios.map((logRatio, index) => ({ logRatio, desirable: index % 3 !== 1 }));
}

function faultOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof KtoError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

function expectClose(actual: Iterable<number>, expected: readonly number[], tolerance: number): void {
  const values = [...actual];
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) {
    expect(Math.abs(value - (expected[index] ?? NaN)), `entry ${String(index)}`).toBeLessThan(tolerance);
  }
}

describe('a batch worked out by hand', () => {
  // Four rows, beta 0.3, weights 1 and 1.25. Mismatched log-ratios 0.75, 1.5, -0.25, -1: z0 = 1/4.
  //   row  s      kind          u = 0.3 (+-)(s - 0.25)   1 - sigmoid(u)
  //   0     1.5   desirable      0.375                   0.407333400045930
  //   1    -0.75  desirable     -0.3                     0.574442516811659
  //   2     0.5   undesirable   -0.075                   0.518741215878535
  //   3    -2.25  undesirable    0.75                    0.320821300824607
  // Loss = (0.407333... + 0.574442... + 1.25 (0.518741... + 0.320821...)) / 4. Digits from mpmath at 200 bits.
  const rows: KtoRow[] = [
    { logRatio: 1.5, desirable: true },
    { logRatio: -0.75, desirable: true },
    { logRatio: 0.5, desirable: false },
    { logRatio: -2.25, desirable: false },
  ];
  const { raw, clamped } = klEstimate([0.75, 1.5, -0.25, -1]);
  const result = ktoLoss(rows, { beta: 0.3, desirableWeight: 1, undesirableWeight: 1.25, kl: clamped });

  it('KL estimate', () => {
    expect({ raw, clamped }).toEqual({ raw: 0.25, clamped: 0.25 });
  });

  it('loss of the batch and of each row', () => {
    expectClose([result.loss], [0.507807265684129], 1e-14);
    expectClose(result.rowLoss, [0.40733340004593, 0.574442516811659, 0.648426519848169, 0.401026626030759], 1e-14);
  });

  it('gradient', () => {
    expectClose(
      result.gradient,
      [-0.0181059675939714, -0.0183343733768059, 0.0234045718900682, 0.0204276556651701],
      1e-15,
    );
  });

  it('implicit rewards and their margin', () => {
    expectClose(result.implicitRewards, [0.45, -0.225, 0.15, -0.675], 1e-15);
    expectClose([result.rewardMargin ?? NaN], [0.375], 1e-15);
    expect(result.saturatedShare).toBe(0);
  });
});

describe('golden checks of the method', () => {
  it('at the reference, the loss is half the mean weight and the push is largest', () => {
    const rows = rowsOf([0, 0, 0, 0, 0]); // rows 1 and 4 are undesirable
    const result = ktoLoss(rows, { beta: 0.2, desirableWeight: 1, undesirableWeight: 1.5, kl: 0 });
    expect(result.loss).toBe((1 + 1.5 + 1 + 1 + 1.5) / 5 / 2);
    expect([...result.implicitRewards]).toEqual([0, 0, 0, 0, 0]);
    expect(result.rewardMargin).toBe(0);
    expectClose(result.gradient, [-0.01, 0.015, -0.01, -0.01, 0.015], 1e-17); // beta weight / 4, over 5 rows
    expect(ktoLoss(rows, unit).loss).toBe(0.5);
  });

  it('with z0 = 0 the loss is apo_zero_unpaired', () => {
    const rows = rowsOf(spread(31));
    const result = ktoLoss(rows, { ...unit, beta: 0.4 });
    const apoZero = rows.map(({ logRatio, desirable }) => {
      const chosen = 1 / (1 + Math.exp(-0.4 * logRatio));
      return desirable ? 1 - chosen : chosen;
    });
    expectClose(result.rowLoss, apoZero, 1e-15);
    expect(result.loss).toBeCloseTo(apoZero.reduce((sum, loss) => sum + loss, 0) / 31, 14);
  });

  it('a constant added to every log-ratio and to z0 changes nothing', () => {
    // Eighths, so that the additions are exact and the results equal to the bit.
    const logRatios = spread(20).map((value) => Math.round(value * 8) / 8);
    const options = { beta: 0.25, desirableWeight: 1, undesirableWeight: 1.2, kl: 0.5 };
    const before = ktoLoss(rowsOf(logRatios), options);
    const after = ktoLoss(rowsOf(logRatios.map((value) => value + 3.125)), { ...options, kl: 3.625 });
    expect(after.loss).toBe(before.loss);
    expect(after.rowLoss).toEqual(before.rowLoss);
    expect(after.gradient).toEqual(before.gradient);
    expect(after.rewardMargin).toBeCloseTo(before.rewardMargin ?? NaN, 14);
  });

  it('the gradient is the finite difference of the loss, z0 held fixed', () => {
    const logRatios = spread(13);
    const options = { beta: 0.7, desirableWeight: 0.9, undesirableWeight: 1.3, kl: 0.35 };
    const { gradient } = ktoLoss(rowsOf(logRatios), options);
    const step = 1e-5;
    const differences = logRatios.map((value, index) => {
      const lossAt = (moved: number): number => ktoLoss(rowsOf(logRatios.with(index, moved)), options).loss;
      return (lossAt(value + step) - lossAt(value - step)) / (2 * step);
    });
    expectClose(gradient, differences, 1e-10);
    expect(gradient.every((slope, index) => (index % 3 === 1 ? slope > 0 : slope < 0))).toBe(true);
  });
});

describe('the ends of the range', () => {
  it('one kind of row only: a loss, but no margin', () => {
    for (const desirable of [true, false]) {
      const result = ktoLoss(
        [1, -2].map((logRatio) => ({ logRatio, desirable })),
        unit,
      );
      expect(result.rewardMargin).toBeNull();
      expect(Number.isFinite(result.loss)).toBe(true);
      expect(result.gradient.every(Number.isFinite)).toBe(true);
    }
  });

  it('far rows saturate: no push, loss 0 or the whole weight', () => {
    const result = ktoLoss(
      [5000, -5000, 5000, -5000].map((logRatio, index) => ({ logRatio, desirable: index < 2 })),
      { beta: 1, desirableWeight: 1, undesirableWeight: 2, kl: 0 },
    );
    expect([...result.rowLoss]).toEqual([0, 1, 2, 0]);
    expect([...result.gradient].map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(result.saturatedShare).toBe(1);
  });

  it('a row pushes until its push is below a thousandth of the largest', () => {
    // 4 sigmoid(u) (1 - sigmoid(u)) = 0.001 at u = 2 artanh(sqrt(0.999)) = 8.29355...
    const rows = [8.2935, 8.2936, -8.2935, -8.2936].flatMap((logRatio) => [
      { logRatio, desirable: true },
      { logRatio, desirable: false },
    ]);
    expect(ktoLoss(rows, { ...unit, beta: 1 }).pushing).toEqual([0, 1, 4, 5]);
    expect(ktoLoss(rows, { ...unit, beta: 2 }).pushing).toEqual([]);
  });

  it('a row counts as saturated where its push is below a tenth of the largest', () => {
    // 4 sigmoid(u) (1 - sigmoid(u)) = 0.1 at u = 2 artanh(sqrt(0.9)) = 3.63689...
    const shareAt = (logRatio: number): number =>
      ktoLoss([{ logRatio, desirable: true }], { ...unit, beta: 1 }).saturatedShare;
    expect([-3.637, -3.636, 3.636, 3.637].map(shareAt)).toEqual([1, 0, 0, 1]);
  });
});

describe('the KL estimate', () => {
  it('reports the raw mean and clamps at 0 for the loss', () => {
    expect(klEstimate([1, -4, 0])).toEqual({ raw: -1, clamped: 0 });
    expect(klEstimate(Float64Array.of(2, 4))).toEqual({ raw: 3, clamped: 3 });
    expect(klEstimate([-0]).clamped).toBe(0);
  });

  it('pairs each row with the previous one, none with itself, each once', () => {
    expect([0, 1, 2].map((index) => mismatchedIndex(index, 3))).toEqual([2, 0, 1]);
    for (let count = 2; count <= 33; count++) {
      const partners = Array.from({ length: count }, (_, index) => mismatchedIndex(index, count));
      expect(partners.every((partner, index) => partner !== index)).toBe(true);
      expect(new Set(partners).size).toBe(count);
    }
  });

  it('refuses a batch of one, which has no mismatched pair', () => {
    const fault = faultOf(() => mismatchedIndex(0, 1));
    expect(fault.code).toBe('noMismatchedPair');
    expect(fault.message).toContain('a batch of one row has no mismatched pair');
  });
});

describe('class weights', () => {
  it('are those of the paper', () => {
    expect(classWeights(100, 100, 1.05)).toEqual({ desirableWeight: 1, undesirableWeight: 1 / 1.05 });
    // 63 desirable, 45 undesirable: 63 / (45 * 1.05) = 4/3, and 63 * 1 is 1.05 times 45 * 4/3.
    expect(classWeights(63, 45, 1.05).undesirableWeight).toBeCloseTo(4 / 3, 14);
  });
});

describe('refusals', () => {
  const row: KtoRow = { logRatio: 0, desirable: true };
  it.each<[string, () => unknown, string, string]>([
    ['no rows', () => ktoLoss([], unit), 'emptyBatch', 'at least one row'],
    ['no pairs', () => klEstimate([]), 'emptyBatch', 'at least one mismatched pair'],
    [
      'a NaN log-ratio',
      () => ktoLoss([row, { ...row, logRatio: NaN }], unit),
      'nonFinite',
      'log-ratio of row 1 is NaN',
    ],
    ['an infinite pair', () => klEstimate([0, -Infinity]), 'nonFinite', 'mismatched log-ratio 1 is -Infinity'],
    ['a sum that overflows', () => klEstimate([1e308, 1e308]), 'nonFinite', 'the mean'],
    ['beta 0', () => ktoLoss([row], { ...unit, beta: 0 }), 'badOption', 'beta 0'],
    ['beta NaN', () => ktoLoss([row], { ...unit, beta: NaN }), 'badOption', 'beta NaN'],
    ['a negative weight', () => ktoLoss([row], { ...unit, desirableWeight: -1 }), 'badOption', 'desirableWeight -1'],
    ['an unclamped KL', () => ktoLoss([row], { ...unit, kl: -0.5 }), 'badOption', 'kl -0.5'],
    ['no desirable rows', () => classWeights(0, 5, 1.05), 'emptyClass', 'no desirable rows'],
    ['no undesirable rows', () => classWeights(5, 0, 1.05), 'emptyClass', 'no undesirable rows'],
    ['half a row', () => classWeights(5, 0.5, 1.05), 'badCount', '0.5 undesirable rows'],
    ['ratio 0', () => classWeights(5, 5, 0), 'badOption', 'targetRatio 0'],
    ['a row out of range', () => mismatchedIndex(3, 3), 'badCount', 'row 3 of 3'],
    ['a row of an empty batch', () => mismatchedIndex(0, 0), 'badCount', 'row 0 of 0'],
  ])('%s', (_, action, code, message) => {
    const fault = faultOf(action);
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(message);
  });
});
