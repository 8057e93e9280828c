// Controls that the story asks the site's claims for.
import type { Claim, Finding } from '../../experiments/index.ts';
import { moveOf } from '../../facts/index.ts';
import type { Move } from '../../facts/index.ts';

export const controls = ['tabular', 'shuffled', 'others-only'] as const;
export type Control = (typeof controls)[number];

/** What each is a run of. */
export const controlPresets: Readonly<Record<Control, string>> = {
  tabular: 'therapy-tabular',
  shuffled: 'therapy-shuffled',
  'others-only': 'therapy-others-only',
};

export interface MeasuredControl {
  readonly claim: Claim;
  /** Harm to gameable users minus that to others, after training. */
  readonly gap: Finding;
  readonly move: Move;
}

/** Null: it has not been measured on this site. */
export function controlIn(claims: readonly Claim[], control: Control): MeasuredControl | null {
  const claim = claims.find(({ id }) => id === control);
  const gap = claim?.findings.find(({ isDifference }) => isDifference === true);
  return claim && gap ? { claim, gap, move: moveOf(gap) } : null;
}
