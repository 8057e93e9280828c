import { ktoLoss } from '../core/kto/index.ts';
import type { KtoLoss, KtoOptions, KtoRow } from '../core/kto/index.ts';
import { divergence } from './distributions.ts';

/** A row whose policy and reference are known for every alternative, as logarithms. */
export interface ExactRow {
  readonly logPi: readonly number[];
  readonly logRef: readonly number[];
  readonly chosen: number;
  readonly desirable: boolean;
}

/** A row with its log-ratio and the KL divergence of policy and reference after its prompt, nats. */
export type DivergingRow = KtoRow & { readonly divergence: number };

type ExactLoss = KtoLoss & { readonly kl: { readonly raw: number; readonly clamped: number } };

/** The KTO loss of a batch (not empty) whose z0 is no estimate but the mean KL divergence over its rows, nats. */
export const exactKto = (rows: readonly ExactRow[], options: Omit<KtoOptions, 'kl'>): ExactLoss =>
  divergingKto(
    rows.map(({ logPi, logRef, chosen, desirable }) => ({
      ...{ logRatio: (logPi[chosen] ?? NaN) - (logRef[chosen] ?? NaN), desirable },
      divergence: divergence(logPi, logRef),
    })),
    options,
  );

/** The same, where the divergences are known. */
export function divergingKto(rows: readonly DivergingRow[], options: Omit<KtoOptions, 'kl'>): ExactLoss {
  const raw = rows.reduce((sum, row) => sum + row.divergence, 0) / rows.length;
  const clamped = Math.max(0, raw);
  return { ...ktoLoss(rows, { ...options, kl: clamped }), kl: { raw, clamped } };
}
