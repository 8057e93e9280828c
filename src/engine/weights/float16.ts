/** Conversion between float32 and IEEE 754 half precision, exact or rounded to nearest, ties to even. */

const scratch = new DataView(new ArrayBuffer(4));

/** Largest finite half. From 65,520 on (half a step further), numbers round to infinity. */
export const LARGEST_FLOAT16 = 65504;

/** The 16 bits of the half nearest to a float32; infinity where it overflows, 0x7e00 for NaN. */
export function toFloat16(value: number): number {
  scratch.setFloat32(0, value);
  const word = scratch.getUint32(0);
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112; // as a half would hold it: biases 127 and 15
  const mantissa = word & 0x7fffff;
  if (exponent === 143) return sign | (mantissa === 0 ? 0x7c00 : 0x7e00);
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent > 0) return sign | roundedShift((exponent << 23) | mantissa, 13);
  if (exponent < -10) return sign; // below half the smallest subnormal, 2^-24
  return sign | roundedShift(mantissa | 0x800000, 14 - exponent);
}

/** `word` divided by 2^shift and rounded. A carry out of the mantissa raises the exponent, up to infinity, as it should. */
function roundedShift(word: number, shift: number): number {
  const kept = word >>> shift;
  const lost = word & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return lost > half || (lost === half && (kept & 1) === 1) ? kept + 1 : kept;
}

/** The number that 16 bits stand for. */
export function fromFloat16(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return (sign * mantissa) / 16777216; // multiples of 2^-24
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  scratch.setUint32(0, ((half & 0x8000) << 16) | ((exponent + 112) << 23) | (mantissa << 13));
  return scratch.getFloat32(0);
}
