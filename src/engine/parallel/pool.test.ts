import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { EngineError } from '../errors.ts';
import { Engine } from '../engine.ts';
import { encodeAdapter, encodeModelTensors } from '../modelFile.ts';
import { CancelledError } from '../run.ts';
import { adamDefaults } from '../training/optimizer.ts';
import type { ModelShape } from '../transformer/shape.ts';
import type { EngineOptions } from '../types.ts';
import { decodeWeights, encodeWeights } from '../weights/index.ts';
import { guardReplica } from './guard.ts';
import { EnginePool } from './pool.ts';
import type { RemoteReplica } from './pool.ts';
import { localReplica } from '../../../test/support/localReplica.ts';
import { Replica } from './replica.ts';

const shape: ModelShape = {
  vocabulary: 16,
  context: 12,
  width: 8,
  layers: 1,
  heads: 1,
  hidden: 8,
  mlp: 'silu',
  position: 'learned',
};

async function pool(count: number, training: EngineOptions['training'] = 'full'): Promise<EnginePool> {
  const created = await EnginePool.create(Array.from({ length: count }, localReplica), { shape, training });
  await created.initialise(RandomStream.root(1));
  return created;
}

const request = (streams: number) => ({
  prompt: [1, 2, 3],
  temperature: 1,
  maxNewTokens: 5,
  endToken: null,
  streams: Array.from({ length: streams }, (_, i) => RandomStream.root(2).child(String(i))),
});

