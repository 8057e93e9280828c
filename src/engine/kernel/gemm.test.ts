// The products promise an order of additions, not only a value: each element is one running float32 sum over k. The
// expected numbers here are that sum, rounded after every operation by Math.fround, so they are compared bit for bit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelMemory } from '../../../test/support/kernelMemory.ts';
import { RandomStream } from '../../core/rng/index.ts';

const memory = await kernelMemory();
const guard = 12345;

function randomMatrix(name: string, rows: number, columns: number): Float32Array {
  const stream = RandomStream.root(3).child(name);
  return Float32Array.from({ length: rows * columns }, () => stream.normal());
}

/** The matrix with `extra` guard values behind every row. */
function padded(matrix: Float32Array, columns: number, extra: number): Float32Array {
  const rows = matrix.length / columns;
  const result = new Float32Array(rows * (columns + extra)).fill(guard);
  for (let row = 0; row < rows; row++)
    result.set(matrix.subarray(row * columns, (row + 1) * columns), row * (columns + extra));
  return result;
}

interface Case {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly accumulate: boolean;
  readonly packed: boolean;
}

/** C's rows with their guards, from the kernel. */
function product(
  { m, n, k, accumulate, packed }: Case,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
): Float32Array {
  memory.reset();
  const extra = 4;
  const [cAt, aAt, bAt] = [memory.floats(padded(c, n, extra)), memory.floats(padded(a, k, extra)), memory.floats(b)];
  const panels = memory.floats(k * n);
  const [cRow, aRow, bRow] = [(n + extra) * 4, (k + extra) * 4, n * 4];
  if (packed) {
    memory.run.packPanels(panels, bAt, bRow, k, n);
    memory.run.gemm(cAt, cRow, aAt, aRow, panels, 32 * k, 32, m, n, k, accumulate ? 1 : 0);
  } else {
    memory.run.gemm(cAt, cRow, aAt, aRow, bAt, 32, bRow, m, n, k, accumulate ? 1 : 0);
  }
  return memory.read(cAt, m * (n + extra));
}

function expectedProduct(
  { m, n, k, accumulate }: Case,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
): Float32Array {
  const result = Float32Array.from({ length: m * n }, (_, index) => {
    const [i, j] = [Math.floor(index / n), index % n];
    let sum = accumulate ? (c[index] ?? NaN) : 0;
    for (let s = 0; s < k; s++) sum = Math.fround(sum + Math.fround((a[i * k + s] ?? NaN) * (b[s * n + j] ?? NaN)));
    return sum;
  });
  return padded(result, n, 4);
}

const sizes = fc.record({
  m: fc.integer({ min: 1, max: 40 }),
  n: fc.integer({ min: 1, max: 6 }).map((panels) => 8 * panels),
  k: fc.integer({ min: 1, max: 300 }),
  accumulate: fc.boolean(),
  packed: fc.boolean(),
});

describe('gemm', () => {
  const check = (size: Case): void => {
    const [a, b, c] = [
      randomMatrix('a', size.m, size.k),
      randomMatrix('b', size.k, size.n),
      randomMatrix('c', size.m, size.n),
    ];
    expect(product(size, a, b, c)).toEqual(expectedProduct(size, a, b, c));
  };

  it('every number of rows from 1 to 9, short and long sums', () => {
    for (let m = 1; m <= 9; m++) {
      for (const k of [1, 2, 7, 255, 256, 257, 300]) {
        for (const accumulate of [false, true]) check({ m, n: 40, k, accumulate, packed: k % 2 === 0 });
      }
    }
  });

  it('any sizes', () => {
    fc.assert(fc.property(sizes, check), { seed: 1, numRuns: 60 });
  });

  it('agrees with float64 to rounding', () => {
    const size = { m: 9, n: 16, k: 300, accumulate: false, packed: true };
    const [a, b, c] = [randomMatrix('a', 9, 300), randomMatrix('b', 300, 16), new Float32Array(9 * 16)];
    const found = product(size, a, b, c);
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < 16; j++) {
        let sum = 0;
        let magnitude = 0;
        for (let s = 0; s < 300; s++) {
          const term = (a[i * 300 + s] ?? NaN) * (b[s * 16 + j] ?? NaN);
          sum += term;
          magnitude += Math.abs(term);
        }
        // 300 roundings, which add up as a random walk of about 17 half-steps; a tenth of the worst case is ample
        expect(Math.abs((found[i * 20 + j] ?? NaN) - sum)).toBeLessThan(30 * Math.pow(2, -24) * magnitude);
      }
    }
  });

  it('a row has the same bits whatever is computed with it', () => {
    const [k, n] = [270, 72];
    const [a, b] = [randomMatrix('a', 23, k), randomMatrix('b', k, n)];
    const zero = new Float32Array(23 * n);
    const row = n + 4;
    const all = product({ m: 23, n, k, accumulate: false, packed: true }, a, b, zero);
    for (const [first, m] of [
      [0, 1],
      [22, 1],
      [3, 2],
      [7, 3],
      [1, 4],
      [5, 5],
      [2, 17],
    ] as const) {
      const some = product(
        { m, n, k, accumulate: false, packed: true },
        a.subarray(first * k, (first + m) * k),
        b,
        zero.subarray(0, m * n),
      );
      expect(some).toEqual(all.subarray(first * row, (first + m) * row));
    }
  });
});

