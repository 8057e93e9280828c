/** Log-ratios from which a word is marked, nats: 1.05, 1.35 and 2.7 times likelier or less. */
export const ratioLimits = [0.05, 0.3, 1] as const;

export type RatioMark = 'even' | `${'less' | 'more'}${1 | 2 | 3}`;

const levels = [1, 2, 3] as const;

/** How a word of this log-ratio looks. */
export function ratioMark(logRatio: number): RatioMark {
  const level = levels[ratioLimits.filter((limit) => Math.abs(logRatio) >= limit).length - 1];
  if (level === undefined) return 'even';
  return logRatio < 0 ? `less${level}` : `more${level}`;
}
