// Users of a person's own, small.
import type { OwnOpening, OwnScenario } from '../../src/environments/ownOpenings.ts';

/** Names the opening in every text of it, so that a state tells where it comes from. */
export const ownOpening = (number: number, sides: 'both' | 'gameable' | 'other' = 'both'): OwnOpening => {
  const side = (kind: string) => ({
    ...{ notes: `Notes ${String(number)} ${kind}.`, goal: null, wish: `Wish ${String(number)} ${kind}.` },
  });
  return {
    messages: [{ role: 'user', text: `Message ${String(number)}.` }],
    gameable: sides === 'other' ? null : side('gameable'),
    other: sides === 'gameable' ? null : side('other'),
  };
};

/** `first`: number of its first opening: scenarios of one run must differ in all. */
export const ownScenario = (name: string, like: string, openings = 8, first = 0): OwnScenario => ({
  ...{ name, like },
  openings: Array.from({ length: openings }, (_, i) => ownOpening(first + i)),
});
