// Losses, probabilities and draws from rows of logits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelMemory } from '../../../test/support/kernelMemory.ts';
import { RandomStream } from '../../core/rng/index.ts';

const memory = await kernelMemory();

/** The token drawn with the uniform number u, and its log-probability at temperature 1. */
function draw(logits: readonly number[], temperature: number, u: number, minP = 0): { token: number; logProb: number } {
  memory.reset();
  const x = memory.floats(logits);
  const logProb = memory.floats(2);
  const scratch = memory.floats(2 * logits.length);
  const token = memory.run.sampleRow(x, logits.length, temperature, minP, u, logProb, scratch);
  expect([...memory.read(x, logits.length)]).toEqual([...Float32Array.from(logits)]);
  return { token, logProb: memory.f64[logProb / 8] ?? NaN };
}

function softmaxOf(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const raised = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / total);
}

const almostOne = 1 - Math.pow(2, -53);
const rowOf = fc
  .integer({ min: 1, max: 12 })
  .chain((blocks) =>
    fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 8 * blocks, maxLength: 8 * blocks }),
  );

describe('drawing a token', () => {
  it('is the inverse of the distribution function, in token order', () => {
    const temperatures = fc.constantFrom(0.25, 1, 3);
    fc.assert(
      fc.property(rowOf, temperatures, fc.double({ min: 0, max: almostOne, noNaN: true }), (logits, temperature, u) => {
        const { token } = draw(logits, temperature, u);
        const shares = softmaxOf(logits, temperature);
        const below = shares.slice(0, token).reduce((a, b) => a + b, 0);
        // float32 terms: the boundaries lie within a few 1e-7 of the true ones (times the exponent, up to 80, at 0.25)
        expect(below).toBeLessThan(u + 2e-5);
        expect(below + (shares[token] ?? NaN)).toBeGreaterThan(u - 2e-5);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('never takes a token below its share of the likeliest; the others share the rest in token order', () => {
    const temperatures = fc.constantFrom(0.5, 1, 2);
    const least = fc.constantFrom(0.001, 0.02, 0.4, 1);
    const uniform = fc.double({ min: 0, max: almostOne, noNaN: true });
    fc.assert(
      fc.property(rowOf, temperatures, least, uniform, (logits, temperature, minP, u) => {
        const { token, logProb } = draw(logits, temperature, u, minP);
        const shares = softmaxOf(logits, temperature);
        const top = Math.max(...shares);
        expect((shares[token] ?? 0) / top).toBeGreaterThan(minP - 1e-5);
        // what is within rounding of the bound may stand or fall
        const sure = shares.map((share) => (share / top > minP + 1e-5 ? share : 0));
        const perhaps = shares.map((share) => (share / top > minP - 1e-5 ? share : 0));
        const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
        const low = sum(sure.slice(0, token)) / sum(perhaps);
        const high = sum(perhaps.slice(0, token + 1)) / sum(sure);
        expect(u).toBeGreaterThan(low - 2e-5);
        expect(u).toBeLessThan(high + 2e-5);
        expect(logProb).toBeCloseTo(Math.log(softmaxOf(logits)[token] ?? NaN), 4);
      }),
    );
  });

  it('a token begins exactly where the tokens before it end', () => {
    const alike = new Array<number>(16).fill(3);
    for (let token = 0; token < 16; token++) expect(draw(alike, 1, token / 16).token).toBe(token);
  });

  it('never takes a token whose probability is 0, at either end', () => {
    const nothing = new Array<number>(8).fill(-300);
    const logits = [...nothing, -300, -300, 1, -300, -300, 2, -300, -300, ...nothing, ...nothing];
    for (const temperature of [0.5, 1, 2]) {
      expect(draw(logits, temperature, 0).token).toBe(10);
      expect(draw(logits, temperature, almostOne).token).toBe(13);
    }
    for (let i = 0; i < 1000; i++) expect([10, 13]).toContain(draw(logits, 1, i / 1000).token);
  });

  it('temperature 0 takes the first of the largest', () => {
    expect(draw([0, 1, 3, 2, 3, 3, -5, 0], 0, 0.99).token).toBe(2);
    expect(draw(new Array<number>(16).fill(-7), 0, 0.99).token).toBe(0);
  });

  it.each([1e-3, 1e-20, 1e-38, 1e-39, 1e-42, 1e-45, 1e-60])('temperature %f is as good as 0', (temperature) => {
    for (const u of [0, 0.5, almostOne]) expect(draw([0, 1, 3, 2, -1, 2.5, -5, 0], temperature, u).token).toBe(2);
  });

  it.each([1e10, 1e38, 1e39, 1e300])('temperature %f makes all tokens alike', (temperature) => {
    const logits = [0, 1, 3, 2, -1, 2.5, -5, 0];
    for (let token = 0; token < 8; token++) expect(draw(logits, temperature, (token + 0.5) / 8).token).toBe(token);
  });

  it('gives the log-probability at temperature 1, whatever the temperature', () => {
    const logits = Array.from({ length: 24 }, (_, i) => Math.fround(Math.sin(i) * 5));
    const exact = softmaxOf(logits).map(Math.log);
    for (const temperature of [0, 0.7, 1, 1.3]) {
      for (const u of [0, 0.3, 0.9]) {
        const { token, logProb } = draw(logits, temperature, u);
        expect(Math.abs(logProb - (exact[token] ?? NaN))).toBeLessThan(3e-7);
      }
    }
  });

  it.each([NaN, Infinity])('gives -1 for a row that holds %f', (bad) => {
    for (const temperature of [0, 0.5, 1]) expect(draw([0, 1, bad, 2, 0, 0, 0, 0], temperature, 0.5).token).toBe(-1);
  });
});

describe('cross entropy', () => {
  it('has the bits of the drawn log-probability, and the softmax less the one-hot for gradient', () => {
    const stream = RandomStream.root(7);
    const [rows, vocabulary] = [5, 24];
    const logits = Array.from({ length: rows * vocabulary }, () => Math.fround(3 * stream.normal()));
    const targets = Array.from({ length: rows }, () => stream.integer(vocabulary));
    const weights = [0.5, 0, 1, -0.25, 2];
    memory.reset();
    const x = memory.floats(logits);
    const logProbs = memory.floats(2 * rows);
    const [targetsAt, weightsAt] = [memory.ints(targets), memory.floats(weights)];
    expect(memory.run.crossEntropy(x, vocabulary * 4, targetsAt, weightsAt, logProbs, rows, vocabulary)).toBe(-1);
    const found = memory.f64.slice(logProbs / 8, logProbs / 8 + rows);
    const gradient = memory.read(x, rows * vocabulary);
    for (const [row, target] of targets.entries()) {
      const own = logits.slice(row * vocabulary, (row + 1) * vocabulary);
      const shares = softmaxOf(own);
      const weight = weights[row] ?? NaN;
      expect(Math.abs((found[row] ?? NaN) - Math.log(shares[target] ?? NaN))).toBeLessThan(3e-7);
      for (const [token, share] of shares.entries()) {
        const expected = weight * (share - (token === target ? 1 : 0));
        expect(Math.abs((gradient[row * vocabulary + token] ?? NaN) - expected)).toBeLessThan(5e-7);
      }
      for (let i = 0; i < 2000; i++) {
        const drawn = draw(own, 3, i / 2000);
        if (drawn.token === target) expect(drawn.logProb).toBe(found[row]);
      }
    }
  });

  it.each([NaN, Infinity])('names the first row that holds %f', (bad) => {
    const good = [0, 1, 2, 3, 4, 5, 6, 7];
    memory.reset();
    const x = memory.floats([...good, ...good, ...good.with(3, bad), ...good]);
    const [targets, logProbs] = [memory.ints([1, 1, 1, 1]), memory.floats(8)];
    expect(memory.run.crossEntropy(x, 32, targets, 0, logProbs, 4, 8)).toBe(2);
  });

  it('an impossible target is not finite', () => {
    memory.reset();
    const x = memory.floats([0, -Infinity, 0, 0, 0, 0, 0, 0]);
    const logProbs = memory.floats(2);
    expect(memory.run.crossEntropy(x, 32, memory.ints([1]), 0, logProbs, 1, 8)).toBe(0);
  });
});
