import { EngineError } from '../errors.ts';
import type { AdamOptions } from '../training/optimizer.ts';
import { type Jax, mapTensors, named, type Tensor, type Tensors } from './load.ts';

/** The largest float32: stands for "no clipping", so that the GPU never meets an infinity. */
const noClipping = 3.4028234663852886e38;

/** What `adamUpdate` reads, [10], for the given step (1 for the first). Throws EngineError('badInput') where Muon is asked for. */
export function adamScalars(options: AdamOptions, step: number): Float32Array {
  if (options.muon) throw new EngineError('badInput', 'muon: this engine moves every parameter by Adam');
  const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = options;
  return new Float32Array([
    learningRate,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    learningRate * weightDecay,
    Math.min(clipNorm, noClipping),
    1 / (1 - wholePower(beta1, step)),
    1 / (1 - wholePower(beta2, step)),
  ]);
}

/** base^exponent for a whole exponent, by repeated squaring. */
function wholePower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** Square root of the sum of squares over all tensors; borrows them. */
export function globalNorm({ numpy }: Jax, gradients: Tensors): Tensor {
  // Rows first: a single sum over a whole tensor would be one thread's work on a GPU.
  const sums = Object.values(gradients).map((gradient) => numpy.sum(numpy.sum(numpy.square(gradient.ref), -1)));
  return numpy.sqrt(sums.reduce((total, sum) => total.add(sum)));
}

/** Parameters with the moving averages of their gradients and of the squares. An alias, for the library's trees. */
export type AdamState = { parameters: Tensors; m: Tensors; v: Tensors };

/**
 * One step of AdamW: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p -= rate (mhat / (sqrt(vhat) + eps) + decay p),
 * with g scaled by min(1, clip / norm) and no decay on vectors (norm gains). Owns everything it is handed.
 */
export function adamUpdate(
  { numpy }: Jax,
  state: AdamState,
  gradients: Tensors,
  norm: Tensor,
  scalars: Tensor,
): AdamState {
  const at = (index: number): Tensor => scalars.ref.slice(index);
  const gradientScale = numpy.where(norm.ref.greater(at(7)), at(7).mul(numpy.reciprocal(norm)), 1);
  const m: Tensors = {};
  const v: Tensors = {};
  const parameters = mapTensors(state.parameters, (parameter, name) => {
    const gradient = named(gradients, name).mul(gradientScale.ref);
    const newM = named(state.m, name)
      .mul(at(1))
      .add(gradient.ref.mul(at(2)));
    const newV = named(state.v, name)
      .mul(at(3))
      .add(numpy.square(gradient).mul(at(4)));
    const root = numpy.sqrt(newV.ref.mul(at(9))).add(at(5));
    const move = newM.ref.mul(at(8)).mul(numpy.reciprocal(root)).mul(at(0));
    m[name] = newM;
    v[name] = newV;
    if (parameter.ndim === 1) return parameter.sub(move);
    return parameter.ref.sub(move).sub(parameter.mul(at(6)));
  });
  gradientScale.dispose();
  scalars.dispose();
  return { parameters, m, v };
}
