import { ktoLoss } from '../core/kto/index.ts';
import type { KtoLoss, KtoOptions } from '../core/kto/index.ts';
import { divergence } from './distributions.ts';

/** A row whose policy and reference are known for every alternative, as logarithms. */
export interface ExactRow {
  readonly logPi: readonly number[];
  readonly logRef: readonly number[];
  readonly chosen: number;
  readonly desirable: boolean;
}

/** The KTO loss of a batch (not empty) whose z0 is no estimate but the mean KL divergence over its rows, nats. */
export function exactKto(
  rows: readonly ExactRow[],
  options: Omit<KtoOptions, 'kl'>,
): KtoLoss & { readonly kl: { readonly raw: number; readonly clamped: number } } {
  const raw = rows.reduce((sum, { logPi, logRef }) => sum + divergence(logPi, logRef), 0) / rows.length;
  const clamped = Math.max(0, raw);
  const loss = ktoLoss(
    rows.map(({ logPi, logRef, chosen, desirable }) => ({
      ...{ logRatio: (logPi[chosen] ?? NaN) - (logRef[chosen] ?? NaN), desirable },
    })),
    { ...options, kl: clamped },
  );
  return { ...loss, kl: { raw, clamped } };
}
