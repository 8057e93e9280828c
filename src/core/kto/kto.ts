/**
 * The KTO loss (Ethayarajh et al., arXiv 2402.01306) on summed log-ratios.
 *
 * s = log pi(y|x) - log ref(y|x), summed over the completion's tokens, prompt left out. Everything here is plain
 * arithmetic on those sums: no model, no tokens. Log-ratios and the KL estimate are in nats and never carry beta.
 */
import { sigmoid } from '../math/index.ts';

/** Numbers from which no KTO step can be made; `code` says what was wrong. */
export class KtoError extends Error {
  override readonly name = 'KtoError';
  readonly code: 'emptyBatch' | 'noMismatchedPair' | 'nonFinite' | 'badOption' | 'badCount' | 'emptyClass';
  constructor(code: KtoError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface KtoRow {
  /** Summed log-ratio of policy to reference policy. */
  readonly logRatio: number;
  readonly desirable: boolean;
}

export interface KtoOptions {
  /** Strength of the pull to the reference policy, above 0. */
  readonly beta: number;
  /** Weights of the two kinds of rows, 0 or more. */
  readonly desirableWeight: number;
  readonly undesirableWeight: number;
  /** The clamped KL estimate z0, a constant: no gradient flows through it. */
  readonly kl: number;
}

export interface KtoLoss {
  /** Mean of rowLoss over all rows, both kinds together. */
  readonly loss: number;
  readonly rowLoss: Float64Array;
  /** Derivative of `loss` by each row's log-ratio: the division by the number of rows is in it. */
  readonly gradient: Float64Array;
  /** beta times the log-ratio. */
  readonly implicitRewards: Float64Array;
  /** Mean implicit reward of desirable rows less that of undesirable ones; null when either kind is absent. */
  readonly rewardMargin: number | null;
  /** Share of rows whose push has faded below a tenth of its largest value, beta weight / 4 (that is |u| > 3.64). */
  readonly saturatedShare: number;
  /** The rows, by index, whose push is at least a thousandth of its largest value (that is |u| < 8.3). */
  readonly pushing: readonly number[];
}

/**
 * The row whose completion is scored after row `index`'s prompt for the KL estimate: the previous one, cyclically, as
 * in TRL. A cyclic shift pairs no row with itself, whatever the count, as long as there are two.
 */
export function mismatchedIndex(index: number, count: number): number {
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(index) || index < 0 || index >= count) {
    throw new KtoError('badCount', `row ${String(index)} of ${String(count)} does not exist`);
  }
  if (count === 1) {
    throw new KtoError(
      'noMismatchedPair',
      'a batch of one row has no mismatched pair, so the KL estimate would be the row itself: use at least 2 rows',
    );
  }
  return index === 0 ? count - 1 : index - 1;
}

/** KL estimate z0 of a batch: the mean log-ratio of its mismatched pairs (nats), as it is and clamped at 0 for the loss. */
export function klEstimate(mismatchedLogRatios: ArrayLike<number>): { readonly raw: number; readonly clamped: number } {
  const count = mismatchedLogRatios.length;
  if (count === 0) throw new KtoError('emptyBatch', 'the KL estimate needs at least one mismatched pair');
  let sum = 0;
  for (let index = 0; index < count; index++) {
    sum += finite(mismatchedLogRatios[index], `mismatched log-ratio ${String(index)}`);
  }
  const raw = finite(sum / count, 'the mean of the mismatched log-ratios');
  return { raw, clamped: Math.max(0, raw) };
}

/**
 * Loss and gradient of a batch. With u = beta (s - z0) for a desirable row and beta (z0 - s) for an undesirable one, a
 * row's loss is weight (1 - sigmoid(u)), and its slope by u is -weight sigmoid(u) (1 - sigmoid(u)).
 */
export function ktoLoss(rows: readonly KtoRow[], options: KtoOptions): KtoLoss {
  const { beta, desirableWeight, undesirableWeight, kl } = checkedOptions(options);
  const count = rows.length;
  if (count === 0) throw new KtoError('emptyBatch', 'the KTO loss needs at least one row');
  const rowLoss = new Float64Array(count);
  const gradient = new Float64Array(count);
  const implicitRewards = new Float64Array(count);
  const rewardSums = { desirable: 0, undesirable: 0 };
  let desirableCount = 0;
  let lossSum = 0;
  let saturated = 0;
  const pushing: number[] = [];
  for (const [index, { logRatio, desirable }] of rows.entries()) {
    finite(logRatio, `log-ratio of row ${String(index)}`);
    const weight = desirable ? desirableWeight : undesirableWeight;
    const argument = beta * (desirable ? logRatio - kl : kl - logRatio);
    const shortfall = sigmoid(-argument); // 1 - sigmoid(u), without the cancellation
    const slope = sigmoid(argument) * shortfall;
    const reward = beta * logRatio;
    rowLoss[index] = weight * shortfall;
    gradient[index] = ((desirable ? -weight : weight) * beta * slope) / count;
    implicitRewards[index] = reward;
    lossSum += weight * shortfall;
    if (desirable) {
      rewardSums.desirable += reward;
      desirableCount += 1;
    } else {
      rewardSums.undesirable += reward;
    }
    if (4 * slope < 0.1) saturated += 1;
    if (4 * slope >= 0.001) pushing.push(index);
  }
  const undesirableCount = count - desirableCount;
  const rewardMargin =
    desirableCount === 0 || undesirableCount === 0
      ? null
      : rewardSums.desirable / desirableCount - rewardSums.undesirable / undesirableCount;
  return {
    loss: lossSum / count,
    rowLoss,
    gradient,
    implicitRewards,
    rewardMargin,
    saturatedShare: saturated / count,
    pushing,
  };
}

/**
 * The paper's class weights: desirable rows 1, undesirable rows n_D / (n_U ratio), so that the desirable side weighs
 * `targetRatio` times the undesirable one (the paper: 1.05).
 */
export function classWeights(
  desirableCount: number,
  undesirableCount: number,
  targetRatio: number,
): { readonly desirableWeight: number; readonly undesirableWeight: number } {
  checkCount('desirable', desirableCount);
  checkCount('undesirable', undesirableCount);
  if (!(targetRatio > 0 && targetRatio < Infinity)) {
    throw new KtoError('badOption', `targetRatio ${String(targetRatio)} is not a finite number above 0`);
  }
  return { desirableWeight: 1, undesirableWeight: desirableCount / (undesirableCount * targetRatio) };
}

function checkCount(kind: 'desirable' | 'undesirable', count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new KtoError('badCount', `${String(count)} ${kind} rows: not a whole number`);
  }
  if (count === 0) throw new KtoError('emptyClass', `there are no ${kind} rows, so the two kinds can't be balanced`);
}

function checkedOptions(options: KtoOptions): KtoOptions {
  const { beta, desirableWeight, undesirableWeight, kl } = options;
  if (!(beta > 0 && beta < Infinity)) {
    throw new KtoError('badOption', `beta ${String(beta)} is not a finite number above 0`);
  }
  for (const [name, value] of Object.entries({ desirableWeight, undesirableWeight, kl })) {
    if (!(value >= 0 && value < Infinity)) {
      throw new KtoError('badOption', `${name} ${String(value)} is not a finite number from 0 up`);
    }
  }
  return options;
}

function finite(value: number | undefined, what: string): number {
  if (value === undefined || !Number.isFinite(value)) {
    throw new KtoError('nonFinite', `${what} is ${String(value)}`);
  }
  return value;
}
