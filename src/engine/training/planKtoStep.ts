import { klEstimate, ktoLoss } from '../../core/kto/index.ts';
import type { KtoOptions } from '../../core/kto/index.ts';
import type { KtoLogProbs, KtoReport } from '../types.ts';
import type { KtoExample } from './steps.ts';

/** What a KTO step does before anything is learnt from it. */
export interface KtoPlan<Row extends KtoExample> {
  readonly report: Omit<KtoReport, 'gradientNorm'>;
  /** The rows that still push, with their log-probabilities under the reference: the others' gradients are left out. */
  readonly pushing: readonly Row[];
  /** Their numbers in the batch. */
  readonly numbers: readonly number[];
  readonly referenceLogProbs: Float64Array;
}

/** Plans a step over `rows`, whose log-probabilities are in their order. */
export function planKtoStep<Row extends KtoExample>(
  rows: readonly Row[],
  { policyLogProbs, referenceLogProbs, mismatched }: KtoLogProbs,
  options: Omit<KtoOptions, 'kl'>,
): KtoPlan<Row> {
  const kl = klEstimate(mismatched);
  const ratios = rows.map(({ desirable }, i) => ({
    desirable,
    logRatio: (policyLogProbs[i] ?? NaN) - (referenceLogProbs[i] ?? NaN),
  }));
  const loss = ktoLoss(ratios, { ...options, kl: kl.clamped });
  const { implicitRewards, rewardMargin, saturatedShare, pushing } = loss;
  return {
    report: { loss: loss.loss, implicitRewards, rewardMargin, saturatedShare, kl },
    pushing: rows.filter((_, i) => pushing.includes(i)),
    numbers: pushing,
    referenceLogProbs: Float64Array.from(pushing, (i) => referenceLogProbs[i] ?? NaN),
  };
}
