import { ktoLoss } from '../../core/kto/index.ts';
import type { KtoOptions } from '../../core/kto/index.ts';
import type { KtoReport } from '../types.ts';
import type { KtoExample } from './steps.ts';

/** Puts a KTO step's report together from its parts, in the order of the rows. */
export function ktoReport(
  rows: readonly KtoExample[],
  policySums: ArrayLike<number>,
  referenceLogProbs: ArrayLike<number>,
  kl: { readonly raw: number; readonly clamped: number },
  options: Omit<KtoOptions, 'kl'>,
  step: { readonly gradientNorm: number },
): KtoReport {
  const ratios = rows.map(({ desirable }, i) => ({
    desirable,
    logRatio: (policySums[i] ?? NaN) - (referenceLogProbs[i] ?? NaN),
  }));
  const { loss, implicitRewards, rewardMargin, saturatedShare } = ktoLoss(ratios, { ...options, kl: kl.clamped });
  return { loss, implicitRewards, rewardMargin, saturatedShare, kl, ...step };
}
