import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromFloat16, toFloat16 } from './float16.ts';

const word = new DataView(new ArrayBuffer(4));

function floatOf(bits: number): number {
  word.setUint32(0, bits);
  return word.getFloat32(0);
}

/** SHA-256 of numbers written little endian. */
function hashOf(count: number, width: 2 | 4, at: (index: number) => number): string {
  const view = new DataView(new ArrayBuffer(count * width));
  for (let index = 0; index < count; index++) {
    if (width === 2) view.setUint16(index * 2, at(index), true);
    else view.setFloat32(index * 4, at(index), true);
  }
  return createHash('sha256').update(view).digest('hex');
}

/** A float32 pattern for each index, scattered by Knuth's multiplier, with an exponent from 2^-26 to 2^17. */
function scattered(index: number): number {
  return ((Math.imul(index, 2654435761) & 0x807fffff) | ((101 + (index % 44)) << 23)) >>> 0;
}

// The hashes are those of the same numbers converted by NumPy 2.4.6 (astype float16 / float32).
describe('against NumPy', () => {
  it('all 65,536 halves to float32, NaN written as 0', () => {
    const hash = hashOf(65536, 4, (half) => {
      const value = fromFloat16(half);
      return Number.isNaN(value) ? 0 : value;
    });
    expect(hash).toBe('faa6d965574036872b0d39a42d1f8bee361d5be92b1e718155a69556a5abacdd');
  });

  it('2^20 float32 of any exponent to halves, NaN written as 0', () => {
    const hash = hashOf(1 << 20, 2, (index) => {
      const value = floatOf(Math.imul(index, 2654435761));
      return Number.isNaN(value) ? 0 : toFloat16(value);
    });
    expect(hash).toBe('f7a2a451079a4014a46683fa944885ebf58aade0884c55a6b47dd2b65537178e');
  });

  it('2^20 float32 around the range of halves', () => {
    const hash = hashOf(1 << 20, 2, (index) => toFloat16(floatOf(scattered(index))));
    expect(hash).toBe('c055709db7d9c42ac4f0d0847a91e42d63eadb325253cb474fceb248bc276edd');
  });

  it('the same with few mantissa bits, so that many are ties', () => {
    const hash = hashOf(1 << 20, 2, (index) => toFloat16(floatOf(scattered(index) & 0xfffff000)));
    expect(hash).toBe('fd56e7e7f25b77d074fbf60c957b67e809132c4a5a0bd496d9de8fbd3fe6fd86');
  });
});

it('every half comes back from float32 unchanged, and NaN as NaN', () => {
  let nans = 0;
  for (let half = 0; half < 65536; half++) {
    const value = fromFloat16(half);
    if (Number.isNaN(value)) {
      nans += 1;
      expect(toFloat16(value)).toBe(0x7e00);
    } else if (toFloat16(value) !== half) {
      expect.fail(`0x${half.toString(16)} came back as 0x${toFloat16(value).toString(16)}`);
    }
  }
  expect(nans).toBe(2046);
});

it.each([
  ['one', 1, 0x3c00],
  ['a tie to even, down', 1 + 2 ** -11, 0x3c00],
  ['a tie to even, up', 1 + 3 * 2 ** -11, 0x3c02],
  ['just above a tie', 1 + 2 ** -11 + 2 ** -23, 0x3c01],
  ['largest', 65504, 0x7bff],
  ['last that rounds to largest', 65519.996, 0x7bff],
  ['overflow', 65520, 0x7c00],
  ['minus infinity', -Infinity, 0xfc00],
  ['smallest normal', 2 ** -14, 0x0400],
  ['largest subnormal, rounded up to normal', 2 ** -14 - 2 ** -26, 0x0400],
  ['smallest subnormal', 2 ** -24, 0x0001],
  ['half of it: a tie to 0', 2 ** -25, 0x0000],
  ['a little more than half', 2 ** -25 * (1 + 2 ** -23), 0x0001],
  ['minus zero', -0, 0x8000],
])('%s', (_, value, half) => {
  expect(toFloat16(value)).toBe(half);
});
