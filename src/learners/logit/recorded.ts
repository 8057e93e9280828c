// KTO on recorded distributions: what a bias makes of texts, without running the model again.
import { exp, log } from '../../core/math/index.ts';

/** A step of a text as the model without a bias saw it. */
export interface RecordedStep {
  /** Tokens whose probabilities are known; the others' are known only by what is left. */
  readonly tokens: readonly number[];
  readonly probabilities: ArrayLike<number>;
}

/** A text with what the model without a bias found at each of its tokens. */
export interface RecordedText {
  /** Log-probability of each token, nats. */
  readonly logProbs: readonly number[];
  readonly steps: readonly RecordedStep[];
}

/** A recorded text in an adapter's columns. */
export interface Steps {
  /** The column of each of the text's tokens; -1: it has none. */
  readonly chosen: readonly number[];
  /** Of each step: columns of recorded tokens, beside their probabilities. */
  readonly columns: readonly Int32Array[];
  readonly probabilities: readonly Float32Array[];
  /** Of each step: what its probabilities are multiplied by, so that those with a column do not add up to more than 1 (float32's may). */
  readonly scales: Float64Array;
  /** Of each step: the probability that tokens with a column leave to all others, not below 0. */
  readonly rests: Float64Array;
}

/** `columnOf`: -1 for tokens without a bias. */
export function stepsOf(
  tokens: readonly number[],
  { steps }: RecordedText,
  columnOf: (token: number) => number,
): Steps {
  const known = new Map<readonly number[], Int32Array>();
  const columns = steps.map((step) => {
    const found = known.get(step.tokens) ?? Int32Array.from(step.tokens, columnOf);
    known.set(step.tokens, found);
    return found;
  });
  const probabilities = steps.map((step) => Float32Array.from(step.probabilities));
  const masses = Float64Array.from(columns, (step, t) => massOf(step, probabilities[t]));
  return {
    chosen: tokens.map(columnOf),
    ...{ columns, probabilities },
    scales: masses.map((mass) => 1 / Math.max(1, mass)),
    rests: masses.map((mass) => Math.max(0, 1 - mass)),
  };
}

/** Probability of all recorded tokens with a column. */
function massOf(columns: Int32Array, probabilities?: Float32Array): number {
  let mass = 0;
  for (const [i, column] of columns.entries()) if (column >= 0) mass += probabilities?.[i] ?? 0;
  return mass;
}

/**
 * What a bias does to a step's normaliser: log sum_v p(v) exp(bias(v)), nats. Tokens without a bias enter through the mass that
 * they have in all, which is what is left of 1: exact where every token with a bias was recorded. One that was not counts as one
 * without; with a bias of b and a probability of p, that shifts the sum by p (exp(b) - 1). Only terms above 0 are added, so the
 * sum is never 0, however far a bias goes down. Columns beyond `bias` have none.
 */
export function logNormalisers(steps: Steps, bias: Float64Array): Float64Array {
  const factors = bias.map((value) => exp(value));
  return Float64Array.from(steps.columns, (step, t) => {
    const p = steps.probabilities[t];
    const scale = steps.scales[t] ?? NaN;
    let sum = steps.rests[t] ?? NaN;
    for (const [i, column] of step.entries()) {
      if (column >= 0) sum += (p?.[i] ?? 0) * scale * (factors[column] ?? 1);
    }
    return log(sum);
  });
}

/** log of the text's probability with the bias over that without, nats. */
export function logGain(steps: Steps, bias: Float64Array): number {
  const normalisers = logNormalisers(steps, bias);
  return steps.chosen.reduce((sum, column, t) => sum + (bias[column] ?? 0) - (normalisers[t] ?? NaN), 0);
}

export interface Comparison {
  /** log pi - log ref of the text, summed over its tokens, nats. */
  readonly logRatio: number;
  /**
   * KL divergence of policy and reference at each of the text's prefixes, exact and summed: their divergence over whole texts, if the
   * prefixes were the policy's own.
   */
  readonly divergence: number;
  /** Slope of the log-ratio by the policy's bias: how often a token was chosen less how often it was to be expected. */
  readonly slope: Float64Array;
}

/** Two biases on one recorded text. `referenceNormalisers`: of {@link logNormalisers}. */
export function compare(
  steps: Steps,
  policy: Float64Array,
  reference: Float64Array,
  referenceNormalisers: Float64Array,
): Comparison {
  const factors = policy.map((value) => exp(value));
  const distances = policy.map((value, i) => value - (reference[i] ?? 0));
  const normalisers = logNormalisers(steps, policy);
  const slope = new Float64Array(policy.length);
  let logRatio = 0;
  let divergence = 0;
  for (const [t, column] of steps.chosen.entries()) {
    const shift = (normalisers[t] ?? NaN) - (referenceNormalisers[t] ?? NaN);
    logRatio += (distances[column] ?? 0) - shift;
    if (column >= 0) slope[column] = (slope[column] ?? 0) + 1;
    const p = steps.probabilities[t];
    const share = (steps.scales[t] ?? NaN) * exp(-(normalisers[t] ?? NaN));
    let expected = 0;
    for (const [i, recorded] of steps.columns[t]?.entries() ?? []) {
      if (recorded < 0) continue;
      const probability = (p?.[i] ?? 0) * (factors[recorded] ?? 0) * share;
      expected += probability * (distances[recorded] ?? 0);
      slope[recorded] = (slope[recorded] ?? 0) - probability;
    }
    divergence += expected - shift;
  }
  return { logRatio, divergence, slope };
}
