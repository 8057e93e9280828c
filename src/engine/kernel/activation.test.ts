// silu and gated silu, forward and backward, against float64.
import { describe, expect, it } from 'vitest';
import { kernelMemory } from '../../../test/support/kernelMemory.ts';
import { RandomStream } from '../../core/rng/index.ts';

const memory = await kernelMemory();
const [rows, hidden] = [50, 24];
const guard = 7;

function silu(x: number): number {
  return x / (1 + Math.exp(-x));
}

/** d silu(x) / dx, in a form that does not overflow. */
function slope(x: number): number {
  const s = 1 / (1 + Math.exp(-x));
  return s + silu(x) * (1 - s);
}

const stream = RandomStream.root(9);
const special = [0, -0, 1e-40, -1e-40, 20, -20, 86, 87, 89, -86, -87, -89, 104, -104, 1e4, -1e4, 1e30, -1e30];

function inputs(columns: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, i) => special[i] ?? 8 * stream.normal());
}

/** The matrix in memory, four guard values behind every row; rows are (columns + 4) * 4 bytes apart. */
function place(matrix: Float32Array, columns: number): number {
  const padded = new Float32Array(rows * (columns + 4)).fill(guard);
  for (let row = 0; row < rows; row++)
    padded.set(matrix.subarray(row * columns, (row + 1) * columns), row * (columns + 4));
  return memory.floats(padded);
}

function read(address: number, columns: number): number[][] {
  const all = memory.read(address, rows * (columns + 4));
  return Array.from({ length: rows }, (_, row) => {
    expect([...all.subarray(row * (columns + 4) + columns, (row + 1) * (columns + 4))]).toEqual(
      new Array(4).fill(guard),
    );
    return [...all.subarray(row * (columns + 4), row * (columns + 4) + columns)];
  });
}

/** Relative error 1e-6 (some ulp of exp, and the additions), absolute 1e-7. */
function expectClose(found: number | undefined, exact: number): void {
  expect(Math.abs((found ?? NaN) - exact), `${String(found)}, not ${String(exact)}`).toBeLessThan(
    1e-7 + 1e-6 * Math.abs(exact),
  );
}

const rowBytes = (columns: number): number => (columns + 4) * 4;

describe('silu', () => {
  const x = inputs(hidden);
  const dOut = Float32Array.from(x, () => stream.normal());

  it('forward and backward', () => {
    memory.reset();
    const bytes = rowBytes(hidden);
    const [xAt, dOutAt] = [place(x, hidden), place(dOut, hidden)];
    const [outAt, dxAt] = [
      place(
        x.map(() => guard),
        hidden,
      ),
      place(
        x.map(() => guard),
        hidden,
      ),
    ];
    memory.run.siluForward(outAt, bytes, xAt, bytes, rows, hidden);
    memory.run.siluBackward(dxAt, bytes, dOutAt, bytes, xAt, bytes, rows, hidden);
    const [out, dx] = [read(outAt, hidden), read(dxAt, hidden)];
    for (const [i, value] of x.entries()) {
      const [row, column] = [Math.floor(i / hidden), i % hidden];
      expectClose(out[row]?.[column], silu(value));
      expectClose(dx[row]?.[column], (dOut[i] ?? NaN) * slope(value));
    }
  });

  it('of NaN is NaN', () => {
    memory.reset();
    const [xAt, outAt] = [memory.floats([NaN, 1, NaN, 2, 0, 0, 0, 0]), memory.floats(8)];
    memory.run.siluForward(outAt, 32, xAt, 32, 1, 8);
    expect([...memory.read(outAt, 4)].map(Number.isNaN)).toEqual([true, false, true, false]);
  });
});

describe('gated silu', () => {
  const x = inputs(2 * hidden).map((value) => (Math.abs(value) > 1e20 ? 3 : value)); // products of two stay finite
  const dOut = Float32Array.from({ length: rows * hidden }, () => stream.normal());

  it('forward and backward, gates in the first half, values in the second', () => {
    memory.reset();
    const [wide, narrow] = [rowBytes(2 * hidden), rowBytes(hidden)];
    const [xAt, dOutAt] = [place(x, 2 * hidden), place(dOut, hidden)];
    const [outAt, dxAt] = [
      place(
        dOut.map(() => guard),
        hidden,
      ),
      place(
        x.map(() => guard),
        2 * hidden,
      ),
    ];
    memory.run.gatedForward(outAt, narrow, xAt, wide, rows, hidden);
    memory.run.gatedBackward(dxAt, wide, dOutAt, narrow, xAt, wide, rows, hidden);
    const [out, dx] = [read(outAt, hidden), read(dxAt, 2 * hidden)];
    for (const [i, d] of dOut.entries()) {
      const [row, column] = [Math.floor(i / hidden), i % hidden];
      const gate = x[row * 2 * hidden + column] ?? NaN;
      const up = x[row * 2 * hidden + hidden + column] ?? NaN;
      expectClose(out[row]?.[column], silu(gate) * up);
      expectClose(dx[row]?.[column], d * up * slope(gate));
      expectClose(dx[row]?.[hidden + column], d * silu(gate));
    }
  });
});