describe('gemmTransposed', () => {
  /** C + A^T B, guards behind every row of all three. */
  function transposed(
    a: Float32Array,
    b: Float32Array,
    c: Float32Array,
    m: number,
    p: number,
    q: number,
  ): Float32Array {
    memory.reset();
    const extra = 4;
    const [cAt, aAt, bAt] = [
      memory.floats(padded(c, q, extra)),
      memory.floats(padded(a, p, extra)),
      memory.floats(padded(b, q, extra)),
    ];
    const scratch = memory.floats(128 * (p + q));
    const fence = memory.floats(new Float32Array(16).fill(guard));
    const [cRow, aRow, bRow] = [q + extra, p + extra, q + extra].map((columns) => columns * 4);
    memory.run.gemmTransposed(cAt, cRow ?? 0, aAt, aRow ?? 0, bAt, bRow ?? 0, m, p, q, scratch);
    expect(memory.read(fence, 16)).toEqual(new Float32Array(16).fill(guard));
    return memory.read(cAt, p * (q + extra));
  }

  const check = (m: number, p: number, q: number): void => {
    const [a, b, c] = [randomMatrix('a', m, p), randomMatrix('b', m, q), randomMatrix('c', p, q)];
    const expected = Float32Array.from({ length: p * q }, (_, index) => {
      const [i, j] = [Math.floor(index / q), index % q];
      let sum = c[index] ?? NaN;
      for (let s = 0; s < m; s++) sum = Math.fround(sum + Math.fround((a[s * p + i] ?? NaN) * (b[s * q + j] ?? NaN)));
      return sum;
    });
    expect(transposed(a, b, c, m, p, q)).toEqual(padded(expected, q, 4));
  };

  it('every number of rows from 1 to 9, and around the blocks of 128', () => {
    for (const m of [1, 2, 3, 4, 5, 6, 7, 8, 9, 127, 128, 129, 300]) check(m, 12, 16);
  });

  it('any sizes', () => {
    const small = fc.tuple(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 5 }),
    );
    fc.assert(
      fc.property(small, ([m, p, q]) => {
        check(m, 4 * p, 8 * q);
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('two calls give the bits of one', () => {
    const [m, p, q] = [200, 8, 24];
    const [a, b, c] = [randomMatrix('a', m, p), randomMatrix('b', m, q), randomMatrix('c', p, q)];
    const whole = transposed(a, b, c, m, p, q);
    const unpadded = (values: Float32Array): Float32Array =>
      Float32Array.from({ length: p * q }, (_, i) => values[Math.floor(i / q) * (q + 4) + (i % q)] ?? NaN);
    for (const cut of [1, 77, 128, 199]) {
      const first = unpadded(transposed(a.subarray(0, cut * p), b.subarray(0, cut * q), c, cut, p, q));
      expect(transposed(a.subarray(cut * p), b.subarray(cut * q), first, m - cut, p, q)).toEqual(whole);
    }
  });
});
