import { philox } from './philox.ts';

/** What tells one stream from another: 128 bits as four unsigned words. */
export type StreamIdentity = readonly [number, number, number, number];

// Words absorbed besides the data, so that seeds, names and positions can't be taken for one another.
const SEED_MARK: StreamIdentity = [0x73776179, 0x67726f75, 0x6e642072, 0x6e672031]; // "swayground rng 1"
const NAME_MARK = 0x6e616d65; // "name"

const enciphered = new Uint32Array(4);

/**
 * One step of a Davies-Meyer chain: the state, enciphered under 64 bits of data as the key, added (xor) to itself. The
 * addition makes the step one-way in the state, so that two names meet only by chance, about one in 2^128 a pair.
 */
function absorb(state: StreamIdentity, low: number, high: number): StreamIdentity {
  const [s0, s1, s2, s3] = state;
  philox(enciphered, s0, s1, s2, s3, low, high);
  return [addWord(s0, 0), addWord(s1, 1), addWord(s2, 2), addWord(s3, 3)];
}

function addWord(word: number, index: number): number {
  return ((enciphered[index] ?? 0) ^ word) >>> 0;
}

/** Identity of the root stream of a seed, a whole number from 0 to 2^53 - 1. */
export function seedIdentity(seed: number): StreamIdentity {
  return absorb(SEED_MARK, seed >>> 0, Math.floor(seed / 4294967296));
}

/** Identity of the child called `name`: its length first, then four UTF-16 code units at a time. */
export function childIdentity(parent: StreamIdentity, name: string): StreamIdentity {
  let state = absorb(parent, name.length, NAME_MARK);
  for (let start = 0; start < name.length; start += 4) {
    state = absorb(state, codeUnitPair(name, start), codeUnitPair(name, start + 2));
  }
  return state;
}

/** Two UTF-16 code units in one word, the first in the low half; 0 past the end. */
function codeUnitPair(name: string, index: number): number {
  const first = index < name.length ? name.charCodeAt(index) : 0;
  const second = index + 1 < name.length ? name.charCodeAt(index + 1) : 0;
  return first | (second << 16);
}
