// The head: logits to losses, gradients, probabilities and samples. Rows of `vocabulary` floats (a multiple of 8).
import { expSmall4, log64, maxLanes, sumLanes } from './math';

// @ts-ignore: decorator
@inline
function rowMax(x: usize, vocabulary: i32): f32 {
  const end = x + (<usize>vocabulary << 2);
  let top = v128.load(x);
  for (let p = x + 16; p < end; p += 16) top = f32x4.pmax(top, v128.load(p));
  return maxLanes(top);
}

/** Sum of exp(x - m), always in the same order; the terms go to `terms` unless that is 0. */
// @ts-ignore: decorator
@inline
function sumExp(x: usize, vocabulary: i32, m: f32, terms: usize): f32 {
  const bytes = <usize>vocabulary << 2;
  const top = f32x4.splat(m);
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const e = expSmall4(f32x4.sub(v128.load(x + j), top));
    if (terms) v128.store(terms + j, e);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}

/** log p(token) under the row's softmax. NaN where the row is not finite. */
// @ts-ignore: decorator
@inline
function tokenLogProb(logit: f32, m: f32, sum: f32): f64 {
  return <f64>logit - <f64>m - log64(<f64>sum);
}

/**
 * Log-probabilities (float64) of one target token per row. With `weights` (float32 per row) the logits are replaced by
 * weights * (softmax - one-hot): the gradient of sum(-weights * log p). Gives the index of the first row whose result
 * is not finite, or -1.
 */
export function crossEntropy(
  logits: usize,
  row: usize,
  targets: usize,
  weights: usize,
  logProbs: usize,
  rows: i32,
  vocabulary: i32,
): i32 {
  const bytes = <usize>vocabulary << 2;
  for (let i = 0; i < rows; i++) {
    const x = logits + <usize>i * row;
    const target = <usize>load<i32>(targets + (<usize>i << 2)) << 2;
    const m = rowMax(x, vocabulary);
    const logit = load<f32>(x + target);
    const sum = sumExp(x, vocabulary, m, weights ? x : 0);
    const logProb = tokenLogProb(logit, m, sum);
    store<f64>(logProbs + (<usize>i << 3), logProb);
    if (!(logProb > -Infinity && logProb < Infinity)) return i;
    if (weights) {
      const weight = load<f32>(weights + (<usize>i << 2));
      const factor = f32x4.splat(weight / sum);
      for (let p = x; p < x + bytes; p += 16) v128.store(p, f32x4.mul(v128.load(p), factor));
      store<f32>(x + target, load<f32>(x + target) - weight);
    }
  }
  return -1;
}

/**
 * Draws a token from softmax(row / temperature) with the uniform number u in [0, 1), by the inverse of the distribution
 * function in token order; temperature 0, or one whose inverse is not a float32, takes the first of the largest. log p(token) at temperature 1 goes to
 * `logProb` (float64), with the same bits as crossEntropy gives. Tokens that softmax(row / temperature) makes less likely
 * than `minP` times the likeliest are not drawn. Gives the token, or -1 where the row is not finite.
 * `scratch` holds vocabulary floats, then vocabulary / 8 float64.
 */
export function sampleRow(
  x: usize,
  vocabulary: i32,
  temperature: f32,
  minP: f32,
  u: f64,
  logProb: usize,
  scratch: usize,
): i32 {
  const m = rowMax(x, vocabulary);
  const sum = sumExp(x, vocabulary, m, temperature == 1 ? scratch : 0);
  if (!(sum > 0 && sum < Infinity)) return -1;
  let token = 0;
  const cold: f32 = 1 / temperature;
  if (!(cold < Infinity)) {
    while (load<f32>(x + (<usize>token << 2)) != m) token++;
  } else {
    if (temperature != 1) {
      const top = f32x4.splat(m);
      const factor = f32x4.splat(cold);
      for (let j: usize = 0; j < <usize>vocabulary << 2; j += 16) {
        v128.store(scratch + j, expSmall4(f32x4.mul(f32x4.sub(v128.load(x + j), top), factor)));
      }
    }
    if (minP > 0) dropBelow(minP, scratch, vocabulary);
    token = inverseDistribution(scratch, vocabulary, u);
  }
  store<f64>(logProb, tokenLogProb(load<f32>(x + (<usize>token << 2)), m, sum));
  return token;
}

/** Makes 0 of terms below `least`. */
function dropBelow(least: f32, terms: usize, vocabulary: i32): void {
  const bound = f32x4.splat(least);
  for (let p = terms; p < terms + (<usize>vocabulary << 2); p += 16) {
    const term = v128.load(p);
    v128.store(p, v128.and(term, f32x4.ge(term, bound)));
  }
}

/** The first index whose cumulative sum of terms exceeds u times the total; never one whose term is 0. */
function inverseDistribution(terms: usize, vocabulary: i32, u: f64): i32 {
  const sums = terms + (<usize>vocabulary << 2);
  const blocks = vocabulary >> 3;
  let total: f64 = 0;
  for (let b = 0; b < blocks; b++) {
    const p = terms + (<usize>b << 5);
    total += <f64>sumLanes(f32x4.add(v128.load(p), v128.load(p, 16)));
    store<f64>(sums + (<usize>b << 3), total);
  }
  const goal = u * total;
  let block = 0;
  while (block < blocks - 1 && !(load<f64>(sums + (<usize>block << 3)) > goal)) block++;
  let below: f64 = block ? load<f64>(sums + (<usize>(block - 1) << 3)) : 0;
  let index = block << 3;
  for (let j = index; j < (block << 3) + 8; j++) {
    const term = <f64>load<f32>(terms + (<usize>j << 2));
    if (term > 0) index = j;
    below += term;
    if (term > 0 && below > goal) return index;
  }
  // rounding put the goal behind the block's last positive term; a block of zeros cannot be chosen, because its
  // cumulative sum does not exceed the one before
  while (index > 0 && !(load<f32>(terms + (<usize>index << 2)) > 0)) index--;
  return index;
}
