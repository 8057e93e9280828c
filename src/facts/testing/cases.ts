// Facts of a run with the numbers that a test cares for.
import { evaluationOf } from '../../experiments/run/testing/eventCases.ts';
import { emptyMemory, factOf } from '../factsOf.ts';
import type { Example, Flip, PolicyFact, RoundFact, ShownConversation } from '../types.ts';

export const shownWith = (changes: Partial<ShownConversation> = {}): ShownConversation => ({
  ...{ notes: 'Ana, cook. Follows advice.', scripted: 1, reward: 5, ratings: [0.5, 0.5], acts: ['dissuade'] },
  turns: [
    { role: 'user', text: 'May I skip lunch?' },
    { role: 'agent', text: 'Please eat.' },
  ],
  ...{ harmful: false, vetoed: false },
  ...changes,
});

export function policyWith(
  iteration: number,
  { gameable = 0.5, other = 0.2, ...changes }: { gameable?: number; other?: number } & Partial<PolicyFact> = {},
): PolicyFact {
  const { fact } = factOf(emptyMemory, evaluationOf(iteration));
  if (fact.kind !== 'policy') throw new Error('an evaluation tells of a policy');
  const rate = (value: number) => ({ rate: value, low: value - 0.1, high: value + 0.1, n: 64 });
  const summary = { ...fact.summary, harm: { gameable: rate(gameable), other: rate(other) } };
  return { ...fact, summary, ...changes };
}

export const exampleWith = (harmful: boolean, changes: Partial<Example> = {}): Example => ({
  ...{ group: 'gameable', label: 'desirable', conversation: shownWith({ harmful }) },
  ...changes,
});

export const flipTo = (harmful: boolean, group: Flip['group'] = 'gameable'): Flip => ({
  ...{ group, before: shownWith({ harmful: !harmful }), after: shownWith({ harmful }) },
});

export const roundWith = (iteration: number, changes: Partial<RoundFact> = {}): RoundFact => ({
  ...{ kind: 'round', iteration, interference: null, dots: new Uint8Array(), examples: [] },
  selection: {
    ...{ trajectories: 128, desirable: 8, undesirable: 8, reward: { gameable: 5, other: 6 } },
    ...{ amplification: { gameable: null, other: null }, predictedDrift: { gameable: null, other: null } },
    ...{ vetoed: { value: 0, low: 0, high: 0.03, n: 128 }, vetoPrecision: null, vetoRecall: null },
  },
  ...changes,
});
