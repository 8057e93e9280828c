// Matrix products on row-major float32 matrices in linear memory. Strides are in bytes, sizes in elements.
import { tileRows, rowTimes } from './tile';

const rowBlock: i32 = 16; // rows of A that stay in the first-level cache ...
const stepBlock: i32 = 256; // ... with this many of their columns: 16 KiB
const sumBlock: i32 = 128; // rows that a transposed product packs at a time

/** Copies src [k, n] into panels of 8 columns: element (i, j) at dst[j / 8][i][j % 8]. n is a multiple of 8. */
export function packPanels(dst: usize, src: usize, srcRow: usize, k: i32, n: i32): void {
  for (let j = 0; j < n; j += 8) {
    let from = src + (<usize>j << 2);
    for (let i = 0; i < k; i++) {
      v128.store(dst, v128.load(from));
      v128.store(dst, v128.load(from, 16), 16);
      dst += 32;
      from += srcRow;
    }
  }
}

/** The same for the transpose of src [n, k]: element (i, j) of the transpose, src[j][i], at dst[j / 8][i][j % 8]. */
export function packPanelsTransposed(dst: usize, src: usize, srcRow: usize, k: i32, n: i32): void {
  for (let j = 0; j < n; j++) {
    let from = src + <usize>j * srcRow;
    let to = dst + <usize>(j >> 3) * (<usize>k << 5) + (<usize>(j & 7) << 2);
    for (let i = 0; i < k; i++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += 32;
    }
  }
}

/**
 * C [m, n] = A [m, k] B, or C += A B with `accumulate`. B is given as panels of 8 columns: panel p starts at
 * b + p*bPanel and its rows are bStep apart (packed: bPanel = 32 k, bStep = 32; row-major: bPanel = 32, bStep = row).
 */
export function gemm(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  b: usize,
  bPanel: usize,
  bStep: usize,
  m: i32,
  n: i32,
  k: i32,
  accumulate: bool,
): void {
  if (m < 4) {
    for (let i = 0; i < m; i++) {
      rowTimes(c + <usize>i * cRow, n, a + <usize>i * aRow, 4, b, bPanel, bStep, k, !accumulate);
    }
    return;
  }
  for (let k0 = 0; k0 < k; k0 += stepBlock) {
    const steps = min(stepBlock, k - k0);
    const fresh = k0 == 0 && !accumulate;
    const bBlock = b + <usize>k0 * bStep;
    for (let i0 = 0; i0 < m; i0 += rowBlock) {
      const iEnd = min(i0 + rowBlock, m);
      for (let j = 0; j < n; j += 8) {
        const panel = bBlock + <usize>(j >> 3) * bPanel;
        for (let i = i0; i < iEnd; i += 4) {
          tileRows(
            iEnd - i,
            c + <usize>i * cRow + (<usize>j << 2),
            cRow,
            a + <usize>i * aRow + (<usize>k0 << 2),
            aRow,
            4,
            panel,
            bStep,
            steps,
            fresh,
          );
        }
      }
    }
  }
}

/**
 * C [p, q] += A^T B with A [m, p] and B [m, q]: the weight gradients. p is a multiple of 4, q of 8. Sums run over the
 * rows in order and continue from C, so splitting m over several calls does not change a bit.
 * `scratch` holds sumBlock * (p + q) floats.
 */
export function gemmTransposed(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  m: i32,
  p: i32,
  q: i32,
  scratch: usize,
): void {
  const packedB = scratch + ((<usize>p * sumBlock) << 2);
  for (let m0 = 0; m0 < m; m0 += sumBlock) {
    const rows = min(sumBlock, m - m0);
    const strip = <usize>rows << 4;
    const panel = <usize>rows << 5;
    let to = scratch;
    for (let i = 0; i < p; i += 4) {
      let from = a + <usize>m0 * aRow + (<usize>i << 2);
      for (let r = 0; r < rows; r++) {
        v128.store(to, v128.load(from));
        to += 16;
        from += aRow;
      }
    }
    packPanels(packedB, b + <usize>m0 * bRow, bRow, rows, q);
    for (let i0 = 0; i0 < p; i0 += 32) {
      const iEnd = min(i0 + 32, p);
      for (let j = 0; j < q; j += 8) {
        const bPanel = packedB + <usize>(j >> 3) * panel;
        for (let i = i0; i < iEnd; i += 4) {
          tileRows(
            4,
            c + <usize>i * cRow + (<usize>j << 2),
            cRow,
            scratch + <usize>(i >> 2) * strip,
            4,
            16,
            bPanel,
            32,
            rows,
            false,
          );
        }
      }
    }
  }
}
