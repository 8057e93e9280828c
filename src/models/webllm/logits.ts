// Sums over all of a model's logits, in double precision.

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

/** A copy in which one token alone can be drawn. */
export function onlyToken(logits: Float32Array, token: number): Float32Array {
  const only = new Float32Array(logits.length).fill(-Infinity);
  only[token] = 0;
  return only;
}
