// A sample depends on its prompt, settings and stream alone; what it reports is what scoring finds; and the machinery of
// slots, pages and passes finishes whatever it is given.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine, type EngineOptions } from '../../src/engine/engine.ts';
import { EngineError } from '../../src/engine/errors.ts';
import type { Sample, SampleRequest } from '../../src/engine/sampling/sample.ts';
import { bits, gatedRotary, randomBase, randomTokens, siluLearned, siluShifted } from '../support/engineCases.ts';

const shapes = {
  silu: { ...siluLearned, context: 40 },
  gated: { ...gatedRotary, context: 37, vocabulary: 24 },
  shifted: { ...siluShifted, context: 40 },
};

/** What a request is made of; its streams are made anew for every run, because drawing moves them. */
interface Order {
  readonly id: number;
  readonly prompt: readonly number[];
  readonly temperature: number;
  readonly maxNewTokens: number;
  readonly endToken: number | null;
  readonly samples: number;
}

const order = fc
  .record({
    id: fc.nat(1_000_000),
    length: fc.integer({ min: 1, max: 37 }),
    temperature: fc.constantFrom(0, 0.7, 1, 1.3),
    more: fc.integer({ min: 1, max: 38 }),
    endToken: fc.option(fc.integer({ min: 0, max: 23 }), { nil: null }),
    samples: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ id, length, more, ...rest }): Order => {
    const prompt = randomTokens(RandomStream.root(id).child('prompt'), length, 24);
    // prompt and sample but for its last token fit the shorter of the contexts
    return { id, prompt, ...rest, maxNewTokens: Math.min(more, 38 - length) };
  });

function toRequest({ id, samples, ...settings }: Order): SampleRequest {
  const root = RandomStream.root(id);
  return { ...settings, streams: Array.from({ length: samples }, (_, i) => root.child(`sample/${String(i)}`)) };
}

/** Runs to the end, but gives up instead of hanging. */
function sampleBounded(engine: Engine, orders: readonly Order[]): Sample[][] {
  const steps = engine.sampleSteps(orders.map(toRequest), 'policy');
  for (let passes = 0; passes < 5000; passes++) {
    const step = steps.next();
    if (step.done) return step.value;
    expect(step.value.done).toBeLessThanOrEqual(step.value.total);
  }
  throw new Error('sampling does not come to an end');
}

function bitsOf(samples: readonly Sample[]): string[] {
  return samples.map(({ tokens, logProbs, ended }) => `${tokens.join()} ${bits(logProbs)} ${String(ended)}`);
}

