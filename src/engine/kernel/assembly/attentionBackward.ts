// Backward pass of causal attention for one sequence whose rows are all new. The weights are computed again from the
// kept maxima and inverse sums, so that no [length, length] matrix has to be stored per layer.
import { packPanelsTransposed } from './gemm';
import { expSmall4, sumLanes } from './math';
import { tileRows } from './tile';

/**
 * dx = gradient of [q | k | v] given dOut. `scratch` holds 2 length rows of scoreRow bytes, then 2 panels of
 * headDim * (length rounded up to 8) floats. scoreRow is at least 4 (length rounded up to 8) bytes.
 */
export function attendBackward(
  dx: usize,
  dxRow: usize,
  dOut: usize,
  dOutRow: usize,
  out: usize,
  outRow: usize,
  x: usize,
  xRow: usize,
  length: i32,
  heads: i32,
  headDim: i32,
  scale: f32,
  stats: usize,
  scratch: usize,
  scoreRow: usize,
): void {
  const dimBytes = <usize>headDim << 2;
  const width = <usize>heads * dimBytes;
  const panels = (length + 7) >> 3;
  const weights = scratch;
  const slopes = weights + <usize>length * scoreRow;
  const keyPanels = slopes + <usize>length * scoreRow;
  const valuePanels = keyPanels + (<usize>panels << 3) * dimBytes;
  const panelBytes = dimBytes << 3;
  for (let h = 0; h < heads; h++) {
    const column = <usize>h * dimBytes;
    const q = x + column;
    const k = q + width;
    const v = k + width;
    const dO = dOut + column;
    packPanelsTransposed(keyPanels, k, xRow, headDim, length);
    packPanelsTransposed(valuePanels, v, xRow, headDim, length);
    for (let i = 0; i < length; i += 4) {
      const rows = min(4, length - i);
      const seen = (i + rows + 7) >> 3;
      const w = weights + <usize>i * scoreRow;
      const s = slopes + <usize>i * scoreRow;
      for (let p = 0; p < seen; p++) {
        const at = <usize>p << 5;
        const panel = <usize>p * panelBytes;
        tileRows(rows, w + at, scoreRow, q + <usize>i * xRow, xRow, 4, keyPanels + panel, 32, headDim, true);
        tileRows(rows, s + at, scoreRow, dO + <usize>i * dOutRow, dOutRow, 4, valuePanels + panel, 32, headDim, true);
      }
      for (let r = 0; r < rows; r++) {
        const row = <usize>(i + r);
        const stat = stats + ((row * <usize>heads + <usize>h) << 3);
        slopeRow(
          w + <usize>r * scoreRow,
          s + <usize>r * scoreRow,
          i + r + 1,
          load<f32>(stat),
          load<f32>(stat, 4),
          rowDot(dO + row * dOutRow, out + row * outRow + column, dimBytes),
          scale,
        );
      }
      for (let j: usize = 0; j < dimBytes; j += 32) {
        tileRows(rows, dx + <usize>i * dxRow + column + j, dxRow, s, scoreRow, 4, k + j, xRow, i + rows, true);
      }
    }
    for (let i = 0; i < length; i += 4) {
      const rows = min(4, length - i);
      const rest = length - i;
      const at = <usize>i * scoreRow + (<usize>i << 2);
      const to = dx + <usize>i * dxRow + column;
      for (let j: usize = 0; j < dimBytes; j += 32) {
        const fromQ = q + <usize>i * xRow + j;
        const fromO = dO + <usize>i * dOutRow + j;
        tileRows(rows, to + width + j, dxRow, slopes + at, 4, scoreRow, fromQ, xRow, rest, true);
        tileRows(rows, to + 2 * width + j, dxRow, weights + at, 4, scoreRow, fromO, dOutRow, rest, true);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function rowDot(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + j), v128.load(b + j)));
  return sumLanes(sum);
}

/** Scores to attention weights (w) and d loss / d weights to d loss / d scores (s), zeros behind the row's end. */
function slopeRow(w: usize, s: usize, length: i32, highest: f32, inverse: f32, dot: f32, scale: f32): void {
  const bytes = <usize>((length + 7) & ~7) << 2;
  const m = f32x4.splat(highest);
  const f = f32x4.splat(scale);
  const n = f32x4.splat(inverse);
  const d = f32x4.splat(dot);
  for (let j: usize = 0; j < bytes; j += 16) {
    const p = f32x4.mul(expSmall4(f32x4.mul(f32x4.sub(v128.load(w + j), m), f)), n);
    v128.store(w + j, p);
    v128.store(s + j, f32x4.mul(f32x4.mul(p, f32x4.sub(v128.load(s + j), d)), f));
  }
  for (let j = <usize>length << 2; j < bytes; j += 4) {
    store<f32>(w + j, 0);
    store<f32>(s + j, 0);
  }
}
