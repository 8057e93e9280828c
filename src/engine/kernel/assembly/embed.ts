// Token and position embedding, rotary positions. Strides in bytes; tokens and positions are int32 arrays.
import { copyRow } from './math';

/** x[i] = embedding[tokens[i]] (+ table[positions[i]] when table is not 0). All rows have `width` floats, packed. */
export function embed(
  x: usize,
  xRow: usize,
  tokens: usize,
  positions: usize,
  embedding: usize,
  table: usize,
  rows: i32,
  width: i32,
): void {
  const bytes = <usize>width << 2;
  for (let i = 0; i < rows; i++) {
    const e = embedding + <usize>load<i32>(tokens + (<usize>i << 2)) * bytes;
    if (table) {
      const p = table + <usize>load<i32>(positions + (<usize>i << 2)) * bytes;
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(x + j, f32x4.add(v128.load(e + j), v128.load(p + j)));
      }
    } else {
      copyRow(x, e, bytes);
    }
    x += xRow;
  }
}

/**
 * Adds to each row the embedding of the token before it, its two halves changed about; rows whose index is negative have
 * no token before them.
 */
export function embedBefore(x: usize, xRow: usize, before: usize, embedding: usize, rows: i32, width: i32): void {
  const half = <usize>(width >> 1) << 2;
  for (let i = 0; i < rows; i++) {
    const token = load<i32>(before + (<usize>i << 2));
    if (token >= 0) {
      const e = embedding + <usize>token * (half << 1);
      for (let j: usize = 0; j < half; j += 16) {
        v128.store(x + j, f32x4.add(v128.load(x + j), v128.load(e + half + j)));
        v128.store(x + half + j, f32x4.add(v128.load(x + half + j), v128.load(e + j)));
      }
    }
    x += xRow;
  }
}

/**
 * The gradient of embed and embedBefore together. Row by row, so that the order of the sums does not depend on how many
 * rows are computed together.
 */
export function scatterShifted(
  gradient: usize,
  tokens: usize,
  before: usize,
  dx: usize,
  dxRow: usize,
  rows: i32,
  width: i32,
): void {
  const half = <usize>(width >> 1) << 2;
  for (let i = 0; i < rows; i++) {
    const own = gradient + <usize>load<i32>(tokens + (<usize>i << 2)) * (half << 1);
    for (let j: usize = 0; j < half << 1; j += 16) {
      v128.store(own + j, f32x4.add(v128.load(own + j), v128.load(dx + j)));
    }
    const token = load<i32>(before + (<usize>i << 2));
    if (token >= 0) {
      const g = gradient + <usize>token * (half << 1);
      for (let j: usize = 0; j < half; j += 16) {
        v128.store(g + j, f32x4.add(v128.load(g + j), v128.load(dx + half + j)));
        v128.store(g + half + j, f32x4.add(v128.load(g + half + j), v128.load(dx + j)));
      }
    }
    dx += dxRow;
  }
}

/** gradient[indices[i]] += dx[i], in the order of the rows. */
export function scatterAdd(gradient: usize, indices: usize, dx: usize, dxRow: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let i = 0; i < rows; i++) {
    const g = gradient + <usize>load<i32>(indices + (<usize>i << 2)) * bytes;
    for (let j: usize = 0; j < bytes; j += 16) v128.store(g + j, f32x4.add(v128.load(g + j), v128.load(dx + j)));
    dx += dxRow;
  }
}

/** x[indices[i]] = from[i] */
export function scatterRows(
  x: usize,
  xRow: usize,
  indices: usize,
  from: usize,
  fromRow: usize,
  rows: i32,
  width: i32,
): void {
  for (let i = 0; i < rows; i++) {
    copyRow(x + <usize>load<i32>(indices + (<usize>i << 2)) * xRow, from + <usize>i * fromRow, <usize>width << 2);
  }
}

/** out[i] = x[indices[i]] */
export function gatherRows(out: usize, outRow: usize, x: usize, xRow: usize, indices: usize, rows: i32, width: i32): void {
  for (let i = 0; i < rows; i++) {
    copyRow(out + <usize>i * outRow, x + <usize>load<i32>(indices + (<usize>i << 2)) * xRow, <usize>width << 2);
  }
}

/**
 * Rotates the heads in place: (a, b) -> (a cos - b sin, b cos + a sin) for element pairs half a head apart. `angles`
 * holds per position headDim / 2 cosines, then headDim / 2 sines. direction -1 rotates back (the gradient).
 */
export function rotate(
  x: usize,
  xRow: usize,
  positions: usize,
  angles: usize,
  rows: i32,
  heads: i32,
  headDim: i32,
  direction: f32,
): void {
  const half = <usize>(headDim >> 1) << 2;
  const sign = f32x4.splat(direction);
  for (let i = 0; i < rows; i++) {
    const cosines = angles + <usize>load<i32>(positions + (<usize>i << 2)) * (half << 1);
    let head = x + <usize>i * xRow;
    for (let h = 0; h < heads; h++) {
      for (let j: usize = 0; j < half; j += 16) {
        const c = v128.load(cosines + j);
        const s = f32x4.mul(v128.load(cosines + half + j), sign);
        const a = v128.load(head + j);
        const b = v128.load(head + half + j);
        v128.store(head + j, f32x4.sub(f32x4.mul(a, c), f32x4.mul(b, s)));
        v128.store(head + half + j, f32x4.add(f32x4.mul(b, c), f32x4.mul(a, s)));
      }
      head += half << 1;
    }
  }
}
