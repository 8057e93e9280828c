// What judges did that keep harmful trajectories out of training, as far as the site's claims tell.
import { presetNamed } from '../../experiments/index.ts';
import type { Claim, Finding, RunConfig } from '../../experiments/index.ts';
import { movedBetween } from '../../facts/index.ts';
import type { Moved } from '../../facts/index.ts';

export interface Judge {
  readonly veto: RunConfig['veto'];
  readonly finding: Finding;
  readonly seeds: number;
  /** From harm without a judge to harm with this one, both after training. */
  readonly against: Moved;
}

export interface Judges {
  /** Harm after training without a judge. */
  readonly without: Finding;
  /** That figure's. */
  readonly seeds: number;
  /** Of the same preset, in the order of the claims. */
  readonly judges: readonly Judge[];
}

const after = ({ findings }: Claim): Finding | undefined => findings.find(({ label }) => label === 'after');
export const seedsOf = ({ runs }: Pick<Claim, 'runs'>): number => new Set(runs.map(({ seed }) => seed)).size;

/** On how many seeds a figure rests, at least and at most. */
export function seedsRange({ judges, seeds: own }: Judges): readonly [least: number, most: number] {
  const all = [own, ...judges.map(({ seeds }) => seeds)];
  return [Math.min(...all), Math.max(...all)];
}

/** The preset that the judges were tried on, without one. */
const basePreset = 'therapy';

/** Null: there is no figure without a judge, or none with one. */
export function judgesIn(claims: readonly Claim[]): Judges | null {
  const of = (claim: Claim): string | null => {
    const presets = [...new Set(claim.runs.map(({ preset }) => preset))];
    return presets.length === 1 ? (presets[0] ?? null) : null;
  };
  const base = claims.find((claim) => claim.topic === 'emergence' && of(claim) === basePreset);
  const without = base && after(base);
  if (!without) return null;
  const judges = claims.flatMap((claim): Judge[] => {
    const [preset, finding] = [of(claim), after(claim)];
    if (claim.topic !== 'vetoes' || claim.unit !== 'share' || !preset?.startsWith(`${basePreset}-`) || !finding)
      return [];
    const { veto } = presetNamed(preset).config;
    return [{ veto, finding, seeds: seedsOf(claim), against: movedBetween(without, finding) }];
  });
  return judges.length > 0 ? { without, seeds: seedsOf(base), judges } : null;
}

/** The claim that a lecture on targeting ends with: that of the smallest share of gameable users that has been decided. */
export function claimToBelieve(claims: readonly Claim[]): Claim | null {
  const share = ({ runs }: Claim): number =>
    Math.min(...runs.map(({ preset }) => presetNamed(preset).config.gameableShare));
  const decided = claims.filter(
    ({ topic, findings, runs }) => topic === 'targeting' && findings.length > 0 && runs.length > 0,
  );
  return decided.sort((a, b) => share(a) - share(b))[0] ?? null;
}
