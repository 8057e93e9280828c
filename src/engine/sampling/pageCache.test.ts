import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { siluLearned as shape } from '../../../test/support/engineCases.ts';
import { compileKernel } from '../kernel/kernel.ts';
import { createWorkspace, type Workspace } from '../transformer/workspace.ts';
import { PageCache, type CachedSequence } from './pageCache.ts';

const module = await compileKernel();
const [slots, pages] = [5, 11];

function workspace(): Workspace {
  const sizes = { maxTokens: 16, slots, cachePages: pages, loraRank: 0 };
  return createWorkspace(module, { shape: { ...shape, context: 40 }, training: 'none', ...sizes }, 0);
}

/** Page numbers as the attention kernel reads them. */
function tableOf(space: Workspace, cache: PageCache, sequence: CachedSequence): number[] {
  const start = cache.tableAddress(sequence) / 4;
  return [...space.kernel.i32.subarray(start, start + sequence.pages.length)];
}

let space: Workspace;
let cache: PageCache;
beforeEach(() => {
  space = workspace();
  cache = new PageCache(space);
});

describe('pages', () => {
  it('are reserved to the capacity and given back', () => {
    const sequence = cache.open(17);
    expect(sequence.pages.length).toBe(3);
    expect(new Set(sequence.pages).size).toBe(3);
    expect(tableOf(space, cache, sequence)).toEqual(sequence.pages);
    expect([cache.freePages, cache.freeSlots]).toEqual([pages - 3, slots - 1]);
    cache.close(sequence);
    expect([cache.freePages, cache.freeSlots]).toEqual([pages, slots]);
  });

  it.each([
    [0, 8, 0],
    [5, 9, 0],
    [8, 9, 1],
    [15, 30, 1],
    [16, 30, 2],
    [16, 16, 2],
  ])('a fork of %i positions to %i shares %i full pages', (length, capacity, shared) => {
    const parent = cache.open(24);
    parent.length = length;
    const before = cache.freePages;
    const fork = cache.fork(parent, capacity);
    expect(fork.pages.slice(0, shared)).toEqual(parent.pages.slice(0, shared));
    expect(fork.pages.slice(shared).filter((page) => parent.pages.includes(page))).toEqual([]);
    expect(before - cache.freePages).toBe(PageCache.forkPages(length, capacity));
    expect(fork.length).toBe(length);
  });

  it('shared pages stay until the last holder closes, in either order', () => {
    for (const parentFirst of [true, false]) {
      const parent = cache.open(16);
      parent.length = 16;
      const forks = [cache.fork(parent, 17), cache.fork(parent, 24)];
      expect(pages - cache.freePages).toBe(4);
      for (const sequence of parentFirst ? [parent, ...forks] : [...forks, parent]) cache.close(sequence);
      expect([cache.freePages, cache.freeSlots]).toEqual([pages, slots]);
    }
  });

  it('a fork has its own copy of the page that both go on writing, in every layer and head', () => {
    const parent = cache.open(16);
    parent.length = 11;
    const { kernel, cache: plan, headDim } = space;
    const pageFloats = 8 * headDim;
    const layerOf = (head: number): number => Math.floor(head / shape.heads);
    const pageStart = (store: number, head: number, page: number): number =>
      (store + layerOf(head) * plan.layerBytes + (head % shape.heads) * plan.headBytes + page * plan.pageStride) / 4;
    const all = [plan.keys, plan.values].flatMap((store) =>
      Array.from({ length: shape.layers * shape.heads }, (_, head) => ({ store, head })),
    );
    for (const [i, { store, head }] of all.entries()) {
      for (const [nth, page] of parent.pages.entries()) {
        const start = pageStart(store, head, page);
        for (let j = 0; j < pageFloats; j++) kernel.f32[start + j] = 1000 * i + 100 * nth + j;
      }
    }
    const fork = cache.fork(parent, 20);
    for (const [i, { store, head }] of all.entries()) {
      const start = pageStart(store, head, fork.pages[1] ?? -1);
      expect([...kernel.f32.subarray(start, start + pageFloats)]).toEqual(
        Array.from({ length: pageFloats }, (_, j) => 1000 * i + 100 + j),
      );
    }
  });

  it('that are not there are refused with what is free and what is needed, and nothing is taken', () => {
    const held = cache.open(70);
    expect(() => cache.open(17)).toThrow(/2 pages and 4 slots free; a sequence of 17 positions needs 3 pages/);
    expect([cache.freePages, cache.freeSlots]).toEqual([2, 4]);
    cache.close(held);
    const all = Array.from({ length: slots }, () => cache.open(8));
    expect(() => cache.open(8)).toThrow(/6 pages and 0 slots free/);
    for (const sequence of all) cache.close(sequence);
    expect([cache.freePages, cache.freeSlots]).toEqual([pages, slots]);
  });
});

describe('any order of opening, forking and closing', () => {
  const step = fc.record({
    kind: fc.constantFrom('open', 'fork', 'close'),
    which: fc.nat(),
    capacity: fc.integer({ min: 1, max: 40 }),
    length: fc.nat(),
  });

  it('gives no page to two sequences that do not share it, and loses none', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const own = new PageCache(space);
        const live: CachedSequence[] = [];
        const writable = (sequence: CachedSequence): number[] => sequence.pages.slice(Math.floor(sequence.length / 8));
        for (const { kind, which, capacity, length } of steps) {
          const parent = live.length > 0 ? live[which % live.length] : undefined;
          const wanted = kind === 'fork' && parent ? Math.max(capacity, parent.length) : capacity;
          const needed = kind === 'fork' && parent ? PageCache.forkPages(parent.length, wanted) : Math.ceil(wanted / 8);
          if (kind === 'close') {
            if (parent) {
              live.splice(live.indexOf(parent), 1);
              own.close(parent);
            }
          } else if (own.freeSlots === 0 || own.freePages < needed) {
            expect(() => (kind === 'fork' && parent ? own.fork(parent, wanted) : own.open(wanted))).toThrow(/needs/);
          } else {
            const next = kind === 'fork' && parent ? own.fork(parent, wanted) : own.open(wanted);
            next.length += length % (next.capacity - next.length + 1);
            live.push(next);
          }
          const written = live.flatMap(writable);
          expect(new Set(written).size).toBe(written.length);
          const used = new Set(live.flatMap((sequence) => sequence.pages));
          expect(own.freePages).toBe(pages - used.size);
          expect(new Set(live.map(({ slot }) => slot)).size).toBe(live.length);
          expect(own.freeSlots).toBe(slots - live.length);
          for (const sequence of live) {
            expect(sequence.pages.length).toBe(Math.ceil(sequence.capacity / 8));
            expect(tableOf(space, own, sequence)).toEqual(sequence.pages);
          }
        }
        for (const sequence of live) own.close(sequence);
        expect([own.freePages, own.freeSlots]).toEqual([pages, slots]);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});
