import { fillRotaryAngles } from '../transformer/rotary.ts';
import { type ModelShape, normEpsilon } from '../transformer/shape.ts';
import type { Jax, JaxDevice, Tensor } from './load.ts';

/**
 * The model as jax-js traces it. Rows of all sequences lie under each other, [rows * length, width], so that every linear
 * layer is one matrix product. Functions here own the arrays that they are handed, as jax-js wants.
 */
export interface Scope {
  readonly jax: Jax;
  readonly shape: ModelShape;
  readonly device: JaxDevice;
  /** A new reference to a parameter. */
  readonly weight: (name: string) => Tensor;
  /** x W, with the adapter's share where there is one. */
  readonly linear: (x: Tensor, name: string) => Tensor;
}

/** Attention of one layer: queries, keys and values [n, width] in, mixed values [n, width] out. */
export type Attend = (layer: number, query: Tensor, key: Tensor, value: Tensor) => Tensor;

/** x / sqrt(mean(x^2) + epsilon) * gain over the last axis. */
function rmsNorm({ jax: { numpy } }: Scope, x: Tensor, gain: Tensor): Tensor {
  const meanSquare = numpy.mean(numpy.square(x.ref), -1, { keepdims: true });
  return x.mul(numpy.reciprocal(numpy.sqrt(meanSquare.add(normEpsilon)))).mul(gain);
}

function silu({ jax: { numpy } }: Scope, x: Tensor): Tensor {
  return x.ref.mul(numpy.reciprocal(numpy.exp(x.neg()).add(1)));
}

/** From embedded tokens to the normed hidden states that the head reads, both [n, width]. */
export function runLayers(scope: Scope, embedded: Tensor, attend: Attend): Tensor {
  const { shape, weight, linear } = scope;
  let x = embedded;
  for (let layer = 0; layer < shape.layers; layer++) {
    const prefix = `layer.${String(layer)}`;
    const toAttention = rmsNorm(scope, x.ref, weight(`${prefix}.attentionNorm`));
    const query = linear(toAttention.ref, `${prefix}.query`);
    const key = linear(toAttention.ref, `${prefix}.key`);
    const value = linear(toAttention, `${prefix}.value`);
    x = x.add(linear(attend(layer, query, key, value), `${prefix}.output`));
    const toMlp = rmsNorm(scope, x.ref, weight(`${prefix}.mlpNorm`));
    let hidden: Tensor;
    if (shape.mlp === 'gated') {
      const gate = silu(scope, linear(toMlp.ref, `${prefix}.gate`));
      hidden = gate.mul(linear(toMlp, `${prefix}.up`));
    } else {
      hidden = silu(scope, linear(toMlp, `${prefix}.up`));
    }
    x = x.add(linear(hidden, `${prefix}.down`));
  }
  return rmsNorm(scope, x, weight('finalNorm'));
}

/** Scores of every token, [n, vocabulary]: the head is the embedding. */
export function headLogits({ jax: { numpy }, weight }: Scope, hidden: Tensor): Tensor {
  return numpy.matmul(hidden, numpy.transpose(weight('embedding')));
}

/**
 * What the shape adds to the embeddings of whole sequences, [rows * length, width]: the tokens before, and learned
 * positions 0 .. length - 1.
 */
export function placeTokens(scope: Scope, embedded: Tensor, rows: number, length: number): Tensor {
  const { jax, shape, weight } = scope;
  let x = embedded.reshape([rows, length, shape.width]);
  if (shape.tokenShift === true && length > 1) {
    const before = swapHalves(scope, x.ref).slice([], [0, length - 1]);
    x = x.add(jax.numpy.pad(before, { 1: [1, 0] }));
  }
  if (shape.position === 'learned') x = x.add(weight('position').slice([0, length]));
  return x.reshape([rows * length, shape.width]);
}

/** The two halves of the last axis changed about: how the embedding of the token before is added. */
export function swapHalves({ jax: { numpy }, shape }: Scope, x: Tensor): Tensor {
  const all = x.shape.slice(0, -1).map((): [] => []);
  const half = shape.width / 2;
  return numpy.concatenate([x.ref.slice(...all, [half]), x.slice(...all, [0, half])], -1);
}

/** Rows of the embedding, [n, width]. Its gradient fails inside jit (a scatter), so nothing may differentiate through it. */
export function lookUp({ weight }: Scope, tokens: Tensor): Tensor {
  return weight('embedding').slice(tokens);
}

/** Cosines, then sines, of the rotary angles of positions 0 .. length - 1, [length, headDim]. */
export function rotaryAngles({ jax, shape, device }: Scope, length: number): Tensor {
  const headDim = shape.width / shape.heads;
  const angles = new Float32Array(length * headDim);
  fillRotaryAngles(angles, 0, length, headDim);
  return jax.numpy.array(angles, { shape: [length, headDim], device });
}

/** Turns queries or keys, [..., headDim], by their angles, which broadcast to them. */
export function rotate({ jax: { numpy }, shape }: Scope, x: Tensor, angles: Tensor): Tensor {
  const half = shape.width / shape.heads / 2;
  const halves = (array: Tensor): [Tensor, Tensor] => {
    const all = array.shape.slice(0, -1).map((): [] => []);
    return [array.ref.slice(...all, [0, half]), array.slice(...all, [half])];
  };
  const [first, second] = halves(x);
  const [cosine, sine] = halves(angles);
  const turnedFirst = first.ref.mul(cosine.ref).sub(second.ref.mul(sine.ref));
  return numpy.concatenate([turnedFirst, second.mul(cosine).add(first.mul(sine))], -1);
}

/**
 * Attention of every position to itself and those before it, within each of `rows` sequences. `keep` is handed every
 * layer's keys (turned, in a rotary model) and values, [rows * length, width].
 */
export function causalAttention(
  scope: Scope,
  rows: number,
  length: number,
  keep?: (key: Tensor, value: Tensor) => void,
): Attend {
  const { jax, shape, device } = scope;
  const { numpy, lax } = jax;
  const { heads, width } = shape;
  const headDim = width / heads;
  const scale = 1 / Math.sqrt(headDim);
  const split = (x: Tensor): Tensor => x.reshape([rows, length, heads, headDim]).transpose([0, 2, 1, 3]);
  const byPosition = (x: Tensor): Tensor => x.transpose([0, 2, 1, 3]);
  const turn = (x: Tensor): Tensor => (shape.position === 'rotary' ? rotate(scope, x, rotaryAngles(scope, length)) : x);
  return (_layer, query, key, value) => {
    const keys = turn(split(key));
    keep?.(byPosition(keys.ref).reshape([rows * length, width]), value.ref);
    const scores = numpy.matmul(turn(split(query)), numpy.swapaxes(keys, -1, -2)).mul(scale);
    const seen = numpy.tri(length, length, 0, { dtype: numpy.bool, device });
    const masked = numpy.where(seen, scores, -1e30);
    const top = lax.stopGradient(numpy.max(masked.ref, -1, { keepdims: true }));
    const raised = numpy.exp(masked.sub(top));
    const total = numpy.sum(raised.ref, -1, { keepdims: true });
    // Normed after mixing: fewer numbers, and the product stores what the output layer would otherwise gather from afar.
    const mixed = byPosition(numpy.matmul(raised, split(value))).mul(byPosition(numpy.reciprocal(total)));
    return mixed.reshape([rows * length, width]);
  };
}
