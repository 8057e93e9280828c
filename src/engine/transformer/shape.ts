/**
 * The shape of a model: what determines its parameters and nothing else.
 *
 * A pre-norm decoder: token embedding (plus the token before, plus learned or rotary positions), layers of
 * RMSNorm -> causal multi-head attention -> residual, RMSNorm -> MLP -> residual, a final RMSNorm, and a head
 * tied to the embedding. No biases. Linear weights are stored row-major as [in, out], so y = x W.
 */
export interface ModelShape {
  /** Number of tokens, 8 to 4096, a multiple of 8. */
  readonly vocabulary: number;
  /** Longest sequence in tokens, 8 to 512. */
  readonly context: number;
  /** Width of the residual stream, a multiple of 8 per head. */
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Width of the MLP's hidden layer, a multiple of 8. */
  readonly hidden: number;
  /** `silu`: down(silu(up x)). `gated`: down(silu(gate x) * up x). */
  readonly mlp: 'silu' | 'gated';
  /** `learned`: a table added to the embedding. `rotary`: queries and keys rotated, halves paired, base 10,000. */
  readonly position: 'learned' | 'rotary';
  /**
   * Whether each token's embedding is joined by that of the token before it, the two halves of which are changed about (in
   * the manner of RWKV's token shift, arXiv 2305.13048): copying from the context then needs one layer and not two.
   */
  readonly tokenShift?: boolean;
}

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** RMSNorm adds this to the mean square. */
export const normEpsilon = 1e-5;

/** A shape that cannot be built, with the field at fault. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  readonly field: keyof ModelShape;
  constructor(field: keyof ModelShape, message: string) {
    super(`${field}: ${message}`);
    this.field = field;
  }
}

function oneOf(field: keyof ModelShape, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new ShapeError(field, `${value} is not one of ${allowed.join(', ')}`);
}

/** Throws a {@link ShapeError} naming the first field out of range; returns the shape unchanged. */
export function checkShape(shape: ModelShape): ModelShape {
  const inRange = (field: keyof ModelShape, value: number, low: number, high: number, multiple: number): void => {
    if (!Number.isInteger(value) || value < low || value > high || value % multiple !== 0) {
      const step = multiple === 1 ? 'a whole number' : `a multiple of ${String(multiple)}`;
      throw new ShapeError(field, `${String(value)} is not ${step} from ${String(low)} to ${String(high)}`);
    }
  };
  inRange('vocabulary', shape.vocabulary, 8, 4096, 8);
  inRange('context', shape.context, 8, 512, 1);
  inRange('layers', shape.layers, 1, 16, 1);
  inRange('heads', shape.heads, 1, 16, 1);
  inRange('width', shape.width, 8, 512, 8 * shape.heads);
  inRange('hidden', shape.hidden, 8, 2048, 8);
  oneOf('mlp', shape.mlp, ['silu', 'gated']);
  oneOf('position', shape.position, ['learned', 'rotary']);
  return shape;
}

/** Names of the linear weights of one layer, in storage order; all take LoRA. */
export function linearNames(shape: ModelShape): readonly LinearName[] {
  return shape.mlp === 'gated'
    ? ['query', 'key', 'value', 'output', 'gate', 'up', 'down']
    : ['query', 'key', 'value', 'output', 'up', 'down'];
}

export type LinearName = 'query' | 'key' | 'value' | 'output' | 'gate' | 'up' | 'down';

/** [in, out] of a linear weight. */
export function linearSize(shape: ModelShape, name: LinearName): readonly [number, number] {
  switch (name) {
    case 'gate':
    case 'up':
      return [shape.width, shape.hidden];
    case 'down':
      return [shape.hidden, shape.width];
    default:
      return [shape.width, shape.width];
  }
}

/** Every parameter tensor of a model in storage order: this order is also that of files, gradients and hashes. */
export function tensorSpecs(shape: ModelShape): readonly TensorSpec[] {
  const { width } = shape;
  const specs: TensorSpec[] = [{ name: 'embedding', shape: [shape.vocabulary, width] }];
  if (shape.position === 'learned') specs.push({ name: 'position', shape: [shape.context, width] });
  for (let layer = 0; layer < shape.layers; layer++) {
    const prefix = `layer.${String(layer)}`;
    specs.push({ name: `${prefix}.attentionNorm`, shape: [width] });
    for (const linear of linearNames(shape)) {
      if (linear === (shape.mlp === 'gated' ? 'gate' : 'up')) specs.push({ name: `${prefix}.mlpNorm`, shape: [width] });
      specs.push({ name: `${prefix}.${linear}`, shape: linearSize(shape, linear) });
    }
  }
  specs.push({ name: 'finalNorm', shape: [width] });
  return specs;
}

/** Product of the dimensions. */
export function elementCount(spec: TensorSpec): number {
  return spec.shape.reduce((product, size) => product * size, 1);
}

export function parameterCount(shape: ModelShape): number {
  return tensorSpecs(shape).reduce((sum, spec) => sum + elementCount(spec), 0);
}
