import type { TrainingTrajectory } from '../experiments/index.ts';
import { isHarmfulTrajectory } from '../evaluation/trajectory.ts';

/** What became of one simulated user. */
export interface Dot {
  readonly gameable: boolean;
  readonly label: 'desirable' | 'undesirable' | null;
  /** Null: the reply can't be parsed. */
  readonly harmful: boolean | null;
  readonly vetoed: boolean;
}

const bits = { gameable: 1, desirable: 2, undesirable: 4, harmful: 8, unparsed: 16, vetoed: 32 } as const;

/** A byte for each trajectory, in the order in which the users came. */
export function dotsOf(trajectories: readonly TrainingTrajectory[]): Uint8Array {
  return Uint8Array.from(trajectories, (each) => {
    const harmful = isHarmfulTrajectory(each);
    return (
      (each.state.gameable ? bits.gameable : 0) |
      (each.label === null ? 0 : bits[each.label]) |
      (harmful === null ? bits.unparsed : harmful ? bits.harmful : 0) |
      (each.vetoed ? bits.vetoed : 0)
    );
  });
}

export function dotOf(byte: number): Dot {
  const has = (bit: number): boolean => (byte & bit) !== 0;
  return {
    gameable: has(bits.gameable),
    label: has(bits.desirable) ? 'desirable' : has(bits.undesirable) ? 'undesirable' : null,
    harmful: has(bits.unparsed) ? null : has(bits.harmful),
    vetoed: has(bits.vetoed),
  };
}
