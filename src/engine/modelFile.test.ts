import { describe, expect, it } from 'vitest';
import { RandomStream } from '../core/rng/index.ts';
import { Engine } from './engine.ts';
import { createFromModel, encodeAdapter, encodeModel, loadAdapterFile } from './modelFile.ts';
import { adamDefaults } from './training/optimizer.ts';
import type { ModelShape } from './transformer/shape.ts';
import { encodeWeights, WeightsFileError } from './weights/index.ts';

const shape: ModelShape = {
  vocabulary: 32,
  context: 16,
  width: 16,
  layers: 1,
  heads: 2,
  hidden: 24,
  mlp: 'gated',
  position: 'rotary',
};
const lora = { rank: 3, alpha: 6, rankStabilised: false };
const request = [{ prompt: [1, 2, 3], completions: [[4, 5, 6]] }];

async function modelFile(): Promise<Uint8Array> {
  const engine = await Engine.create({ shape, training: 'none' });
  engine.initialise(RandomStream.root(1));
  return encodeModel(engine, 'float32');
}

/** An engine on that model whose adapter has been trained a little. */
async function trainedAdapter(file: Uint8Array): Promise<{ engine: Engine; hash: string }> {
  const made = await createFromModel(file, { training: lora });
  made.engine.resetAdapter(RandomStream.root(2));
  const rows = [{ tokens: [1, 2, 3, 4], weights: [0, 1, 1, 1] }];
  for (let step = 0; step < 3; step++) made.engine.supervisedStep(rows, { ...adamDefaults, learningRate: 0.05 });
  return made;
}

describe('model and adapter files', () => {
  it('give back the same model and the same adapted policy', async () => {
    const file = await modelFile();
    const { engine, hash } = await trainedAdapter(file);
    const again = await createFromModel(file, { training: lora });
    expect(again.hash).toBe(hash);
    expect(again.engine.shape).toEqual(shape);
    expect(again.engine.logProbs(request, 'base')).toEqual(engine.logProbs(request, 'base'));
    expect(again.engine.logProbs(request, 'policy')).not.toEqual(engine.logProbs(request, 'policy'));
    loadAdapterFile(again.engine, encodeAdapter(engine, hash), hash);
    expect(again.engine.logProbs(request, 'policy')).toEqual(engine.logProbs(request, 'policy'));
  });

  it('refuse an adapter for another base or with other settings, and leave the policy as it was', async () => {
    const file = await modelFile();
    const { engine, hash } = await trainedAdapter(file);
    const before = engine.trainedParameters();
    expect(() => {
      loadAdapterFile(engine, encodeAdapter(engine, 'a'.repeat(64)), hash);
    }).toThrow(/^base: the adapter was trained on aaaaaaaaaaaa/);
    const wider = await createFromModel(file, { training: { ...lora, alpha: 12 } });
    expect(() => {
      loadAdapterFile(wider.engine, encodeAdapter(engine, hash), hash);
    }).toThrow('lora.alpha: the adapter has 6, the engine 12');
    expect(engine.trainedParameters()).toEqual(before);
  });

  it('refuse each other, a file without a shape, and one that is cut off', async () => {
    const file = await modelFile();
    const { engine, hash } = await trainedAdapter(file);
    await expect(createFromModel(encodeAdapter(engine, hash), { training: 'none' })).rejects.toThrow('not a model');
    expect(() => {
      loadAdapterFile(engine, file, hash);
    }).toThrow('not an adapter');
    const shapeless = encodeWeights({ kind: 'model', metadata: {}, tensors: engine.baseTensors() }, 'float32');
    await expect(createFromModel(shapeless, { training: 'none' })).rejects.toThrow(/^metadata\.shape/);
    await expect(createFromModel(file.subarray(0, 200), { training: 'none' })).rejects.toThrow(WeightsFileError);
  });
});
