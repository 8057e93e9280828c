// Elementwise work on whole parameter arrays. `count` is a multiple of 4.

/** Sum of squares in float64, in a fixed order. Not finite exactly when an element is not. */
export function sumSquares(x: usize, count: i32): f64 {
  const end = x + (<usize>count << 2);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; x < end; x += 16) {
    const v = v128.load(x);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<u32>(v, v, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** y += x */
export function addInto(y: usize, x: usize, count: i32): void {
  const bytes = <usize>count << 2;
  for (let j: usize = 0; j < bytes; j += 16) v128.store(y + j, f32x4.add(v128.load(y + j), v128.load(x + j)));
}

/** y = factor * x */
export function scaleInto(y: usize, x: usize, factor: f32, count: i32): void {
  const bytes = <usize>count << 2;
  const f = f32x4.splat(factor);
  for (let j: usize = 0; j < bytes; j += 16) v128.store(y + j, f32x4.mul(v128.load(x + j), f));
}

/**
 * Adam with decoupled weight decay: g = gradient * gradientScale; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
 * p -= rate * (m mCorrection / (sqrt(v vCorrection) + epsilon) + decay p).
 */
export function adam(
  p: usize,
  gradient: usize,
  m: usize,
  v: usize,
  count: i32,
  gradientScale: f32,
  rate: f32,
  b1: f32,
  b2: f32,
  epsilon: f32,
  decay: f32,
  mCorrection: f32,
  vCorrection: f32,
): void {
  const bytes = <usize>count << 2;
  const scale = f32x4.splat(gradientScale);
  const r = f32x4.splat(rate);
  const b1x = f32x4.splat(b1);
  const b2x = f32x4.splat(b2);
  const a1 = f32x4.splat(1 - b1);
  const a2 = f32x4.splat(1 - b2);
  const e = f32x4.splat(epsilon);
  const d = f32x4.splat(decay);
  const mc = f32x4.splat(mCorrection);
  const vc = f32x4.splat(vCorrection);
  for (let j: usize = 0; j < bytes; j += 16) {
    const g = f32x4.mul(v128.load(gradient + j), scale);
    const m1 = f32x4.add(f32x4.mul(b1x, v128.load(m + j)), f32x4.mul(a1, g));
    const v1 = f32x4.add(f32x4.mul(b2x, v128.load(v + j)), f32x4.mul(a2, f32x4.mul(g, g)));
    const step = f32x4.div(f32x4.mul(m1, mc), f32x4.add(f32x4.sqrt(f32x4.mul(v1, vc)), e));
    const old = v128.load(p + j);
    v128.store(m + j, m1);
    v128.store(v + j, v1);
    v128.store(p + j, f32x4.sub(old, f32x4.mul(r, f32x4.add(step, f32x4.mul(d, old)))));
  }
}
