import type { RandomStream } from '../../core/rng/index.ts';

/** Largest seed of WebLLM's generator, x <- 48271 x mod (2^31 - 1), which neither 0 nor 2^31 - 1 may enter. Other engines take it, too. */
const largest = 2147483646;

/**
 * A stream's seed, 1 to 2147483646, from its next word, which is not drawn. Streams' words are hashes of their
 * names, so neighbours get unrelated seeds. That matters to WebLLM: its first draw is seed x 48271 / 2^31, so that all seeds up to 1000
 * take the likeliest token whenever it has .023; and a seed below 1 breaks the generator for every later request.
 */
export function seedOf(stream: RandomStream): number {
  return 1 + Math.floor((stream.at(stream.position) / 4294967296) * largest);
}