describe.each(Object.entries(shapes))('%s', (_, shape) => {
  const base = randomBase(shape, 1, 0.25);
  const create = async (sizes: Partial<EngineOptions>): Promise<Engine> => {
    const engine = await Engine.create({ shape, training: 'none', ...sizes });
    engine.loadBase(base);
    return engine;
  };
  let roomy: Engine;
  let tight: Engine[];
  beforeAll(async () => {
    roomy = await create({ maxTokens: 2000, slots: 200 });
    tight = await Promise.all([
      create({ maxTokens: 40, slots: 2, cacheTokens: 80 }),
      create({ maxTokens: 41, slots: 3, cacheTokens: 88 }),
      create({ maxTokens: 64, slots: 7, cacheTokens: 200 }),
      create({ maxTokens: 300, slots: 64 }),
    ]);
  });

  it('a sample does not depend on company, order, slots, pages or passes', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 8 }), fc.nat(), (orders, seed) => {
        const alone = orders.map((one) => bitsOf(sampleBounded(roomy, [one])[0] ?? []));
        expect(sampleBounded(roomy, orders).map(bitsOf)).toEqual(alone);
        const shuffled = RandomStream.root(seed).shuffle([...orders.keys()]);
        for (const engine of tight) {
          const found = sampleBounded(
            engine,
            shuffled.flatMap((i) => orders[i] ?? []),
          );
          expect(found.map(bitsOf)).toEqual(shuffled.map((i) => alone[i]));
        }
        // one sample of many is that sample alone
        const [first] = orders;
        if (first && first.samples > 0) {
          expect(bitsOf(sampleBounded(roomy, [{ ...first, samples: 1 }])[0] ?? [])).toEqual(alone[0]?.slice(0, 1));
        }
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('has as many samples as streams, none too long, the end token last and only then "ended"', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 6 }), (orders) => {
        const results = sampleBounded(roomy, orders);
        expect(results.length).toBe(orders.length);
        for (const [i, { samples, maxNewTokens, endToken }] of orders.entries()) {
          expect(results[i]?.length).toBe(samples);
          for (const { tokens, logProbs, ended } of results[i] ?? []) {
            expect(tokens.length).toBe(logProbs.length);
            expect(tokens.slice(0, -1)).not.toContain(endToken);
            expect(ended).toBe(tokens.at(-1) === endToken);
            if (ended) expect(tokens.length).toBeLessThanOrEqual(maxNewTokens);
            else expect(tokens.length).toBe(maxNewTokens);
            expect(tokens.every((token) => Number.isInteger(token) && token >= 0 && token < 24)).toBe(true);
          }
        }
      }),
      { seed: 6, numRuns: 40 },
    );
  });

  it('reports the log-probabilities that scoring finds, bit for bit, at every temperature', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 4 }), (orders) => {
        const results = sampleBounded(roomy, orders);
        const requests = orders.map(({ prompt }, i) => ({
          prompt,
          completions: (results[i] ?? []).map(({ tokens }) => tokens),
        }));
        for (const engine of [roomy, ...tight.slice(0, 2)]) {
          const scores = engine.logProbs(requests, 'policy');
          for (const [i, samples] of results.entries()) {
            for (const [j, { logProbs }] of samples.entries()) expect(bits(scores[i]?.[j] ?? [])).toBe(bits(logProbs));
          }
        }
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('greedy takes the likeliest token each time and draws nothing', () => {
    const stream = RandomStream.root(31);
    const prompt = randomTokens(stream, 6, 24);
    const request = { prompt, temperature: 0, maxNewTokens: 12, endToken: null, streams: [stream] };
    const before = stream.position;
    const [[sample] = []] = roomy.sample([request], 'policy');
    expect(stream.position).toBe(before);
    const transcript = [...prompt];
    for (const token of sample?.tokens ?? []) {
      const options = Array.from({ length: 24 }, (_token, i) => i);
      const [[answer] = []] = roomy.readout([{ transcript, questions: [{ tokens: [], options }] }], 'policy');
      const probabilities = answer?.probabilities ?? [];
      expect(token).toBe(probabilities.indexOf(Math.max(...probabilities)));
      transcript.push(token);
    }
    expect(transcript.length).toBe(18);
  });

  it('the frequencies of first and second tokens are their probabilities', () => {
    const prompt = [3, 1, 4, 1, 5];
    const count = 4000;
    const options = Array.from({ length: 24 }, (_token, i) => i);
    for (const temperature of [1, 0.7]) {
      const streams = Array.from({ length: count }, (_s, i) => RandomStream.root(17).child(`sample/${String(i)}`));
      const request = { prompt, temperature, maxNewTokens: 2, endToken: null, streams };
      const samples = roomy.sample([request], 'policy')[0] ?? [];
      const after = (transcript: number[]): number[] => {
        const [[answer] = []] = roomy.readout([{ transcript, questions: [{ tokens: [], options }] }], 'policy');
        const powers = (answer?.probabilities ?? []).map((p) => Math.pow(p, 1 / temperature));
        const total = powers.reduce((a, b) => a + b, 0);
        return powers.map((p) => p / total);
      };
      const first = after(prompt);
      const frequent = first.indexOf(Math.max(...first));
      const seconds = samples.filter(({ tokens }) => tokens[0] === frequent);
      const cases: [number[], readonly Sample[], number][] = [
        [first, samples, 0],
        [after([...prompt, frequent]), seconds, 1],
      ];
      for (const [expected, drawn, at] of cases) {
        const counts = options.map((token) => drawn.filter(({ tokens }) => tokens[at] === token).length);
        expect(chiSquare(counts, expected)).toBeLessThan(5);
      }
    }
  });

  it('draw i of the stream decides token i, two words each', () => {
    const stream = RandomStream.root(33);
    const request = { prompt: [1, 2], temperature: 1, maxNewTokens: 7, endToken: null, streams: [stream] };
    roomy.sample([request], 'policy');
    expect(stream.position).toBe(14);
  });
});

