import { acts } from '../corpus/acts.ts';
import type { InitialState } from '../environments/index.ts';
import { TabularKto } from '../learners/tabular/tabularKto.ts';
import type { Scorer } from './scorer.ts';

/** The tables of a run, asked of conversations that began at `state`. No model is needed. */
export function tableScorer(state: InitialState): Scorer {
  const table = new TabularKto(() => state);
  return {
    unit: 'act',
    words: (tokens) =>
      tokens.map((token) => {
        const act = acts[token];
        if (act === undefined) throw new RangeError(`there is no act ${String(token)}`);
        return act;
      }),
    logProbs: async (rows, policy) => {
      if (policy === null) return (await table.firstLogProbs(rows)).map((logProb) => [logProb]);
      await table.load({ bytes: policy, optimizer: null });
      // a table that has just been loaded is the previous one, too
      return (await table.logProbs(rows)).map(({ previous }) => [previous]);
    },
  };
}