describe('a pool', () => {
  it('divides a request with many streams and gives its samples back in order', async () => {
    const one = await pool(1);
    const three = await pool(3);
    const requests = [request(1), request(300), request(0), request(5)];
    const expected = await one.sample(requests, 'policy');
    expect(expected.map(({ length }) => length)).toEqual([1, 300, 0, 5]);
    expect(await three.sample(requests, 'policy')).toEqual(expected);
  });

  it('reports progress and stops between pieces when cancelled, and works afterwards', async () => {
    const two = await pool(2);
    const seen: number[] = [];
    const cancelled = two.sample([request(1000)], 'policy', {
      onProgress: ({ done, total }) => {
        expect(total).toBe(8);
        seen.push(done);
      },
      isCancelled: () => seen.length >= 2,
    });
    await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.length).toBeLessThan(8);
    expect(await two.sample([request(3)], 'policy')).toHaveLength(1);
  });

  it('passes an engine error on with its code, and leaves every replica usable and equal', async () => {
    const two = await pool(2);
    const rows = [{ tokens: [1, 2, 99], weights: [0, 1, 1] }];
    const step = two.supervisedStep(rows, adamDefaults);
    await expect(step).rejects.toBeInstanceOf(EngineError);
    await expect(two.supervisedStep(rows, adamDefaults)).rejects.toMatchObject({ code: 'badInput' });
    const good = [1, 2, 3, 4, 5].map((token) => ({ tokens: [token, token + 1], weights: [0, 1] }));
    const { loss } = await two.supervisedStep(good, adamDefaults);
    expect(loss).toBe((await (await pool(1)).supervisedStep(good, adamDefaults)).loss);
  });

  it.each([
    ['a shape without heads', { shape: { ...shape, heads: undefined }, training: 'full' }, /options\.shape\.heads/],
    ['an unknown option', { shape, training: 'full', speed: 2 }, /options\.speed/],
    ['a learning kind that does not exist', { shape, training: 'half' }, /options\.training/],
    ['nothing', null, /options/],
  ])('a replica refuses %s, naming it', async (_, options, message) => {
    const answer = await new Replica().create(options);
    expect(answer).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(message);
  });

  it('a replica refuses calls before it is created, damaged files and messages of another form', async () => {
    const replica = new Replica();
    expect(replica.trainedParameters()).toMatchObject({ ok: false, error: { code: 'notAvailable' } });
    await replica.create({ shape, training: 'full' });
    expect(replica.load('file')).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(replica.load(new Uint8Array(10))).toMatchObject({ ok: false, error: { name: 'WeightsFileError' } });
    expect(replica.sample([{ prompt: ['x'] }], 'policy')).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(replica.loadOptimizerState({ steps: 1 })).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(replica.supervisedShard([], 'many')).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(replica.initialise({ identity: [1], position: 0, spareNormal: null })).toMatchObject({ ok: false });
  });

  it('hands out model and optimizer, with which another pool goes on with the same bits', async () => {
    const rows = [1, 2, 3, 4, 5].map((token) => ({ tokens: [token, token + 1], weights: [0, 1] }));
    const one = await pool(1);
    for (let step = 0; step < 3; step++) await one.supervisedStep(rows, adamDefaults);
    const three = await pool(3);
    await three.load(encodeModelTensors(shape, await one.baseTensors(), 'float32'));
    await three.loadOptimizerState(await one.optimizerState());
    for (let step = 0; step < 2; step++) {
      expect(await three.supervisedStep(rows, adamDefaults)).toEqual(await one.supervisedStep(rows, adamDefaults));
    }
    expect(await three.baseTensors()).toEqual(await one.baseTensors());
    expect(await three.optimizerState()).toEqual(await one.optimizerState());
    const state = { ...(await one.optimizerState()), steps: -1 };
    await expect(three.loadOptimizerState(state)).rejects.toMatchObject({ code: 'badInput' });
  });

  it('loads a weights file into all replicas', async () => {
    const source = await pool(1);
    const two = await pool(2);
    const parameters = await source.trainedParameters();
    const tensors = [{ name: 'x', shape: [1], data: new Float32Array(1) }];
    const file = (metadata: Parameters<typeof encodeWeights>[0]['metadata']): Uint8Array =>
      encodeWeights({ kind: 'model', metadata, tensors }, 'float32');
    await expect(two.load(file({}))).rejects.toThrow('metadata.shape');
    await expect(two.load(file({ shape: { ...shape } }))).rejects.toThrow('tensor embedding is missing');
    expect(await two.trainedParameters()).toEqual(parameters);
  });

  it('refuses a model of another shape, and an adapter of other settings or for another model', async () => {
    const lora = { rank: 2, alpha: 4, rankStabilised: false };
    const one = await pool(1, lora);
    const model = encodeModelTensors(shape, await one.baseTensors(), 'float32');
    await one.load(model);
    const hash = decodeWeights(model).sha256;
    const source = await Engine.create({ shape, training: lora });
    source.initialise(RandomStream.root(5));
    await one.load(encodeAdapter(source, hash));
    await expect(one.load(encodeAdapter(source, '0'.repeat(64)))).rejects.toThrow('base: the adapter');
    const other = await Engine.create({ shape, training: { ...lora, alpha: 5 } });
    await expect(one.load(encodeAdapter(other, hash))).rejects.toThrow('lora.alpha: the adapter has 5, the engine 4');
    const shifted = encodeModelTensors({ ...shape, tokenShift: true }, await one.baseTensors(), 'float32');
    await expect(one.load(shifted)).rejects.toThrow('shape.tokenShift: the model has true, the engine false');
  });

  it('hands on the code of every error', async () => {
    const one = await pool(1, { rank: 2, alpha: 4, rankStabilised: false });
    await one.snapshotReference();
    const row = { prompt: [1], completion: [2], desirable: true };
    await expect(
      one.ktoStep([row], { beta: 0.1, desirableWeight: 1, undesirableWeight: 1 }, adamDefaults),
    ).rejects.toMatchObject({ name: 'KtoError', code: 'noMismatchedPair' });
  });
});

describe('a guarded replica', () => {
  it('ends a waiting call when its worker dies', async () => {
    const never = new Proxy({} as RemoteReplica, { get: () => () => new Promise(() => undefined) });
    let die: (error: Error) => void = () => undefined;
    const guarded = guardReplica(
      never,
      new Promise<never>((_, reject) => {
        die = reject;
      }),
    );
    const call = guarded.snapshotReference();
    die(new Error('the worker ended'));
    await expect(call).rejects.toThrow('the worker ended');
  });
});
