import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';

const seeds = fc.maxSafeNat();
const segments = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }).filter((name) => !name.includes('/'));
const paths = fc.array(segments, { minLength: 1, maxLength: 5 });

function draw(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.nextUint32());
}

describe('children', () => {
  it('a path is the same as its segments one by one', () => {
    fc.assert(
      fc.property(seeds, paths, (seed, names) => {
        const root = RandomStream.root(seed);
        const stepped = names.reduce((stream, name) => stream.child(name), root);
        expect(root.child(names.join('/')).save()).toEqual(stepped.save());
      }),
    );
  });

  it('do not depend on what was drawn, and do not disturb their parent', () => {
    fc.assert(
      fc.property(seeds, paths, fc.nat(40), fc.nat(40), (seed, names, before, ofChild) => {
        const path = names.join('/');
        const fresh = draw(RandomStream.root(seed).child(path), 8);
        const undisturbed = draw(RandomStream.root(seed), before + 8).slice(before);

        const parent = RandomStream.root(seed);
        draw(parent, before);
        const state = parent.save();
        const child = parent.child(path);
        expect(parent.save()).toEqual(state);
        expect(draw(child, 8)).toEqual(fresh);
        draw(child, ofChild);
        expect(draw(parent, 8)).toEqual(undisturbed);
      }),
    );
  });

  it('20,000 random names, and their order and nesting, give 20,000 streams', () => {
    const names = fc.sample(paths, { numRuns: 20_000, seed: 20250101 }).map((path) => path.join('/'));
    const distinct = new Set(names);
    const root = RandomStream.root(3);
    const streams = new Set([...distinct].map((name) => root.child(name).save().identity.join()));
    expect(distinct.size).toBeGreaterThan(19_000);
    expect(streams.size).toBe(distinct.size);
    const firstWords = new Set([...distinct].map((name) => draw(root.child(name), 2).join()));
    expect(firstWords.size).toBe(distinct.size);
  });

  it('names that differ only by padding, split or order differ', () => {
    const names = ['a', 'a\0', 'aa', 'a\0\0\0', 'a/a', 'a/b', 'b/a', 'ab', 'ba', 'aaaa', 'aaaaa', 'aaaa/a', 'a/aaaa'];
    const root = RandomStream.root(0);
    const identities = new Set([root, ...names.map((name) => root.child(name))].map((s) => s.save().identity.join()));
    expect(identities.size).toBe(names.length + 1);
  });
});

type Draw = 'nextUint32' | 'uniform' | 'normal';
const draws = fc.array(fc.constantFrom<Draw>('nextUint32', 'uniform', 'normal'), { maxLength: 30 });

describe('position', () => {
  it('a restored stream goes on exactly where it was saved, through JSON', () => {
    fc.assert(
      fc.property(seeds, draws, draws, (seed, before, after) => {
        const stream = RandomStream.root(seed);
        for (const kind of before) stream[kind]();
        const saved: unknown = JSON.parse(JSON.stringify(stream.save()));
        expect(saved).toEqual(stream.save());
        const restored = RandomStream.restore(stream.save());
        expect(restored.position).toBe(stream.position);
        expect(after.map((kind) => restored[kind]())).toEqual(after.map((kind) => stream[kind]()));
        expect(restored.save()).toEqual(stream.save());
      }),
    );
  });

  it('at(i) is the i-th word drawn, and changes nothing', () => {
    fc.assert(
      fc.property(seeds, fc.nat(30), fc.nat(30), (seed, index, drawn) => {
        const words = draw(RandomStream.root(seed), index + 1);
        const stream = RandomStream.root(seed);
        draw(stream, drawn);
        const state = stream.save();
        expect(stream.at(index)).toBe(words[index]);
        expect(stream.save()).toEqual(state);
      }),
    );
  });

  it('random access agrees with restoring at any position', () => {
    fc.assert(
      fc.property(seeds, fc.maxSafeNat(), (seed, position) => {
        const stream = RandomStream.root(seed);
        const restored = RandomStream.restore({ ...stream.save(), position });
        expect(restored.nextUint32()).toBe(stream.at(position));
      }),
    );
  });
});

describe('derived draws', () => {
  it('integer stays in range', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, count) => {
        const stream = RandomStream.root(seed);
        for (let index = 0; index < 20; index++) {
          const value = stream.integer(count);
          expect(Number.isInteger(value) && value >= 0 && value < count).toBe(true);
        }
      }),
    );
  });

  it('uniform lies in [0, 1) and normal is finite', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const stream = RandomStream.root(seed);
        const value = stream.uniform();
        expect(value >= 0 && value < 1).toBe(true);
        expect(Number.isFinite(stream.normal())).toBe(true);
      }),
    );
  });

  it('shuffle is a permutation in place, and pick chooses a member', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), (seed, items) => {
        const stream = RandomStream.root(seed);
        const shuffled = [...items];
        expect(stream.shuffle(shuffled)).toBe(shuffled);
        const byValue = (a: number, b: number): number => a - b;
        expect(shuffled.toSorted(byValue)).toEqual(items.toSorted(byValue));
        expect(items).toContain(stream.pick(items));
      }),
    );
  });
});
