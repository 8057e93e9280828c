import { cos, log, sin } from '../math/index.ts';
import { childIdentity, seedIdentity, type StreamIdentity } from './identity.ts';
import { philox } from './philox.ts';

/** A stream that was asked for something it can't give; `code` says what was wrong. */
export class RandomStreamError extends Error {
  override readonly name = 'RandomStreamError';
  readonly code: 'badSeed' | 'badName' | 'badState' | 'badArgument';
  constructor(code: RandomStreamError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Everything needed to go on drawing later; survives JSON unchanged. */
export interface RandomStreamState {
  /** Four unsigned words: which stream. */
  readonly identity: readonly number[];
  /** How many words have been drawn. */
  readonly position: number;
  /** The second value of the last pair of normals while it waits to be drawn. */
  readonly spareNormal: number | null;
}

const TWO_TO_26 = 67108864;
const TWO_TO_32 = 4294967296;
const TWO_TO_53 = 9007199254740992;
const TWO_PI = 6.283185307179586;

/**
 * An endless sequence of random words, told by its seed and its name alone.
 *
 * Word i is word (i mod 4) of Philox block floor(i / 4) under this stream's identity: half of the identity is the key,
 * half the upper counter. So a stream can be read anywhere (`at`), saved as a position, and its children, whose
 * identities are hashes of its own and their names, depend on nothing that was drawn.
 */
export class RandomStream {
  readonly #identity: StreamIdentity;
  readonly #block = new Uint32Array(4);
  /** Words drawn so far. The block in #block is the one that the last drawn word lies in. */
  #position: number;
  #spareNormal: number | null;

  private constructor(identity: StreamIdentity, position: number, spareNormal: number | null) {
    this.#identity = identity;
    this.#position = position;
    this.#spareNormal = spareNormal;
    if (position % 4 !== 0) this.#fill(this.#block, Math.floor(position / 4));
  }

  /** The stream of a seed, a whole number from 0 to 2^53 - 1. */
  static root(seed: number): RandomStream {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RandomStreamError('badSeed', `seed ${String(seed)} is not a whole number from 0 to 2^53 - 1`);
    }
    return new RandomStream(seedIdentity(seed), 0, null);
  }

  /** A stream that continues where `save` was called. */
  static restore(state: RandomStreamState): RandomStream {
    const { identity, position, spareNormal } = state;
    const [w0, w1, w2, w3, ...more] = identity.map(checkedWord);
    if (w0 === undefined || w1 === undefined || w2 === undefined || w3 === undefined || more.length > 0) {
      throw new RandomStreamError('badState', `identity has ${String(identity.length)} words, not 4`);
    }
    if (!Number.isSafeInteger(position) || position < 0) {
      throw new RandomStreamError('badState', `position ${String(position)} is not a whole number from 0 to 2^53 - 1`);
    }
    if (spareNormal !== null && !Number.isFinite(spareNormal)) {
      throw new RandomStreamError('badState', `spareNormal ${String(spareNormal)} is neither null nor a finite number`);
    }
    return new RandomStream([w0, w1, w2, w3], position, spareNormal);
  }

  save(): RandomStreamState {
    return { identity: [...this.#identity], position: this.#position, spareNormal: this.#spareNormal };
  }

  /**
   * The stream called `path` below this one, at its start. A path of several segments goes down one by one:
   * child('a/b') is child('a').child('b'). No segment may be empty.
   */
  child(path: string): RandomStream {
    let identity = this.#identity;
    for (const name of path.split('/')) {
      if (name === '') throw new RandomStreamError('badName', `stream path "${path}" has an empty segment`);
      identity = childIdentity(identity, name);
    }
    return new RandomStream(identity, 0, null);
  }

  /** Words drawn so far. */
  get position(): number {
    return this.#position;
  }

  /** The next word: a whole number from 0 to 2^32 - 1. */
  nextUint32(): number {
    const word = this.#position & 3;
    if (word === 0) this.#fill(this.#block, this.#position / 4);
    this.#position += 1;
    return this.#block[word] ?? 0;
  }

  /** The word at `index`, counted from the start of the stream, without drawing anything. */
  at(index: number): number {
    if (!Number.isSafeInteger(index) || index < 0) {
      throw new RandomStreamError('badArgument', `index ${String(index)} is not a whole number from 0 to 2^53 - 1`);
    }
    const block = new Uint32Array(4);
    this.#fill(block, Math.floor(index / 4));
    return block[index % 4] ?? 0;
  }

  /** Uniform in [0, 1), a multiple of 2^-53; draws two words. */
  uniform(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * TWO_TO_26 + low) / TWO_TO_53;
  }

  /** Uniform over 0 .. count - 1, without bias, for a count from 1 to 2^32. Draws one word, seldom more. */
  integer(count: number): number {
    if (!Number.isInteger(count) || count < 1 || count > TWO_TO_32) {
      throw new RandomStreamError('badArgument', `count ${String(count)} is not a whole number from 1 to 2^32`);
    }
    // Words past the last whole multiple of count would favour small results: draw again.
    const limit = TWO_TO_32 - (TWO_TO_32 % count);
    let word = this.nextUint32();
    while (word >= limit) word = this.nextUint32();
    return word % count;
  }

  /** Standard normal by the Box-Muller transform: four words for two values, the second of which is kept. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * log(1 - this.uniform())); // 1 - uniform lies in (0, 1]
    const angle = TWO_PI * this.uniform();
    this.#spareNormal = radius * sin(angle);
    return radius * cos(angle);
  }

  /** Puts the items in random order (Fisher-Yates), in place, and returns them. */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const chosen = this.integer(last + 1);
      // The casts hold: both indices lie inside the array.
      const moved = items[last] as T;
      items[last] = items[chosen] as T;
      items[chosen] = moved;
    }
    return items;
  }

  /** One of the items, each as likely as the others. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RandomStreamError('badArgument', 'nothing to pick from: the list is empty');
    return items[this.integer(items.length)] as T; // the index lies inside the array
  }

  #fill(block: Uint32Array, index: number): void {
    const [key0, key1, counter2, counter3] = this.#identity;
    philox(block, index >>> 0, Math.floor(index / TWO_TO_32), counter2, counter3, key0, key1);
  }
}

function checkedWord(word: number): number {
  if (!Number.isInteger(word) || word < 0 || word >= TWO_TO_32) {
    throw new RandomStreamError('badState', `identity holds ${String(word)}, which is not a 32-bit word`);
  }
  return word;
}
