// Causal attention over a paged key/value cache, forward.
//
// A page holds 8 consecutive positions of one sequence. Within a layer, page p of head h starts at
// base + h*headBytes + p*pageStride: keys as a panel [headDim][8], values as rows [8][headDim]. A sequence is a table of
// page numbers (int32), so sequences that share a prefix share its pages. Each score, each row sum and each output is
// summed in the order of positions: the result does not depend on what else is computed, nor on how the positions were
// divided between calls.
import { copyRow, expSmall4, maxLanes, sumLanes } from './math';
import { tile1, tile1x32, tile4 } from './tile';

/** Stores keys and values of `rows` new positions, starting at position `past`. Both have row stride `row`. */
export function storeKeysValues(
  keys: usize,
  values: usize,
  headBytes: usize,
  pageStride: usize,
  k: usize,
  v: usize,
  row: usize,
  table: usize,
  past: i32,
  rows: i32,
  heads: i32,
  headDim: i32,
): void {
  const dimBytes = <usize>headDim << 2;
  for (let i = 0; i < rows; i++) {
    const position = past + i;
    const offset = <usize>load<i32>(table + (<usize>(position >> 3) << 2)) * pageStride;
    const slot = <usize>(position & 7);
    for (let h = 0; h < heads; h++) {
      const headOffset = <usize>h * headBytes + offset;
      const from = k + <usize>i * row + <usize>h * dimBytes;
      let to = keys + headOffset + (slot << 2);
      for (let j: usize = 0; j < dimBytes; j += 4) {
        store<f32>(to, load<f32>(from + j));
        to += 32;
      }
      copyRow(values + headOffset + slot * dimBytes, v + <usize>i * row + <usize>h * dimBytes, dimBytes);
    }
  }
}

/** Replaces scores by exp(scale (s - max)) over `length` entries, zeros up to the next multiple of 4; gives the sum. */
// @ts-ignore: decorator
@inline
function softmaxRow(scores: usize, length: i32, scale: f32, stats: usize): f32 {
  const padded = (length + 3) & ~3;
  for (let j = length; j < padded; j++) store<f32>(scores + (<usize>j << 2), -Infinity);
  const end = scores + (<usize>padded << 2);
  let top = v128.load(scores);
  for (let p = scores + 16; p < end; p += 16) top = f32x4.pmax(top, v128.load(p));
  const highest = maxLanes(top);
  const m = f32x4.splat(highest);
  const factor = f32x4.splat(scale);
  let sum = f32x4.splat(0);
  for (let p = scores; p < end; p += 16) {
    const e = expSmall4(f32x4.mul(f32x4.sub(v128.load(p), m), factor));
    v128.store(p, e);
    sum = f32x4.add(sum, e);
  }
  const inverse: f32 = 1 / sumLanes(sum);
  if (stats) {
    store<f32>(stats, highest);
    store<f32>(stats, inverse, 4);
  }
  return inverse;
}

// @ts-ignore: decorator
@inline
function scaleRow(out: usize, bytes: usize, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, f32x4.mul(v128.load(out + j), f));
}

/** How many pages from entry `p` of the table on lie next to each other. */
// @ts-ignore: decorator
@inline
function runLength(table: usize, p: i32, pages: i32): i32 {
  const first = load<i32>(table + (<usize>p << 2));
  let n = 1;
  while (p + n < pages && load<i32>(table + (<usize>(p + n) << 2)) == first + n) n++;
  return n;
}