/** Standardised distance of the chi-square statistic from its mean; cells of less than 5 expected are put together. */
function chiSquare(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  let [restCount, restExpected, statistic, cells] = [0, 0, 0, 0];
  const add = (found: number, expected: number): void => {
    statistic += ((found - expected) * (found - expected)) / expected;
    cells++;
  };
  for (const [i, found] of counts.entries()) {
    const expected = total * (probabilities[i] ?? NaN);
    if (expected >= 5) {
      add(found, expected);
    } else {
      restCount += found;
      restExpected += expected;
    }
  }
  if (restExpected > 1) add(restCount, restExpected);
  expect(cells).toBeGreaterThan(2);
  return (statistic - (cells - 1)) / Math.sqrt(2 * (cells - 1));
}

describe('too much at once', () => {
  const shape = shapes.silu;
  const request = (length: number, maxNewTokens: number, samples: number, id = length): Order => ({
    id,
    prompt: randomTokens(RandomStream.root(id), length, 24),
    temperature: 1,
    maxNewTokens,
    endToken: null,
    samples,
  });

  it('requests that can never fit are refused by name before anything is done', async () => {
    const engine = await Engine.create({ shape, training: 'none', maxTokens: 40, slots: 2, cacheTokens: 32 });
    engine.loadBase(randomBase(shape));
    const good = request(3, 4, 1);
    const refused = (bad: Order): EngineError => {
      try {
        sampleBounded(engine, [good, bad]);
      } catch (error) {
        if (error instanceof EngineError) return error;
        throw error;
      }
      throw new Error('nothing was refused');
    };
    // four pages: a prompt of 17 takes three, and its sample two more than it shares
    const tooLarge = refused(request(17, 16, 1));
    expect(tooLarge.code).toBe('cacheFull');
    expect(tooLarge.message).toMatch(/request 1 needs 5 pages, the cache has 4/);
    expect(refused(request(40, 2, 1)).code).toBe('badInput');
    expect(refused(request(41, 1, 1)).message).toMatch(/request 1 has 41 tokens/);
    expect(refused({ ...good, prompt: [] }).message).toMatch(/request 1: the prompt is empty/);
    expect(refused({ ...good, maxNewTokens: 0 }).message).toMatch(/maxNewTokens 0/);
    expect(refused({ ...good, maxNewTokens: 1.5 }).message).toMatch(/maxNewTokens 1\.5/);
    expect(refused({ ...good, temperature: -1 }).message).toMatch(/temperature -1/);
    expect(refused({ ...good, temperature: NaN }).message).toMatch(/temperature NaN/);
    expect(refused({ ...good, endToken: 24 }).message).toMatch(/end token: token 24/);
    expect(sampleBounded(engine, [good])[0]?.length).toBe(1);
  });

  it('many requests on the smallest cache that holds one', async () => {
    const engine = await Engine.create({ shape, training: 'none', maxTokens: 40, slots: 2, cacheTokens: 80 });
    engine.loadBase(randomBase(shape));
    const orders = Array.from({ length: 30 }, (_, i) =>
      request(1 + ((7 * i) % 40), 1 + ((3 * i) % (41 - ((7 * i) % 40) - 1 || 1)), i % 4, i),
    );
    const results = sampleBounded(engine, orders);
    expect(results.map((samples) => samples.length)).toEqual(orders.map(({ samples }) => samples));
  });

  it('an empty list, and a request for no samples', async () => {
    const engine = await Engine.create({ shape, training: 'none', slots: 2 });
    engine.loadBase(randomBase(shape));
    expect(sampleBounded(engine, [])).toEqual([]);
    expect(sampleBounded(engine, [request(5, 3, 0)])).toEqual([[]]);
  });

  it('a prompt with far more samples than slots', async () => {
    const engine = await Engine.create({ shape, training: 'none', maxTokens: 40, slots: 3, cacheTokens: 80 });
    engine.loadBase(randomBase(shape));
    expect(sampleBounded(engine, [request(9, 5, 100), request(30, 3, 7)]).map((samples) => samples.length)).toEqual([
      100, 7,
    ]);
  });
});
