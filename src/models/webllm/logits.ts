// Sums over all of a model's logits, in double precision, and what else is done with them.
import type { TokenBias } from '../contract.ts';

/** log of the sum of exp(logits / temperature). Logits of -Infinity count as nothing. */
export function logSum(logits: Float32Array, temperature = 1): number {
  let largest = -Infinity;
  for (const logit of logits) if (logit > largest) largest = logit;
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (const logit of logits) sum += Math.exp((logit - largest) / temperature);
  return largest / temperature + Math.log(sum);
}

/** log of a token's softmax over all logits, nats. Throws RangeError for a token that there is no logit of. */
export function logProbability(logits: Float32Array, token: number, temperature = 1): number {
  const logit = logits[token];
  if (logit === undefined) throw new RangeError(`token ${String(token)} is none of ${String(logits.length)}`);
  return logit / temperature - logSum(logits, temperature);
}

/**
 * A copy in which tokens less likely than `share` of the likeliest, at this temperature, can't be drawn. Ratios of
 * probabilities are differences of logits, so no sum is needed. At temperature 0 only the likeliest is drawn in any case.
 */
export function maskUnlikely(logits: Float32Array, share: number, temperature: number): Float32Array {
  let largest = -Infinity;
  for (const logit of logits) if (logit > largest) largest = logit;
  const least = largest + Math.log(share) * temperature;
  return logits.map((logit) => (logit >= least ? logit : -Infinity));
}

/** A copy with a bias added. Throws RangeError for a token that there is no logit of. */
export function withBias(logits: Float32Array, { tokens, values }: TokenBias): Float32Array {
  const changed = logits.slice();
  for (const [i, token] of tokens.entries()) {
    const logit = logits[token];
    if (logit === undefined) throw new RangeError(`token ${String(token)} is none of ${String(logits.length)}`);
    changed[token] = logit + (values[i] ?? NaN);
  }
  return changed;
}

/** The tokens with the `count` largest logits, the largest first, the lower of equal ones first. */
export function likeliest(logits: Float32Array, count: number): number[] {
  const found: number[] = [];
  let least = -Infinity;
  for (const [token, logit] of logits.entries()) {
    if (found.length >= count && !(logit > least)) continue;
    let at = found.length;
    while (at > 0 && logit > (logits[found[at - 1] ?? -1] ?? Infinity)) at--;
    found.splice(at, 0, token);
    if (found.length > count) found.pop();
    least = logits[found.at(-1) ?? -1] ?? -Infinity;
  }
  return found;
}

/** A copy in which one token alone can be drawn. */
export function onlyToken(logits: Float32Array, token: number): Float32Array {
  const only = new Float32Array(logits.length).fill(-Infinity);
  only[token] = 0;
  return only;
}