/** Four query rows of one head; `keys` is the number of positions that the last of them sees. */
function attendFour(
  out: usize,
  outRow: usize,
  q: usize,
  qRow: usize,
  headKeys: usize,
  headValues: usize,
  pageStride: usize,
  table: usize,
  keys: i32,
  headDim: i32,
  scale: f32,
  scores: usize,
  scoreRow: usize,
  stats: usize,
  statsRow: usize,
): void {
  const dimBytes = <usize>headDim << 2;
  const pageBytes = dimBytes << 3;
  const pages = (keys + 7) >> 3;
  for (let p = 0; p < pages; p++) {
    const page = headKeys + <usize>load<i32>(table + (<usize>p << 2)) * pageStride;
    tile4(scores + (<usize>p << 5), scoreRow, q, qRow, 4, page, 32, headDim, true);
  }
  const i0 = softmaxRow(scores, keys - 3, scale, stats);
  const i1 = softmaxRow(scores + scoreRow, keys - 2, scale, stats ? stats + statsRow : 0);
  const i2 = softmaxRow(scores + 2 * scoreRow, keys - 1, scale, stats ? stats + 2 * statsRow : 0);
  const i3 = softmaxRow(scores + 3 * scoreRow, keys, scale, stats ? stats + 3 * statsRow : 0);
  for (let r = 0; r < 3; r++) {
    for (let j = keys - 3 + r; j < keys; j++) store<f32>(scores + <usize>r * scoreRow + (<usize>j << 2), 0);
  }
  for (let p = 0; p < pages; ) {
    const run = pageStride == pageBytes ? runLength(table, p, pages) : 1;
    const page = headValues + <usize>load<i32>(table + (<usize>p << 2)) * pageStride;
    const count = min(run << 3, keys - (p << 3));
    for (let j: usize = 0; j < dimBytes; j += 32) {
      tile4(out + j, outRow, scores + (<usize>p << 5), scoreRow, 4, page + j, dimBytes, count, p == 0);
    }
    p += run;
  }
  scaleRow(out, dimBytes, i0);
  scaleRow(out + outRow, dimBytes, i1);
  scaleRow(out + 2 * outRow, dimBytes, i2);
  scaleRow(out + 3 * outRow, dimBytes, i3);
}

/** Weighted sum of 32 columns of the values of `keys` positions, times `factor`. */
function mixValues32(
  out: usize,
  weights: usize,
  values: usize,
  pageStride: usize,
  table: usize,
  keys: i32,
  row: usize,
  factor: f32,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (let left = keys; left > 0; left -= 8) {
    let v = values + <usize>load<i32>(table) * pageStride;
    const end = v + <usize>min(left, 8) * row;
    while (v != end) {
      const x = v128.load32_splat(weights);
      s0 = f32x4.add(s0, f32x4.mul(x, v128.load(v)));
      s1 = f32x4.add(s1, f32x4.mul(x, v128.load(v, 16)));
      s2 = f32x4.add(s2, f32x4.mul(x, v128.load(v, 32)));
      s3 = f32x4.add(s3, f32x4.mul(x, v128.load(v, 48)));
      s4 = f32x4.add(s4, f32x4.mul(x, v128.load(v, 64)));
      s5 = f32x4.add(s5, f32x4.mul(x, v128.load(v, 80)));
      s6 = f32x4.add(s6, f32x4.mul(x, v128.load(v, 96)));
      s7 = f32x4.add(s7, f32x4.mul(x, v128.load(v, 112)));
      weights += 4;
      v += row;
    }
    table += 4;
  }
  const f = f32x4.splat(factor);
  v128.store(out, f32x4.mul(s0, f));
  v128.store(out, f32x4.mul(s1, f), 16);
  v128.store(out, f32x4.mul(s2, f), 32);
  v128.store(out, f32x4.mul(s3, f), 48);
  v128.store(out, f32x4.mul(s4, f), 64);
  v128.store(out, f32x4.mul(s5, f), 80);
  v128.store(out, f32x4.mul(s6, f), 96);
  v128.store(out, f32x4.mul(s7, f), 112);
}

/** The same for 8 columns. */
function mixValues8(
  out: usize,
  weights: usize,
  values: usize,
  pageStride: usize,
  table: usize,
  keys: i32,
  row: usize,
  factor: f32,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  for (let left = keys; left > 0; left -= 8) {
    let v = values + <usize>load<i32>(table) * pageStride;
    const end = v + <usize>min(left, 8) * row;
    while (v != end) {
      const x = v128.load32_splat(weights);
      s0 = f32x4.add(s0, f32x4.mul(x, v128.load(v)));
      s1 = f32x4.add(s1, f32x4.mul(x, v128.load(v, 16)));
      weights += 4;
      v += row;
    }
    table += 4;
  }
  const f = f32x4.splat(factor);
  v128.store(out, f32x4.mul(s0, f));
  v128.store(out, f32x4.mul(s1, f), 16);
}

