// The MLP's non-linearity, forward and backward, row by row. Strides in bytes, `hidden` a multiple of 4.
import { sigmoid4 } from './math';

/** out = silu(x) */
export function siluForward(out: usize, outRow: usize, x: usize, xRow: usize, rows: i32, hidden: i32): void {
  const bytes = <usize>hidden << 2;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const v = v128.load(x + j);
      v128.store(out + j, f32x4.mul(v, sigmoid4(v)));
    }
    x += xRow;
    out += outRow;
  }
}

/** d silu(x) / dx */
// @ts-ignore: decorator
@inline
function siluSlope(x: v128, s: v128): v128 {
  // s + x s (1 - s)
  return f32x4.add(s, f32x4.mul(f32x4.mul(x, s), f32x4.sub(f32x4.splat(1), s)));
}

/** dx = dOut * silu'(x) */
export function siluBackward(
  dx: usize,
  dxRow: usize,
  dOut: usize,
  dOutRow: usize,
  x: usize,
  xRow: usize,
  rows: i32,
  hidden: i32,
): void {
  const bytes = <usize>hidden << 2;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const v = v128.load(x + j);
      v128.store(dx + j, f32x4.mul(v128.load(dOut + j), siluSlope(v, sigmoid4(v))));
    }
    x += xRow;
    dx += dxRow;
    dOut += dOutRow;
  }
}

/** out = silu(gate) * up, with x = [gate | up] of 2 hidden columns. */
export function gatedForward(out: usize, outRow: usize, x: usize, xRow: usize, rows: i32, hidden: i32): void {
  const bytes = <usize>hidden << 2;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const v = v128.load(x + j);
      v128.store(out + j, f32x4.mul(f32x4.mul(v, sigmoid4(v)), v128.load(x + bytes + j)));
    }
    x += xRow;
    out += outRow;
  }
}

/** dx = [dOut * up * silu'(gate) | dOut * silu(gate)] */
export function gatedBackward(
  dx: usize,
  dxRow: usize,
  dOut: usize,
  dOutRow: usize,
  x: usize,
  xRow: usize,
  rows: i32,
  hidden: i32,
): void {
  const bytes = <usize>hidden << 2;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const v = v128.load(x + j);
      const s = sigmoid4(v);
      const d = v128.load(dOut + j);
      v128.store(dx + j, f32x4.mul(f32x4.mul(d, v128.load(x + bytes + j)), siluSlope(v, s)));
      v128.store(dx + bytes + j, f32x4.mul(d, f32x4.mul(v, s)));
    }
    x += xRow;
    dx += dxRow;
    dOut += dOutRow;
  }
}
