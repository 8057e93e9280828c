import { checkShape } from '../engine/transformer/shape.ts';
import type { ModelShape } from '../engine/transformer/shape.ts';

/** Width, layers and heads of the models that we train. */
const sizes = {
  tiny: { width: 32, layers: 2, heads: 2 },
  small: { width: 48, layers: 2, heads: 2 },
  main: { width: 64, layers: 3, heads: 4 },
  large: { width: 96, layers: 4, heads: 4 },
} as const;

export type SizeName = keyof typeof sizes;

export const sizeNames = Object.keys(sizes) as readonly SizeName[];

/** Longest sequence of every size, in tokens. */
const context = 320;

/** The shape of a named size. Throws ShapeError for a vocabulary that no model can have. */
export function shapeOf(size: SizeName, vocabulary: number): ModelShape {
  const { width, layers, heads } = sizes[size];
  return checkShape({
    vocabulary,
    context,
    width,
    layers,
    heads,
    hidden: 4 * width,
    mlp: 'silu',
    position: 'rotary',
    tokenShift: true,
  });
}
