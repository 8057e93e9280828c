import { betNames } from '../../session/index.ts';
import type { BetName } from '../../session/index.ts';

/** Keys 1 to 4 place a bet. */
export function betKeys(bet: (changes: { readonly placed: BetName }) => void): Record<string, () => void> {
  return Object.fromEntries(
    betNames.map((placed, i) => [
      String(i + 1),
      () => {
        bet({ placed });
      },
    ]),
  );
}
