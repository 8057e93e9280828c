import { contextOf } from '../learners/logit/context.ts';
import { adapterOf } from '../learners/logit/saved.ts';
import type { HeldModel } from './heldModel.ts';
import type { Scorer } from './scorer.ts';

/** The token-level adapters of a run, over the model as it is. */
export const logitScorer = (held: HeldModel): Scorer => ({
  unit: held.unit,
  words: (tokens) => held.words(tokens),
  logProbs: async (rows, policy) => {
    const adapter = policy && adapterOf(policy);
    return held.untrainedLogProbs(rows, ({ conversation, writes }) => adapter?.biasOf(contextOf(conversation, writes)));
  },
});