/** One query row of one head. */
function attendOne(
  out: usize,
  q: usize,
  headKeys: usize,
  headValues: usize,
  pageStride: usize,
  table: usize,
  keys: i32,
  headDim: i32,
  scale: f32,
  scores: usize,
  stats: usize,
): void {
  const dimBytes = <usize>headDim << 2;
  const pages = (keys + 7) >> 3;
  for (let p = 0; p < pages; ) {
    const run = runLength(table, p, pages);
    let page = headKeys + <usize>load<i32>(table + (<usize>p << 2)) * pageStride;
    const end = p + run;
    // four pages at a time, also where fewer are left: what lies behind them gives scores that nobody reads
    for (; p + 1 < end; p += 4) {
      tile1x32(scores + (<usize>p << 5), q, 4, page, pageStride, 32, headDim, true);
      page += 4 * pageStride;
    }
    if (p < end) tile1(scores + (<usize>p << 5), q, 4, page, 32, headDim, true);
    p = end;
  }
  const inverse = softmaxRow(scores, keys, scale, stats);
  let j: usize = 0;
  for (; j + 128 <= dimBytes; j += 128) {
    mixValues32(out + j, scores, headValues + j, pageStride, table, keys, dimBytes, inverse);
  }
  for (; j < dimBytes; j += 32) {
    mixValues8(out + j, scores, headValues + j, pageStride, table, keys, dimBytes, inverse);
  }
}

/**
 * Attention of `count` sequences. `jobs` holds per sequence four int32: first row in x, number of new rows, position
 * of the first of them, address of its page table. x has rows [q | k | v] of 3 heads*headDim; out has heads*headDim.
 * Stores the new keys and values first. `scores` is scratch of 4 rows of scoreRow bytes. With `stats`, the maximum and
 * the inverse sum of every softmax are kept at stats[row][head][2] for the backward pass.
 */
export function attend(
  out: usize,
  outRow: usize,
  x: usize,
  xRow: usize,
  keys: usize,
  values: usize,
  headBytes: usize,
  pageStride: usize,
  jobs: usize,
  count: i32,
  heads: i32,
  headDim: i32,
  scale: f32,
  scores: usize,
  scoreRow: usize,
  stats: usize,
): void {
  const dimBytes = <usize>headDim << 2;
  const width = <usize>heads * dimBytes;
  const statsRow = <usize>heads << 3;
  for (let s = 0; s < count; s++) {
    const job = jobs + (<usize>s << 4);
    const first = load<i32>(job);
    const rows = load<i32>(job, 4);
    const past = load<i32>(job, 8);
    const table = <usize>load<i32>(job, 12);
    const q = x + <usize>first * xRow;
    storeKeysValues(keys, values, headBytes, pageStride, q + width, q + 2 * width, xRow, table, past, rows, heads, headDim);
    for (let h = 0; h < heads; h++) {
      const column = <usize>h * dimBytes;
      const headKeys = keys + <usize>h * headBytes;
      const headValues = values + <usize>h * headBytes;
      let i = 0;
      for (; i + 4 <= rows; i += 4) {
        attendFour(
          out + <usize>(first + i) * outRow + column,
          outRow,
          q + <usize>i * xRow + column,
          xRow,
          headKeys,
          headValues,
          pageStride,
          table,
          past + i + 4,
          headDim,
          scale,
          scores,
          scoreRow,
          stats ? stats + <usize>(first + i) * statsRow + (<usize>h << 3) : 0,
          statsRow,
        );
      }
      for (; i < rows; i++) {
        attendOne(
          out + <usize>(first + i) * outRow + column,
          q + <usize>i * xRow + column,
          headKeys,
          headValues,
          pageStride,
          table,
          past + i + 1,
          headDim,
          scale,
          scores,
          stats ? stats + <usize>(first + i) * statsRow + (<usize>h << 3) : 0,
        );
      }
    }
  }
}
