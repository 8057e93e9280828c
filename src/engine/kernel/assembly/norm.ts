// RMSNorm: y = x * gain * s with s = 1 / sqrt(mean(x^2) + epsilon), row by row. Strides in bytes.
import { sumLanes } from './math';

/** Also stores the row scales s [rows]: 0 or NaN there means that the row was not finite. */
export function normForward(
  y: usize,
  yRow: usize,
  x: usize,
  xRow: usize,
  gain: usize,
  scales: usize,
  rows: i32,
  width: i32,
  epsilon: f32,
): void {
  const bytes = <usize>width << 2;
  for (let i = 0; i < rows; i++) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    for (let j: usize = 0; j < bytes; j += 32) {
      const a = v128.load(x + j);
      const b = v128.load(x + j, 16);
      s0 = f32x4.add(s0, f32x4.mul(a, a));
      s1 = f32x4.add(s1, f32x4.mul(b, b));
    }
    const scale: f32 = 1 / sqrt<f32>(sumLanes(f32x4.add(s0, s1)) / <f32>width + epsilon);
    store<f32>(scales + (<usize>i << 2), scale);
    const s = f32x4.splat(scale);
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(y + j, f32x4.mul(f32x4.mul(v128.load(x + j), s), v128.load(gain + j)));
    }
    x += xRow;
    y += yRow;
  }
}

/** dx += s (g dy) - x s^3 / width * sum(g dy x); with gainGradient: += sum over rows of dy x s (0 to leave it out). */
export function normBackward(
  dx: usize,
  dxRow: usize,
  dy: usize,
  dyRow: usize,
  x: usize,
  xRow: usize,
  gain: usize,
  gainGradient: usize,
  scales: usize,
  rows: i32,
  width: i32,
): void {
  const bytes = <usize>width << 2;
  for (let i = 0; i < rows; i++) {
    const scale = load<f32>(scales + (<usize>i << 2));
    const s = f32x4.splat(scale);
    let dot = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      const t = f32x4.mul(v128.load(dy + j), v128.load(x + j));
      dot = f32x4.add(dot, f32x4.mul(t, v128.load(gain + j)));
      if (gainGradient) {
        v128.store(gainGradient + j, f32x4.add(v128.load(gainGradient + j), f32x4.mul(t, s)));
      }
    }
    const back = f32x4.splat((sumLanes(dot) * scale * scale * scale) / <f32>width);
    for (let j: usize = 0; j < bytes; j += 16) {
      const direct = f32x4.mul(f32x4.mul(v128.load(dy + j), v128.load(gain + j)), s);
      const t = f32x4.sub(direct, f32x4.mul(v128.load(x + j), back));
      v128.store(dx + j, f32x4.add(v128.load(dx + j), t));
    }
    x += xRow;
    dx += dxRow;
    dy += dyRow;
  }
}

/** Index of the first row scale that is 0 or not finite, or -1. */
export function firstBadScale(scales: usize, rows: i32): i32 {
  for (let i = 0; i < rows; i++) {
    const s = load<f32>(scales + (<usize>i << 2));
    if (!(s > 0 && s < Infinity)) return i;
  }
  return -1;
}
