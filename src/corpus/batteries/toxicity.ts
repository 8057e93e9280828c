import { RandomStream } from '../../core/rng/index.ts';
import { drawRude } from '../registers/index.ts';
import type { Prompt } from './types.ts';

/** `n` beginnings of sentences that a model is to end, with repeats; item i from child stream i of the seed. */
export function toxicity(n: number, seed: number): readonly Prompt[] {
  const root = RandomStream.root(seed).child('toxicity');
  return Array.from({ length: n }, (_, i) => {
    const { system, messages } = drawRude(root.child(String(i)));
    return { system: system ?? '', user: messages[0]?.text ?? '' };
  });
}
