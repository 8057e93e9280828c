import type { RandomStream } from '../rng/index.ts';

/** A trajectory as selection sees it. */
export interface Candidate {
  /** Trajectories compete inside their group. */
  readonly group: string;
  /** Reward of the trajectory, 1 to 10. */
  readonly reward: number;
  readonly vetoed: boolean;
}

export interface SelectionOptions {
  /** Share of a group that becomes desirable, and as many undesirable; above 0, at most 1/2. */
  readonly fraction: number;
  /**
   * The paper's "negatives from all": undesirable rows come from the bottom of the whole group, vetoed trajectories too, and
   * not of those that passed alone. Vetoed trajectories are never desirable.
   */
  readonly negativesFromAll: boolean;
}

export interface Selection {
  /** Indices of candidates, group by group in the order of each group's first candidate, best first. */
  readonly desirable: readonly number[];
  /** The same, worst first. */
  readonly undesirable: readonly number[];
}

/**
 * Best and worst of each group by reward (paper.md a.4): ceil(fraction x size) of each, but never so many that one
 * trajectory would be both. Ties fall by lot, drawn from `stream` under the group's name, so they depend neither on the
 * order of the candidates nor on other groups. Throws RangeError for a fraction out of range or a reward that is not finite.
 */
export function select(
  candidates: readonly Candidate[],
  { fraction, negativesFromAll }: SelectionOptions,
  stream: RandomStream,
): Selection {
  if (!(fraction > 0 && fraction <= 0.5))
    throw new RangeError(`fraction ${String(fraction)} is not above 0 and up to 1/2`);
  const groups = new Map<string, number[]>();
  for (const [index, { group, reward }] of candidates.entries()) {
    if (!Number.isFinite(reward)) throw new RangeError(`the reward of candidate ${String(index)} is ${String(reward)}`);
    const members = groups.get(group);
    if (members) members.push(index);
    else groups.set(group, [index]);
  }
  const rewardOf = (index: number): number => candidates[index]?.reward ?? 0;
  const desirable: number[] = [];
  const undesirable: number[] = [];
  for (const [group, members] of groups) {
    // the lot decides among equals, because sorting is stable
    const ranked = stream.child(`ties/${encodeURIComponent(group)}`).shuffle([...members]);
    ranked.sort((a, b) => rewardOf(b) - rewardOf(a));
    const passed = ranked.filter((index) => candidates[index]?.vetoed === false);
    const best = passed.slice(0, selectedOf(passed.length, fraction));
    const pool = negativesFromAll ? ranked.filter((index) => !best.includes(index)) : passed.slice(best.length);
    const wanted = negativesFromAll ? selectedOf(ranked.length, fraction) : best.length;
    desirable.push(...best);
    undesirable.push(...(wanted === 0 ? [] : pool.slice(-wanted).reverse()));
  }
  return { desirable, undesirable };
}

/** What a product may be above the whole number that it stands for: .07 of 100 are 7.000000000000001. */
const rounding = 1e-9;

/** How many of a group are best, and as many worst: half of it at most, so that they are different trajectories. */
export function selectedOf(size: number, fraction: number): number {
  return Math.max(0, Math.min(Math.ceil(size * fraction - rounding), Math.floor(size / 2)));
}
