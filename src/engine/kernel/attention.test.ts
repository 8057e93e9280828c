// Attention through pages, forward and backward, against float64 attention written from the definition.
import { describe, expect, it } from 'vitest';
import { kernelMemory } from '../../../test/support/kernelMemory.ts';
import { RandomStream } from '../../core/rng/index.ts';

const memory = await kernelMemory();
const heads = 2;
const headDim = 8;
const width = heads * headDim;
const scale = Math.fround(1 / Math.sqrt(headDim));
const pages = 12;

/** Rows of [q | k | v]. */
function randomInputs(length: number): Float32Array {
  const stream = RandomStream.root(4).child(`length/${String(length)}`);
  return Float32Array.from({ length: length * 3 * width }, () => 1.5 * stream.normal());
}

/** [length][width]: softmax over the positions up to each row's own. */
function exactAttention(x: ArrayLike<number>, length: number): Float64Array {
  const at = (row: number, part: number, head: number, i: number): number =>
    x[row * 3 * width + part * width + head * headDim + i] ?? NaN;
  const out = new Float64Array(length * width);
  for (let row = 0; row < length; row++) {
    for (let head = 0; head < heads; head++) {
      const raised: number[] = [];
      for (let j = 0; j <= row; j++) {
        let score = 0;
        for (let i = 0; i < headDim; i++) score += at(row, 0, head, i) * at(j, 1, head, i);
        raised.push(Math.exp(score / Math.sqrt(headDim)));
      }
      const total = raised.reduce((a, b) => a + b, 0);
      for (let i = 0; i < headDim; i++) {
        out[row * width + head * headDim + i] = raised.reduce((sum, e, j) => sum + (e / total) * at(j, 2, head, i), 0);
      }
    }
  }
  return out;
}

interface Placed {
  readonly x: number;
  readonly out: number;
  readonly stats: number;
  /** Attends to the rows from `past` to `end`, whose keys and values it stores first. */
  readonly attend: (past: number, end: number) => void;
  readonly output: () => Float32Array;
}

/** Each head's pages in a row, as in training; or all heads' keys and values of a page side by side, as in the cache. */
type Layout = 'byHead' | 'byPage';

/** The inputs and an empty page store in memory; row strides are wider than the rows. */
function place(inputs: Float32Array, length: number, table: readonly number[], layout: Layout): Placed {
  memory.reset();
  const [row, xRow] = [width + 4, 3 * width + 4];
  const x = memory.floats(length * xRow);
  for (let i = 0; i < length; i++)
    memory.f32.set(inputs.subarray(i * 3 * width, (i + 1) * 3 * width), x / 4 + i * xRow);
  const out = memory.floats(length * row);
  const stats = memory.floats(length * heads * 2);
  const pageBytes = 8 * headDim * 4;
  const byHead = layout === 'byHead';
  const headBytes = byHead ? pages * pageBytes : pageBytes;
  const pageStride = byHead ? pageBytes : 2 * heads * pageBytes;
  // what earlier sequences left behind in a page must not matter; up to three pages behind the last are read
  const keys = memory.floats(new Float32Array((2 * heads * (pages + 3) * pageBytes) / 4).fill(1e30));
  const values = keys + (byHead ? heads * headBytes : heads * pageBytes);
  const tableAt = memory.ints(table);
  const jobs = memory.ints([0, 0, 0, 0]);
  const scoreRow = 4 * (Math.ceil(length / 8) * 8 + 24); // three pages more than there are, as the kernel wants
  const scores = memory.floats(scoreRow);
  return {
    x,
    out,
    stats,
    attend: (past, end) => {
      memory.i32.set([past, end - past, past, tableAt], jobs / 4);
      memory.run.attend(
        ...([out, row * 4, x, xRow * 4, keys, values, headBytes, pageStride, jobs, 1, heads, headDim, scale] as const),
        ...([scores, scoreRow, stats] as const),
      );
    },
    output: () => {
      const found = memory.read(out, length * row);
      return Float32Array.from(
        { length: length * width },
        (_, i) => found[Math.floor(i / width) * row + (i % width)] ?? NaN,
      );
    },
  };
}

const inOrder = Array.from({ length: pages }, (_, i) => i);

