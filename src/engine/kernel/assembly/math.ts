// Elementary functions. Only IEEE + - * / sqrt, rounding and integer operations, so the bits are the same in every
// WebAssembly engine. Accuracy: exp within 2 ulp of float32, log within 2 ulp of float64.

const log2e: f32 = 1.44269504;
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440e-4;

/**
 * exp of four lanes for x from -86.6 to 88.37; NaN stays. x = n ln 2 + r with |r| <= ln 2 / 2: adding 1.5 * 2^23 rounds
 * to the integer n and leaves it in the low bits, from where it is shifted into the exponent.
 */
// @ts-ignore: decorator
@inline
function expInRange(x: v128): v128 {
  const shift = f32x4.splat(12582912);
  const z = f32x4.add(f32x4.mul(x, f32x4.splat(log2e)), shift);
  const n = f32x4.sub(z, shift);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(ln2High))), f32x4.mul(n, f32x4.splat(ln2Low)));
  // (exp(r) - 1 - r) / r^2 on |r| <= ln 2 / 2, least squares at Chebyshev nodes, relative error 1.1e-8
  let p = f32x4.splat(0.0013933652080595493);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.008363181725144386));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.04166646674275398));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.16666576266288757));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
  p = f32x4.add(p, f32x4.splat(1));
  return i32x4.add(p, i32x4.shl(z, 23));
}

/** exp of four lanes that are not above 88.37. Below -86.6 the result is 0 (it would be subnormal); NaN stays. */
// @ts-ignore: decorator
@inline
export function expSmall4(x: v128): v128 {
  return v128.andnot(expInRange(x), f32x4.lt(x, f32x4.splat(-86.6)));
}

/** exp of four lanes. Below -86.6 the result is 0, above 88.37 it is Infinity; NaN stays. */
// @ts-ignore: decorator
@inline
function exp4(x: v128): v128 {
  return v128.bitselect(f32x4.splat(Infinity), expSmall4(x), f32x4.gt(x, f32x4.splat(88.37)));
}

/** 1 / (1 + exp(-x)) of four lanes, with -x taken as at least -86.6 and at most 86.6. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  // pmin and pmax give their first argument unless the second is smaller or larger, so NaN stays
  const t = f32x4.pmax(f32x4.pmin(f32x4.neg(x), f32x4.splat(86.6)), f32x4.splat(-86.6));
  return f32x4.div(one, f32x4.add(one, expInRange(t)));
}

/** (lane 0 + lane 1) + (lane 2 + lane 3), in that order. */
// @ts-ignore: decorator
@inline
export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

// @ts-ignore: decorator
@inline
export function maxLanes(x: v128): f32 {
  const y = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(y, v128.shuffle<f32>(y, y, 1, 0, 3, 2)), 0);
}

/** Natural logarithm of a positive normal number; anything else gives NaN or the input (Infinity). */
export function log64(x: f64): f64 {
  if (!(x >= 2.2250738585072014e-308)) return NaN;
  if (x == Infinity) return x;
  const bits = reinterpret<u64>(x);
  let exponent = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1;
  }
  // log m = 2 atanh(s), s = (m - 1) / (m + 1), |s| <= 0.1716: the series to s^21 leaves less than 1e-18
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let p: f64 = 1.0 / 21.0;
  p = p * z + 1.0 / 19.0;
  p = p * z + 1.0 / 17.0;
  p = p * z + 1.0 / 15.0;
  p = p * z + 1.0 / 13.0;
  p = p * z + 1.0 / 11.0;
  p = p * z + 1.0 / 9.0;
  p = p * z + 1.0 / 7.0;
  p = p * z + 1.0 / 5.0;
  p = p * z + 1.0 / 3.0;
  const log1 = 2 * s + 2 * s * z * p;
  return <f64>exponent * 6.93147180369123816490e-1 + (<f64>exponent * 1.90821492927058770002e-10 + log1);
}

/** Applies exp elementwise; for tests of the kernel's own functions. `count` is a multiple of 4. */
export function expArray(out: usize, x: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) v128.store(out + (<usize>i << 2), exp4(v128.load(x + (<usize>i << 2))));
}

/** Copies `bytes`, a multiple of 16: for short rows faster than a call to memory.copy. */
// @ts-ignore: decorator
@inline
export function copyRow(to: usize, from: usize, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) v128.store(to + j, v128.load(from + j));
}
