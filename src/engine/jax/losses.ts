import { headLogits, type Scope } from './graph.ts';
import type { Jax, Tensor } from './load.ts';

/**
 * Natural logarithm of x > 0. jax-js 0.1.25 sums four terms of a series on WebAssembly, up to 1.1e-5 off; one Newton step
 * makes it exact to about 2e-7. The slope is 1/x as before.
 */
function accurateLog({ numpy, lax }: Jax, x: Tensor): Tensor {
  const rough = numpy.log(x.ref);
  const correction = lax.stopGradient(x.mul(numpy.exp(rough.ref.neg())).sub(1));
  return rough.add(correction);
}

/**
 * Log-probability of each target, [n].
 *
 * `headBias` [vocabulary] is zeros and stands among the differentiated arrays. Without it the fused backward pass works
 * out the gradient of the logits anew for every element of dlogits @ embedding, half of a LoRA step's time; with it that
 * gradient has two readers and is stored.
 */
export function targetLogProbs(scope: Scope, hidden: Tensor, targets: Tensor, headBias: Tensor | undefined): Tensor {
  const { jax, shape, device } = scope;
  const { numpy, lax } = jax;
  let logits = headLogits(scope, hidden);
  if (headBias !== undefined) logits = logits.add(headBias);
  const top = lax.stopGradient(numpy.max(logits.ref, -1, { keepdims: true }));
  const shifted = logits.sub(top);
  const total = numpy.sum(numpy.exp(shifted.ref), -1);
  const ids = numpy.arange(0, shape.vocabulary, 1, { dtype: numpy.int32, device });
  const isTarget = targets.reshape([-1, 1]).equal(ids.reshape([1, shape.vocabulary]));
  const chosen = numpy.sum(numpy.where(isTarget, shifted, 0), -1);
  return chosen.sub(accurateLog(jax, total));
}

/** Weighted mean of -log p: sum(w nll) / sum(w). logProbs and weights are [n]. */
export function supervisedLoss({ numpy }: Jax, logProbs: Tensor, weights: Tensor): Tensor {
  const total = numpy.sum(weights.ref);
  return numpy.sum(logProbs.mul(weights)).neg().mul(numpy.reciprocal(total));
}

/** What a KTO loss reads besides the policy's log-probabilities. */
// A type alias, for the library's trees.
export type KtoInputs = {
  /** [rows * length]: 1 on the completion's tokens. */
  readonly mask: Tensor;
  /** [rows]: log-probability of the completion under the reference policy. */
  readonly reference: Tensor;
  /** [rows]: 1 for desirable rows, -1 for undesirable ones. */
  readonly sign: Tensor;
  /** [rows]: class weights. */
  readonly rowWeight: Tensor;
  /** [2]: z0 and beta. */
  readonly scalars: Tensor;
};

/**
 * Mean over rows of weight * (1 - sigmoid(sign * beta * (s - z0))), field.md 5.1, and the log-ratios s, [rows].
 */
export function ktoLoss({ numpy }: Jax, logProbs: Tensor, inputs: KtoInputs): { loss: Tensor; logRatios: Tensor } {
  const { mask, reference, sign, rowWeight, scalars } = inputs;
  const rows = reference.size;
  const summed = numpy.sum(logProbs.mul(mask).reshape([rows, -1]), -1);
  const logRatios = summed.sub(reference);
  const z = scalars.ref.slice(0);
  const beta = scalars.slice(1);
  const argument = logRatios.ref.sub(z).mul(beta).mul(sign);
  // 1 - sigmoid(u) = 1 / (1 + e^u). Beyond +-30 nothing is left of it in float32, and e^88 would overflow.
  const bounded = numpy.clip(argument, -30, 30);
  const loss = numpy.mean(numpy.reciprocal(numpy.exp(bounded).add(1)).mul(rowWeight));
  return { loss, logRatios };
}
