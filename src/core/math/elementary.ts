/**
 * Elementary functions with the same bits in every JavaScript engine.
 *
 * ECMAScript leaves the accuracy of Math.exp, log, sin and cos to the implementation, and engines do differ. These use
 * only operations that IEEE 754 fixes to the last bit (+ - * / and reading or building the bits of a double): reduce
 * the argument, sum a Taylor series in a fixed order, put the exponent back. Error: below 1 ulp for exp, log, sin and
 * cos, below 3 ulp for sigmoid and logSigmoid.
 */

// ln 2 in two parts. The first has 40 significant bits, so its product with any exponent (11 bits) is exact.
const LN2_HIGH = 0.6931471805601177;
const LN2_LOW = -1.7239444525614835e-13;
const ONE_OVER_LN2 = 1.4426950408889634;

// pi/2 in three parts. The first two have 33 significant bits, so their products with a quadrant (17 bits) are exact.
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;
const TWO_OVER_PI = 0.6366197723675814;

/** Largest |x| that `sin` and `cos` accept: their argument reduction is exact up to here. */
const LARGEST_ANGLE = 1e5;

/** 1/n! for n = 2..14. */
const EXP_SERIES = [
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
  1 / 87178291200,
];
/** 2/(2n+1) for n = 1..12: the tail of 2 atanh(s) in s^2. */
const LOG_SERIES = [2 / 3, 2 / 5, 2 / 7, 2 / 9, 2 / 11, 2 / 13, 2 / 15, 2 / 17, 2 / 19, 2 / 21, 2 / 23, 2 / 25];
/** Coefficients of x^3, x^5, ... of sin. */
const SIN_SERIES = [
  -1 / 6,
  1 / 120,
  -1 / 5040,
  1 / 362880,
  -1 / 39916800,
  1 / 6227020800,
  -1 / 1307674368000,
  1 / 355687428096000,
];
/** Coefficients of x^4, x^6, ... of cos. */
const COS_SERIES = [
  1 / 24,
  -1 / 720,
  1 / 40320,
  -1 / 3628800,
  1 / 479001600,
  -1 / 87178291200,
  1 / 20922789888000,
  -1 / 6402373705728000,
];

// Big-endian on every machine (DataView's default): the high word with the exponent lies first.
const bits = new DataView(new ArrayBuffer(8));

/** 2^exponent for a normal result: -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** c0 + c1 x + c2 x^2 + ..., from the highest term down. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** e^x. Overflows to Infinity, underflows through the subnormals to 0. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const exponent = Math.round(x * ONE_OVER_LN2);
  const high = x - exponent * LN2_HIGH;
  const low = exponent * LN2_LOW;
  const r = high - low;
  const rest = r * r * polynomial(EXP_SERIES, r) - low;
  const sum = high + rest;
  const rounded = 1 + sum;
  // What the last two additions rounded away, put back: e^1 and most others come out correctly rounded.
  const scaled = rounded + (sum - (rounded - 1) + (rest - (sum - high)));
  // In two factors where 2^exponent alone is out of range; only the last product can round.
  if (exponent > 1023) return scaled * 2 * powerOfTwo(exponent - 1);
  if (exponent < -1022) return scaled * powerOfTwo(exponent + 60) * powerOfTwo(-60);
  return scaled * powerOfTwo(exponent);
}

/**
 * f - log(1 + f) for f from sqrt(1/2) - 1 to sqrt(2) - 1. With s = f/(2 + f), log(1 + f) = 2 atanh(s) = 2s + s R(s^2),
 * and 2s = f - s f, s f = f^2/2 - s f^2/2: so the difference is f^2/2 - s (f^2/2 + R), small beside f.
 */
function logDefect(f: number): number {
  const s = f / (2 + f);
  const squared = s * s;
  const half = 0.5 * f * f;
  return half - s * (half + squared * polynomial(LOG_SERIES, squared));
}

/** Natural logarithm: -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  const subnormal = x < 2.2250738585072014e-308;
  bits.setFloat64(0, subnormal ? x * 18014398509481984 : x); // times 2^54
  const word = bits.getUint32(0);
  let exponent = (word >>> 20) - (subnormal ? 1077 : 1023);
  bits.setUint32(0, (word & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent += 1;
  }
  const f = mantissa - 1;
  return exponent * LN2_HIGH - (logDefect(f) - exponent * LN2_LOW - f);
}

/** log(1 + y) for y from 0 to 1, exact for tiny y where 1 + y would round. */
function logOnePlus(y: number): number {
  return y < Math.SQRT2 - 1 ? y - logDefect(y) : log(1 + y);
}

interface ReducedAngle {
  /** x modulo a quarter turn, -pi/4 to pi/4, as the unevaluated sum high + low. */
  readonly high: number;
  readonly low: number;
  /** Number of quarter turns taken off, modulo 4. */
  readonly quadrant: number;
}

function reduceAngle(x: number): ReducedAngle {
  if (Math.abs(x) > LARGEST_ANGLE) {
    throw new RangeError(`angle ${String(x)} is beyond ${String(LARGEST_ANGLE)}, where its reduction loses accuracy`);
  }
  const turns = Math.round(x * TWO_OVER_PI);
  const first = x - turns * HALF_PI_HIGH;
  const middle = turns * HALF_PI_MIDDLE;
  const second = first - middle;
  const lost = first - second - middle;
  const tail = turns * HALF_PI_LOW - lost;
  const high = second - tail;
  return { high, low: second - high - tail, quadrant: turns & 3 };
}

function sinOfReduced({ high, low }: ReducedAngle): number {
  const squared = high * high;
  return high + (high * squared * polynomial(SIN_SERIES, squared) + low * (1 - 0.5 * squared));
}

function cosOfReduced({ high, low }: ReducedAngle): number {
  const squared = high * high;
  const half = 0.5 * squared;
  const leading = 1 - half;
  return leading + (1 - leading - half + (squared * squared * polynomial(COS_SERIES, squared) - high * low));
}

/** Sine of x radians. Throws a RangeError beyond |x| = 100,000; NaN for Infinity and NaN. */
export function sin(x: number): number {
  if (x === 0) return x; // keeps the sign of -0
  if (!Number.isFinite(x)) return NaN;
  const reduced = reduceAngle(x);
  const value = (reduced.quadrant & 1) === 0 ? sinOfReduced(reduced) : cosOfReduced(reduced);
  return reduced.quadrant < 2 ? value : -value;
}

/** Cosine of x radians. Throws a RangeError beyond |x| = 100,000; NaN for Infinity and NaN. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const reduced = reduceAngle(x);
  const value = (reduced.quadrant & 1) === 0 ? cosOfReduced(reduced) : sinOfReduced(reduced);
  return reduced.quadrant === 0 || reduced.quadrant === 3 ? value : -value;
}

/** 1/(1 + e^-x), written so that neither tail loses accuracy or overflows. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const odds = exp(x);
  return odds / (1 + odds);
}

/** log(sigmoid(x)), accurate where sigmoid itself rounds to 0 or 1. */
export function logSigmoid(x: number): number {
  return x >= 0 ? -logOnePlus(exp(-x)) : x - logOnePlus(exp(x));
}
