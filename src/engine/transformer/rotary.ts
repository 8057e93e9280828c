import { cos, exp, log, sin } from '../../core/math/index.ts';

const base = 10000;

/**
 * Cosines and sines of the rotary angles position * base^(-2 i / headDim): per position headDim / 2 cosines, then as
 * many sines, from index `start` of `out` on.
 */
export function fillRotaryAngles(out: Float32Array, start: number, context: number, headDim: number): void {
  const half = headDim / 2;
  for (let i = 0; i < half; i++) {
    const frequency = exp((-2 * i * log(base)) / headDim);
    for (let position = 0; position < context; position++) {
      const at = start + position * headDim + i;
      out[at] = cos(position * frequency);
      out[at + half] = sin(position * frequency);
    }
  }
}
