import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { auroc, fitProbe, probeScore, type Probe } from './index.ts';

interface Sample {
  readonly rows: Float32Array[];
  readonly labels: boolean[];
}

/** Normal noise plus, for `true` rows, a shift of `distance` along one direction; feature 1 nearly copies feature 0. */
function planted(name: string, count: number, width: number, distance: number): Sample {
  const direction = Array.from({ length: width }, (_, column) => (column % 2 === 0 ? 1 : -1) / Math.sqrt(width));
  const stream = RandomStream.root(20).child(name);
  const rows: Float32Array[] = [];
  const labels: boolean[] = [];
  for (let index = 0; index < count; index++) {
    const label = stream.uniform() < 0.4;
    const row = Float32Array.from(direction, (part) => stream.normal() + (label ? distance * part : 0));
    row[1] = (row[0] ?? NaN) + 0.1 * stream.normal();
    rows.push(row);
    labels.push(label);
  }
  return { rows, labels };
}

function scores(probe: Probe, { rows }: Sample): number[] {
  return rows.map((row) => probeScore(probe, row));
}

function largestGap(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
}

const train = planted('train', 600, 24, 4);
const fresh = planted('fresh', 400, 24, 4);
const fitted = fitProbe(train.rows, train.labels, 1e-3);

describe('worked out by hand', () => {
  it('one feature +-1, three of four rows on their side: sigmoid(w) + l2 w = 3/4', () => {
    // w = 1/2 and sigmoid(1/2) = 0.6224593312018546 need this l2
    const rows = [1, 1, 1, 1, -1, -1, -1, -1].map((value) => Float32Array.of(value));
    const labels = [true, true, true, false, false, false, false, true];
    const probe = fitProbe(rows, labels, 0.2550813375962908);
    expect(probe.weights[0]).toBeCloseTo(0.5, 10);
    expect(probe.bias).toBeCloseTo(0, 10);
  });

  it('the same with the feature at 100 and 104: weight 1/4, zero at 102', () => {
    const rows = [104, 104, 104, 104, 100, 100, 100, 100].map((value) => Float32Array.of(value));
    const labels = [true, true, true, false, false, false, false, true];
    const probe = fitProbe(rows, labels, 0.2550813375962908);
    expect(probe.weights[0]).toBeCloseTo(0.25, 10);
    expect(probeScore(probe, Float32Array.of(102))).toBeCloseTo(0, 10);
  });

  it('features that do not vary weigh nothing: the log-odds of three in four', () => {
    const rows = [0, 1, 2, 3].map(() => Float32Array.of(0.1, -7));
    const probe = fitProbe(rows, [true, true, false, true], 1);
    expect([...probe.weights]).toEqual([0, 0]);
    expect(probe.bias).toBeCloseTo(Math.log(3), 10);
  });
});

describe('a planted direction', () => {
  it('is found on new data', () => {
    expect(auroc(scores(fitted, fresh), fresh.labels)).toBeGreaterThan(0.95);
  });

  it('shuffled labels find nothing, on average over eight shuffles', () => {
    let sum = 0;
    for (let index = 0; index < 8; index++) {
      const labels = RandomStream.root(21)
        .child(`shuffle/${String(index)}`)
        .shuffle([...train.labels]);
      sum += auroc(scores(fitProbe(train.rows, labels, 1e-3), fresh), fresh.labels);
    }
    expect(Math.abs(sum / 8 - 0.5)).toBeLessThan(0.15);
  });

  it('the gradient of the stated loss vanishes at the fit', () => {
    const count = train.rows.length;
    const errors = scores(fitted, train).map(
      (score, index) => 1 / (1 + Math.exp(-score)) - (train.labels[index] === true ? 1 : 0),
    );
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / count)).toBeLessThan(1e-9);
    for (const [column, weight] of fitted.weights.entries()) {
      const values = train.rows.map((row) => row[column] ?? NaN);
      const centre = values.reduce((sum, value) => sum + value, 0) / count;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / count);
      const slope =
        values.reduce((sum, value, row) => sum + (errors[row] ?? NaN) * (value - centre), 0) / deviation / count;
      expect(Math.abs(slope + 1e-3 * weight * deviation), `feature ${String(column)}`).toBeLessThan(1e-9);
    }
  });
});

describe('what the fit does not depend on', () => {
  it('the order of the rows', () => {
    const order = RandomStream.root(22).shuffle(train.rows.map((_, index) => index));
    const probe = fitProbe(
      order.map((index) => train.rows[index] ?? new Float32Array(0)),
      order.map((index) => train.labels[index] === true),
      1e-3,
    );
    expect(largestGap(scores(probe, fresh), scores(fitted, fresh))).toBeLessThan(1e-6);
  });

  it('the scale of the features, here powers of two, which round nothing', () => {
    const scaled = (rows: Float32Array[]) => rows.map((row) => row.map((value, column) => value * 2 ** (column - 12)));
    const probe = fitProbe(scaled(train.rows), train.labels, 1e-3);
    const gap = largestGap(scores(probe, { ...fresh, rows: scaled(fresh.rows) }), scores(fitted, fresh));
    expect(gap).toBeLessThan(1e-9);
  });

  it('which class is called true, but for the sign', () => {
    const probe = fitProbe(
      train.rows,
      train.labels.map((label) => !label),
      1e-3,
    );
    const negated = scores(probe, fresh).map((score) => -score);
    expect(largestGap(negated, scores(fitted, fresh))).toBeLessThan(1e-6);
  });
});

it('more features than rows, separable: still one minimum, and a larger l2 means shorter weights', () => {
  const few = planted('few', 30, 100, 6);
  const lengths = [1e-4, 1e-2, 1].map((l2) => {
    const probe = fitProbe(few.rows, few.labels, l2);
    expect(auroc(scores(probe, few), few.labels)).toBe(1);
    return probe.weights.reduce((sum, weight) => sum + weight * weight, 0);
  });
  expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
  expect(lengths.every(Number.isFinite)).toBe(true);
});

it('4,000 rows of 320 features', { timeout: 20_000 }, () => {
  const large = planted('large', 4000, 320, 4);
  const unseen = planted('unseen', 1000, 320, 4);
  const probe = fitProbe(large.rows, large.labels, 1e-3);
  expect(auroc(scores(probe, unseen), unseen.labels)).toBeGreaterThan(0.95);
});

describe('refusals', () => {
  const rows = [Float32Array.of(1, 2), Float32Array.of(3, 5)];
  it.each<[string, () => unknown]>([
    ['one class', () => fitProbe(rows, [true, true], 1)],
    ['no rows', () => fitProbe([], [], 1)],
    ['unequal lengths', () => fitProbe(rows, [true], 1)],
    ['no features', () => fitProbe([new Float32Array(0), new Float32Array(0)], [true, false], 1)],
    ['ragged rows', () => fitProbe([Float32Array.of(1), Float32Array.of(1, 2)], [true, false], 1)],
    ['NaN', () => fitProbe([Float32Array.of(NaN), Float32Array.of(1)], [true, false], 1)],
    ['no penalty', () => fitProbe(rows, [true, false], 0)],
    ['a penalty of NaN', () => fitProbe(rows, [true, false], NaN)],
    ['a row of another width', () => probeScore(fitProbe(rows, [true, false], 1), Float32Array.of(1))],
  ])('%s', (_, action) => {
    expect(action).toThrow(RangeError);
  });
});
