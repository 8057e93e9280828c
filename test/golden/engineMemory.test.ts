// One memory per engine, taken once: a thousand rounds of training and sampling do not grow it and lose no page or slot.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { EngineError } from '../../src/engine/errors.ts';
import { memoryLimit } from '../../src/engine/kernel/kernel.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import type { SampleRequest } from '../../src/engine/sampling/sample.ts';
import { bits, ktoExamples, raggedRows, randomBase, siluLearned } from '../support/engineCases.ts';

const shape = { ...siluLearned, vocabulary: 16, width: 8, heads: 1, hidden: 8 };
const adam = { ...adamDefaults, learningRate: 1e-3 };
const kto = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1 };

const { Memory } = WebAssembly;
type Descriptor = ConstructorParameters<typeof Memory>[0];
const created: { descriptor: Descriptor; memory: WebAssembly.Memory }[] = [];

beforeEach(() => {
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: Descriptor) {
      super(descriptor);
      created.push({ descriptor, memory: this });
    }
  };
});

afterEach(() => {
  WebAssembly.Memory = Memory;
  created.length = 0;
});

/** Fills all three slots and every page. */
function fullLoad(round: number): SampleRequest[] {
  return [3, 5, 8].map((length) => ({
    ...{
      prompt: Array.from({ length }, (_, i) => (i + round) % 16),
      temperature: 1,
      maxNewTokens: 14 - length,
      endToken: 3,
    },
    streams: [0, 1].map((i) => RandomStream.root(round).child(`${String(length)}/${String(i)}`)),
  }));
}

describe('one engine', () => {
  it('makes one memory, whose maximum is its size', async () => {
    const engine = await Engine.create({ shape, training: 'full', slots: 3 });
    expect(created.length).toBe(1);
    const [made] = created;
    if (!made) throw new Error('no memory was made');
    const { descriptor, memory } = made;
    expect(descriptor.maximum).toBe(descriptor.initial);
    expect(memory.buffer.byteLength).toBe(descriptor.initial * 65536);
    // byteLength is what the plan needs: that in whole pages is what was taken
    expect(Math.ceil(engine.byteLength / 65536)).toBe(descriptor.initial);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it('does not change in a thousand rounds, and admits the same load after them', async () => {
    const engine = await Engine.create({
      ...{ shape, training: { rank: 2, alpha: 2, rankStabilised: false }, slots: 3, maxTokens: 13, cacheTokens: 40 },
    });
    engine.loadBase(randomBase(shape));
    engine.resetAdapter(RandomStream.root(1));
    engine.snapshotReference();
    const { byteLength } = engine;
    const sizeOf = (): number | undefined => created[0]?.memory.buffer.byteLength;
    const size = sizeOf();
    const start = engine
      .sample(fullLoad(0), 'base')
      .flat()
      .map(({ tokens, logProbs }) => `${tokens.join()} ${bits(logProbs)}`);
    const rows = raggedRows([5, 9, 3], 16);
    const examples = ktoExamples(shape, 2);
    for (let round = 0; round < 1000; round++) {
      if (round % 2) engine.supervisedStep(rows, adam);
      else engine.ktoStep(examples, kto, adam);
      if (round % 100 === 0) engine.snapshotReference();
      engine.sample(fullLoad(round), 'policy');
      // a cancelled run and a refused one leave nothing behind either
      if (round % 10 === 0) {
        const steps = engine.sampleSteps(fullLoad(round), 'policy');
        for (let i = 0; i <= round % 7; i++) steps.next();
        steps.return([]);
        expect(() => engine.logProbs([{ prompt: [1], completions: [[99]] }], 'policy')).toThrow(EngineError);
      }
    }
    expect(engine.byteLength).toBe(byteLength);
    expect(sizeOf()).toBe(size);
    expect(created.length).toBe(1);
    // the base was frozen all along: the same load, in the same cache, gives the same samples
    const end = engine
      .sample(fullLoad(0), 'base')
      .flat()
      .map(({ tokens, logProbs }) => `${tokens.join()} ${bits(logProbs)}`);
    expect(end).toEqual(start);
  });
});

describe('the size', () => {
  it('follows the options, and what cannot be had is refused before it is asked for', async () => {
    const size = async (options: object): Promise<number> =>
      (await Engine.create({ shape, training: 'full', slots: 3, ...options })).byteLength;
    const least = await size({ maxTokens: 13 });
    expect(await size({ maxTokens: 600 })).toBeGreaterThan(least);
    expect(await size({ maxTokens: 13, slots: 13 })).toBeGreaterThan(least);
    expect(await size({ maxTokens: 13, training: 'none' })).toBeLessThan(least);
    const before = created.length;
    await expect(size({ cacheTokens: 1 << 24 })).rejects.toThrow(RangeError);
    expect(created.length).toBe(before);
    expect(memoryLimit).toBeLessThan(2 ** 31);
  });
});
