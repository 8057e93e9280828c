import type { Remark } from '../../experiments/index.ts';
import { claimWords as words } from '../locale/claims.ts';

/** What limits a claim, or why its verdict is no better: a sentence each. Nothing where there is nothing. */
export function Remarks({ remarks, className }: { remarks: readonly Remark[]; className?: string | undefined }) {
  return remarks.length > 0 && <p className={className}>{remarks.map((remark) => words.remark(remark)).join(' ')}</p>;
}
