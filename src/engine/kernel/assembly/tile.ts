// Register tiles: the inner loops of every matrix product. Pointers and strides are in bytes.
//
// C (rows x 8 columns) += A B, with element (i, k) of A at a + i*aRow + k*aStep and row k of B (8 floats) at b + k*bStep.
// Each element of C is one running sum in the order of k, whatever the tile, so the bits of a result depend neither on
// how many rows are computed together nor on where a loop over k was cut.

/** 4 rows. With `fresh` the sums start at 0, otherwise at what C holds. */
export function tile4(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  k: i32,
  fresh: bool,
): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  if (!fresh) {
    s00 = v128.load(c);
    s01 = v128.load(c, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  const end = a + <usize>k * aStep;
  while (a != end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(x, b0));
    s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(x, b0));
    s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(x, b0));
    s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(x, b0));
    s31 = f32x4.add(s31, f32x4.mul(x, b1));
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStep;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** 1 row. */
export function tile1(c: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, fresh: bool): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  if (!fresh) {
    s0 = v128.load(c);
    s1 = v128.load(c, 16);
  }
  const end = a + <usize>k * aStep;
  while (a != end) {
    const x = v128.load32_splat(a);
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(b, 16)));
    a += aStep;
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
}

/** 1 row of 32 columns: four panels of B, `bPanel` apart, at once, so that the additions do not wait for each other. */
export function tile1x32(
  c: usize,
  a: usize,
  aStep: usize,
  b: usize,
  bPanel: usize,
  bStep: usize,
  k: i32,
  fresh: bool,
): void {
  let p1 = b + bPanel;
  let p2 = p1 + bPanel;
  let p3 = p2 + bPanel;
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  if (!fresh) {
    s0 = v128.load(c);
    s1 = v128.load(c, 16);
    s2 = v128.load(c, 32);
    s3 = v128.load(c, 48);
    s4 = v128.load(c, 64);
    s5 = v128.load(c, 80);
    s6 = v128.load(c, 96);
    s7 = v128.load(c, 112);
  }
  const end = a + <usize>k * aStep;
  while (a != end) {
    const x = v128.load32_splat(a);
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(b, 16)));
    s2 = f32x4.add(s2, f32x4.mul(x, v128.load(p1)));
    s3 = f32x4.add(s3, f32x4.mul(x, v128.load(p1, 16)));
    s4 = f32x4.add(s4, f32x4.mul(x, v128.load(p2)));
    s5 = f32x4.add(s5, f32x4.mul(x, v128.load(p2, 16)));
    s6 = f32x4.add(s6, f32x4.mul(x, v128.load(p3)));
    s7 = f32x4.add(s7, f32x4.mul(x, v128.load(p3, 16)));
    a += aStep;
    b += bStep;
    p1 += bStep;
    p2 += bStep;
    p3 += bStep;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
  v128.store(c, s4, 64);
  v128.store(c, s5, 80);
  v128.store(c, s6, 96);
  v128.store(c, s7, 112);
}

/** 1 to 4 rows. */
// @ts-ignore: decorator
@inline
export function tileRows(
  rows: i32,
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  k: i32,
  fresh: bool,
): void {
  if (rows >= 4) {
    tile4(c, cRow, a, aRow, aStep, b, bStep, k, fresh);
  } else {
    for (let r = 0; r < rows; r++) tile1(c + <usize>r * cRow, a + <usize>r * aRow, aStep, b, bStep, k, fresh);
  }
}

/** 1 row of `columns` (a multiple of 8), 32 at a time where possible. */
export function rowTimes(
  c: usize,
  columns: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bPanel: usize,
  bStep: usize,
  k: i32,
  fresh: bool,
): void {
  let j = 0;
  for (; j + 32 <= columns; j += 32) {
    tile1x32(c + (<usize>j << 2), a, aStep, b + <usize>(j >> 3) * bPanel, bPanel, bStep, k, fresh);
  }
  for (; j < columns; j += 8) tile1(c + (<usize>j << 2), a, aStep, b + <usize>(j >> 3) * bPanel, bStep, k, fresh);
}

/**
 * Multiply-adds on 4 x 8 tiles whose operands stay in the first-level cache: the rate that the matrix products can at
 * best reach on this machine. 2 * 32 * 128 * repeats floating-point operations.
 */
export function peakTile(scratch: usize, repeats: i32): void {
  for (let i = 0; i < repeats; i++) tile4(scratch, 32, scratch + 128, 512, 4, scratch + 2176, 32, 128, false);
}

/** Multiply-adds on registers alone, 12 independent chains: 2 * 4 * 12 * repeats operations. */
export function peakRegisters(repeats: i32): f32 {
  const x = f32x4.splat(0.999);
  const y = f32x4.splat(0.5);
  let a = f32x4.splat(1);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  let i = a;
  let j = a;
  let k = a;
  let l = a;
  for (let n = 0; n < repeats; n++) {
    a = f32x4.add(f32x4.mul(a, x), y);
    b = f32x4.add(f32x4.mul(b, x), y);
    c = f32x4.add(f32x4.mul(c, x), y);
    d = f32x4.add(f32x4.mul(d, x), y);
    e = f32x4.add(f32x4.mul(e, x), y);
    f = f32x4.add(f32x4.mul(f, x), y);
    g = f32x4.add(f32x4.mul(g, x), y);
    h = f32x4.add(f32x4.mul(h, x), y);
    i = f32x4.add(f32x4.mul(i, x), y);
    j = f32x4.add(f32x4.mul(j, x), y);
    k = f32x4.add(f32x4.mul(k, x), y);
    l = f32x4.add(f32x4.mul(l, x), y);
  }
  const s = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  const t = f32x4.add(s, f32x4.add(f32x4.add(i, j), f32x4.add(k, l)));
  return f32x4.extract_lane(t, 0) + f32x4.extract_lane(t, 3);
}
