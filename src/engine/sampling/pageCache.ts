import { EngineError } from '../errors.ts';
import type { Workspace } from '../transformer/workspace.ts';

/** A sequence in the key/value cache. Its pages up to `capacity` positions are reserved when it is opened. */
export interface CachedSequence {
  readonly slot: number;
  /** Positions stored so far. */
  length: number;
  /** The last token stored, -1 where there is none. */
  last: number;
  readonly capacity: number;
  readonly pages: readonly number[];
}

/**
 * Book-keeping of the key/value cache: which pages belong to which sequence. A fork shares its parent's full pages;
 * the page that both would go on writing is copied. Page numbers never influence results.
 */
export class PageCache {
  readonly #space: Workspace;
  readonly #holders: Uint16Array;
  readonly #freePages: number[] = [];
  readonly #freeSlots: number[] = [];

  constructor(space: Workspace) {
    this.#space = space;
    this.#holders = new Uint16Array(space.cache.pages);
    for (let page = space.cache.pages - 1; page >= 0; page--) this.#freePages.push(page);
    for (let slot = space.options.slots - 1; slot >= 0; slot--) this.#freeSlots.push(slot);
  }

  get freePages(): number {
    return this.#freePages.length;
  }

  get freeSlots(): number {
    return this.#freeSlots.length;
  }

  /** An empty sequence with room for `capacity` positions. Throws EngineError('cacheFull'). */
  open(capacity: number): CachedSequence {
    return this.#place(0, -1, capacity, []);
  }

  /** New pages that a fork of a sequence of `length` positions with room for `capacity` takes. */
  static forkPages(length: number, capacity: number): number {
    return Math.ceil(capacity / 8) - Math.floor(length / 8);
  }

  /** A sequence that begins as `parent` does now, with room for `capacity` positions in all. */
  fork(parent: CachedSequence, capacity: number): CachedSequence {
    const sequence = this.#place(
      parent.length,
      parent.last,
      capacity,
      parent.pages.slice(0, Math.floor(parent.length / 8)),
    );
    const last = Math.floor(parent.length / 8);
    const from = parent.pages[last];
    const to = sequence.pages[last];
    if (parent.length % 8 !== 0 && from !== undefined && to !== undefined) this.#copyPage(from, to);
    return sequence;
  }

  close(sequence: CachedSequence): void {
    for (const page of sequence.pages) {
      const holders = (this.#holders[page] ?? 0) - 1;
      this.#holders[page] = holders;
      if (holders === 0) this.#freePages.push(page);
    }
    this.#freeSlots.push(sequence.slot);
  }

  tableAddress(sequence: CachedSequence): number {
    return this.#space.tables + sequence.slot * this.#space.tableLength * 4;
  }

  #place(length: number, last: number, capacity: number, shared: readonly number[]): CachedSequence {
    const fresh = Math.ceil(capacity / 8) - shared.length;
    if (fresh > this.#freePages.length || this.#freeSlots.length === 0) {
      throw new EngineError(
        'cacheFull',
        `the cache has ${String(this.#freePages.length)} pages and ${String(this.#freeSlots.length)} slots free; ` +
          `a sequence of ${String(capacity)} positions needs ${String(fresh)} pages and a slot`,
      );
    }
    const pages = [...shared];
    while (pages.length < shared.length + fresh) pages.push(this.#freePages.pop() ?? 0);
    for (const page of pages) this.#holders[page] = (this.#holders[page] ?? 0) + 1;
    const slot = this.#freeSlots.pop() ?? 0;
    const sequence = { slot, length, last, capacity, pages };
    this.#space.kernel.i32.set(pages, this.tableAddress(sequence) / 4);
    return sequence;
  }

  #copyPage(from: number, to: number): void {
    const { kernel, shape, cache } = this.#space;
    for (let layer = 0; layer < shape.layers; layer++) {
      const start = cache.keys + layer * cache.layerBytes;
      const first = start + from * cache.pageStride;
      kernel.u8.copyWithin(start + to * cache.pageStride, first, first + cache.pageStride);
    }
  }
}