describe('forward', () => {
  it.each(Array.from({ length: 20 }, (_, i) => i + 1))('%i positions', (length) => {
    const inputs = randomInputs(length);
    const placed = place(inputs, length, inOrder, 'byHead');
    placed.attend(0, length);
    const exact = exactAttention(inputs, length);
    const worst = placed.output().reduce((most, value, i) => Math.max(most, Math.abs(value - (exact[i] ?? NaN))), 0);
    expect(worst).toBeLessThan(3e-6);
  });

  it('has the same bits whichever pages hold the sequence, however they lie and however it is cut into calls', () => {
    const length = 61;
    const inputs = randomInputs(length);
    const whole = place(inputs, length, inOrder, 'byHead');
    whole.attend(0, length);
    const expected = whole.output();
    for (const table of [
      [7, 6, 5, 4, 3, 2, 1, 0],
      [0, 1, 5, 6, 7, 2, 3, 11],
      [4, 5, 6, 7, 8, 9, 10, 11],
    ]) {
      for (const cuts of [[], [60], [1, 2, 3, 4], [5, 10, 15, 33, 34], inOrder.map((i) => i * 5 + 1)]) {
        for (const layout of ['byHead', 'byPage'] as const) {
          const placed = place(inputs, length, table, layout);
          let past = 0;
          for (const cut of [...cuts, length]) {
            placed.attend(past, cut);
            past = cut;
          }
          expect(placed.output()).toEqual(expected);
        }
      }
    }
  });
});

describe('backward', () => {
  // float32 gradients of size 1 against central differences in float64 (step 1e-5: rounding and curvature about 1e-9)
  it.each(Array.from({ length: 20 }, (_, i) => i + 1))('%i positions', (length) => {
    const inputs = randomInputs(length);
    const stream = RandomStream.root(5);
    const slopes = Float32Array.from({ length: length * width }, () => stream.normal());
    const placed = place(inputs, length, inOrder, 'byHead');
    placed.attend(0, length);
    const [row, xRow] = [width + 4, 3 * width + 4];
    const dOut = memory.floats(length * row);
    for (let i = 0; i < length; i++) memory.f32.set(slopes.subarray(i * width, (i + 1) * width), dOut / 4 + i * row);
    const dx = memory.floats(new Float32Array(length * xRow).fill(7));
    const scoreRow = 4 * (Math.ceil(length / 8) * 8);
    const count = 2 * length * (scoreRow / 4) + 2 * headDim * Math.ceil(length / 8) * 8;
    const scratch = memory.floats(new Float32Array(count).fill(1e30)); // whatever another sequence left
    const fence = memory.floats(new Float32Array(16).fill(7));
    memory.run.attendBackward(
      ...([
        dx,
        xRow * 4,
        dOut,
        row * 4,
        placed.out,
        row * 4,
        placed.x,
        xRow * 4,
        length,
        heads,
        headDim,
        scale,
      ] as const),
      ...([placed.stats, scratch, scoreRow] as const),
    );
    expect(memory.read(fence, 16)).toEqual(new Float32Array(16).fill(7));
    const found = memory.read(dx, length * xRow);
    const loss = (x: Float64Array): number =>
      exactAttention(x, length).reduce((sum, value, i) => sum + value * (slopes[i] ?? NaN), 0);
    const exact = Float64Array.from(inputs);
    const along = RandomStream.root(6);
    for (let check = 0; check < 24; check++) {
      // single entries of q, k and v, the first and last positions among them, then directions through all entries
      const part = check % 3;
      const position = [0, length - 1, along.integer(length)][Math.floor(check / 3) % 3] ?? 0;
      const index = position * 3 * width + part * width + along.integer(width);
      const direction = Float64Array.from(exact, (_, i) => (check < 18 ? Number(i === index) : along.normal()));
      const moved = (by: number): Float64Array => exact.map((value, i) => value + by * (direction[i] ?? NaN));
      const expected = (loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5;
      const slope = direction.reduce(
        (sum, d, i) => sum + d * (found[Math.floor(i / (3 * width)) * xRow + (i % (3 * width))] ?? NaN),
        0,
      );
      const norm = check < 18 ? 1 : Math.sqrt(length * 3 * width);
      expect(Math.abs(slope - expected)).toBeLessThan(1e-5 * norm);
    }
    // the padding of the rows is not written
    for (let i = 0; i < length; i++)
      expect([...found.subarray(i * xRow + 3 * width, (i + 1) * xRow)]).toEqual([7, 7, 7, 7]);
  });
});
