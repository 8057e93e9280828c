import { describe, expect, it } from 'vitest';
import { RandomStream, RandomStreamError } from './index.ts';

function draw(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.nextUint32());
}

function faultOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof RandomStreamError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

// Worked out by a second implementation of the same definition in Python, on its own unbounded integers. These words
// are part of every recorded run.
describe('golden words', () => {
  it.each([
    [0, [0xdb49cf0b, 0x65728fc5, 0x5250627b, 0x650f2e], [0x1cc25c5, 0x3f969af4, 0x327a5e96, 0x51078952, 0x3bfaf218]],
    [42, [0xda707316, 0xcdf5c359, 0x34c8adf6, 0x80d17fa], [0x3fdadc0a, 0x317cdbf8, 0x9ce29ef1, 0xa600dcab, 0xe91556c3]],
    [
      Number.MAX_SAFE_INTEGER,
      [0xea1bfba3, 0xdaf447bf, 0x6be3165e, 0xd72cdb2],
      [0xab2c9c94, 0x9bb0d8f0, 0x26dbf1c6, 0x95318577, 0xa6fbdcd0],
    ],
  ])('root %d', (seed, identity, words) => {
    const stream = RandomStream.root(seed);
    expect(stream.save().identity).toEqual(identity);
    expect(draw(stream, 5)).toEqual(words);
  });

  it('a named child, near and far', () => {
    const child = RandomStream.root(42).child('iteration/3/state/17/sample/2');
    expect(child.save().identity).toEqual([0xfc825154, 0xe1cec208, 0xa7bd3e1d, 0xef59e711]);
    expect(draw(child, 6)).toEqual([0x69333808, 0x40296201, 0x5007fda3, 0xa1ea111, 0xa1b5daa2, 0xc44031ca]);
    const far = 4 * (2 ** 32 + 5) + 3; // past the first 2^32 blocks, in the middle of a block
    expect([child.at(far), child.at(far + 1)]).toEqual([0x828b6e86, 0x83f0462c]);
    expect(draw(RandomStream.restore({ ...child.save(), position: far }), 2)).toEqual([0x828b6e86, 0x83f0462c]);
  });

  it('a name beyond ASCII', () => {
    const child = RandomStream.root(42).child('na\u00efve \u{1f642}');
    expect(draw(child, 3)).toEqual([0x5736159b, 0xc6306700, 0xde429e48]);
  });

  it('derived values', () => {
    const uniforms = RandomStream.root(42);
    expect([uniforms.uniform(), uniforms.uniform()]).toEqual([0.24943328047775803, 0.6128329608473975]);
    const normals = RandomStream.root(42);
    // Box-Muller on the two uniforms above with mpmath at 100 bits.
    expect(normals.normal()).toBeCloseTo(-0.5750007128943894, 14);
    expect(normals.normal()).toBeCloseTo(-0.49318114694139176, 14);
    expect(normals.position).toBe(4);
    const small = RandomStream.root(42);
    expect(Array.from({ length: 10 }, () => small.integer(10))).toEqual([6, 0, 1, 7, 5, 4, 8, 9, 3, 0]);
    const large = RandomStream.root(42); // nearly half of all words are rejected: 19 drawn for 8
    expect(Array.from({ length: 8 }, () => large.integer(2 ** 31 + 1))).toEqual([
      1071307786, 830266360, 1814903214, 415526938, 1070987009, 1417271103, 71252524, 365645842,
    ]);
    expect(large.position).toBe(19);
    expect(RandomStream.root(42).shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([0, 5, 3, 2, 4, 8, 9, 1, 7, 6]);
  });
});

describe('distribution, at one fixed seed', () => {
  const count = 200_000;

  it('uniform: mean, variance, neighbours uncorrelated', () => {
    const stream = RandomStream.root(7).child('uniform');
    let sum = 0;
    let squares = 0;
    let products = 0;
    let previous = 0.5;
    for (let index = 0; index < count; index++) {
      const x = stream.uniform();
      sum += x;
      squares += (x - 0.5) * (x - 0.5);
      products += (x - 0.5) * (previous - 0.5);
      previous = x;
    }
    // Four standard errors: sqrt(1/12/n), sqrt(1/180/n), 1/12/sqrt(n).
    expect(Math.abs(sum / count - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(squares / count - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
    expect(Math.abs(products / count)).toBeLessThan(4 / 12 / Math.sqrt(count));
  });

  it('normal: first four moments', () => {
    const stream = RandomStream.root(7).child('normal');
    const moments = [0, 0, 0, 0];
    for (let index = 0; index < count; index++) {
      const x = stream.normal();
      for (let power = 1; power <= 4; power++) moments[power - 1] = (moments[power - 1] ?? 0) + x ** power / count;
    }
    // Exact moments 0, 1, 0, 3; variances of x^k are 1, 2, 15, 96.
    const exact = [0, 1, 0, 3];
    const variances = [1, 2, 15, 96];
    for (const [index, moment] of moments.entries()) {
      const error = Math.sqrt((variances[index] ?? 0) / count);
      expect(Math.abs(moment - (exact[index] ?? 0)), `moment ${String(index + 1)}`).toBeLessThan(4 * error);
    }
  });

  it.each([2, 6, 10, 100, 256])('integer(%d): chi-square', (sides) => {
    const stream = RandomStream.root(7).child('integer');
    const counts = new Float64Array(sides);
    for (let index = 0; index < count; index++) {
      const face = stream.integer(sides);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    const expected = count / sides;
    const chiSquare = counts.reduce((sum, seen) => sum + ((seen - expected) * (seen - expected)) / expected, 0);
    // Mean and standard deviation of chi-square with sides - 1 degrees of freedom.
    expect(Math.abs(chiSquare - (sides - 1))).toBeLessThan(4.5 * Math.sqrt(2 * (sides - 1)));
  });

  it('first words of numbered children, every bit: no better than chance', () => {
    const root = RandomStream.root(7);
    const children = 20_000;
    const ones = new Float64Array(32);
    for (let index = 0; index < children; index++) {
      const word = root.child(`state/${String(index)}`).nextUint32();
      for (let bit = 0; bit < 32; bit++) ones[bit] = (ones[bit] ?? 0) + ((word >>> bit) & 1);
    }
    for (const [bit, seen] of ones.entries()) {
      expect(Math.abs(seen - children / 2), `bit ${String(bit)}`).toBeLessThan(4.5 * Math.sqrt(children / 4));
    }
  });

  it('shuffle: each item equally often in each place', () => {
    const stream = RandomStream.root(7).child('shuffle');
    const counts = new Float64Array(25);
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      for (const [place, item] of stream.shuffle([0, 1, 2, 3, 4]).entries()) {
        counts[place * 5 + item] = (counts[place * 5 + item] ?? 0) + 1;
      }
    }
    for (const seen of counts) expect(Math.abs(seen - rounds / 5)).toBeLessThan(4.5 * Math.sqrt(rounds * 0.16));
  });
});

describe('refusals', () => {
  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('seed %d', (seed) => {
    expect(faultOf(() => RandomStream.root(seed))).toEqual({
      code: 'badSeed',
      message: `seed ${String(seed)} is not a whole number from 0 to 2^53 - 1`,
    });
  });

  it.each(['', '/', 'a/', '/a', 'a//b'])('path %j', (path) => {
    const fault = faultOf(() => RandomStream.root(1).child(path));
    expect(fault).toEqual({ code: 'badName', message: `stream path "${path}" has an empty segment` });
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, NaN])('integer(%d)', (count) => {
    expect(faultOf(() => RandomStream.root(1).integer(count)).code).toBe('badArgument');
  });

  it.each([-1, 0.5, 2 ** 53])('at(%d)', (index) => {
    expect(faultOf(() => RandomStream.root(1).at(index)).code).toBe('badArgument');
  });

  it('pick from nothing', () => {
    expect(faultOf(() => RandomStream.root(1).pick([])).code).toBe('badArgument');
  });

  it.each([
    ['three words', { identity: [1, 2, 3] }, 'identity has 3 words, not 4'],
    ['five words', { identity: [1, 2, 3, 4, 5] }, 'identity has 5 words, not 4'],
    ['a fraction', { identity: [1, 2, 3, 0.5] }, 'identity holds 0.5, which is not a 32-bit word'],
    ['too large a word', { identity: [1, 2, 2 ** 32, 4] }, 'identity holds 4294967296, which is not a 32-bit word'],
    ['a negative position', { position: -1 }, 'position -1 is not'],
    ['a fractional position', { position: 1.5 }, 'position 1.5 is not'],
    ['an endless spare', { spareNormal: Infinity }, 'spareNormal Infinity is neither'],
  ])('state with %s', (_, change, message) => {
    const fault = faultOf(() => RandomStream.restore({ ...RandomStream.root(1).save(), ...change }));
    expect(fault.code).toBe('badState');
    expect(fault.message).toContain(message);
  });

  it('the ends of the allowed ranges are allowed', () => {
    const stream = RandomStream.root(0);
    expect(stream.integer(1)).toBe(0);
    const word = stream.at(1);
    expect(stream.integer(2 ** 32)).toBe(word);
    expect(stream.pick(['only'])).toBe('only');
    expect(stream.shuffle([])).toEqual([]);
  });
});
