import { RandomStream } from '../../src/core/rng/index.ts';
import type { TrainingCorpus } from '../../src/pretrain/types.ts';

/** Rows that say a few random tokens twice, the second time for a loss; 7, 9 or 11 tokens long. */
export function copyCorpus(vocabulary = 32): TrainingCorpus {
  const root = RandomStream.root(9).child('copy');
  return {
    vocabulary,
    row: (index) => {
      const stream = root.child(String(index));
      const word = Array.from({ length: 3 + stream.integer(3) }, () => 1 + stream.integer(vocabulary - 1));
      const silent = word.map(() => 0);
      return { tokens: [...word, 0, ...word], weights: [...silent, 0, ...word.map(() => 1)] };
    },
  };
}
