import type { LoraOptions, StepReport } from '../engine.ts';
import type { AdamOptions } from '../training/optimizer.ts';
import { loraSpecs } from '../transformer/plan.ts';
import { checkShape, type ModelShape, tensorSpecs } from '../transformer/shape.ts';
import { adamScalars, type AdamState } from './adam.ts';
import type { KtoBatch, TokenBatch } from './batch.ts';
import {
  putFloats,
  putKto,
  putSequences,
  putSupervised,
  putTensors,
  readFloats,
  readTensors,
  type TensorValues,
} from './inputs.ts';
import { type Jax, type JaxDevice, JaxError, loadJax, mapTensors, named, type Tensor, type Tensors } from './load.ts';
import {
  createPrograms,
  type Frozen,
  type LossAndGradients,
  type Programs,
  type Setup,
  type StepOutputs,
} from './programs.ts';
import { createSampler, type JaxSampler, type SamplerSizes } from './sampler.ts';

export interface JaxLora extends LoraOptions {
  /** A [in, rank] and B [rank, out] of every linear weight. */
  readonly tensors: TensorValues;
}

export interface JaxModelOptions {
  readonly shape: ModelShape;
  readonly device: JaxDevice;
  /** Every tensor of `tensorSpecs(shape)`. */
  readonly tensors: TensorValues;
  /** Given: the base is frozen and only the adapter is trained. */
  readonly lora?: JaxLora;
}

export interface KtoStepReport extends StepReport {
  /** Policy minus reference, summed over each row's completion. */
  readonly logRatios: Float32Array;
}

export interface GradientReport {
  readonly loss: number;
  /** Of every trained tensor, by name. */
  readonly gradients: Map<string, Float32Array>;
}

/** The transformer of `shape` on jax-js: gradient oracle of the tests, rival of the benchmark, and the WebGPU path. */
export interface JaxModel {
  /** One step of AdamW on the weighted mean negative log-likelihood. */
  supervisedStep(batch: TokenBatch, options: AdamOptions): Promise<StepReport>;
  /** One step of AdamW on the KTO loss. */
  ktoStep(batch: KtoBatch, options: AdamOptions): Promise<KtoStepReport>;
  /** Supervised loss and its gradients; changes nothing. */
  gradients(batch: TokenBatch): Promise<GradientReport>;
  /** KTO loss and its gradients, z0 held fixed; changes nothing. */
  ktoGradients(batch: KtoBatch): Promise<GradientReport>;
  /** Log-probability of each target, [rows][length]; weights are not read. 'base' leaves the adapter out. */
  logProbs(batch: TokenBatch, policy?: 'adapted' | 'base'): Promise<Float32Array>;
  sampler(sizes: SamplerSizes): JaxSampler;
  /** The trained tensors. */
  trained(): Promise<Map<string, Float32Array>>;
  /** Frees every array. The model can't be used afterwards. */
  dispose(): void;
}

/** Loads jax-js and builds the model. Throws a {@link JaxError}: `noDevice`, or what is wrong with the options. */
export async function createJaxModel({ shape, device, tensors, lora }: JaxModelOptions): Promise<JaxModel> {
  checkShape(shape);
  const jax = await loadJax();
  await startDevice(jax, device);
  const base = putTensors({ jax, device }, tensors, tensorSpecs(shape));
  if (lora === undefined) return new Model({ jax, shape, device, adapterScale: undefined }, base, {});
  const { rank, alpha, rankStabilised } = lora;
  const adapterScale = alpha / (rankStabilised ? Math.sqrt(rank) : rank);
  const adapter = putTensors({ jax, device }, lora.tensors, loraSpecs(shape, rank));
  return new Model({ jax, shape, device, adapterScale }, adapter, base);
}

async function startDevice(jax: Jax, device: JaxDevice): Promise<void> {
  const available = await jax.init(device).catch((cause: unknown) => {
    // Where there is no navigator at all, jax-js throws a ReferenceError.
    throw new JaxError('noDevice', `jax-js could not start ${device}: ${String(cause)}`);
  });
  if (!available.includes(device)) throw new JaxError('noDevice', `jax-js has no ${device} device here`);
}

class Model implements JaxModel {
  readonly #setup: Setup;
  readonly #programs: Programs;
  readonly #frozen: Frozen;
  readonly #samplers = new Set<JaxSampler>();
  #state: AdamState;
  #steps = 0;
  /** Base and adapter in one, until the adapter changes. */
  #merged: Tensors | undefined;
  #disposed = false;

  constructor(setup: Setup, trained: Tensors, base: Tensors) {
    const { jax, shape, device } = setup;
    const zeros = (): Tensors => mapTensors(trained, (tensor) => jax.numpy.zeros(tensor.shape, { device }));
    this.#setup = setup;
    this.#programs = createPrograms(setup);
    this.#frozen = { base, headBias: jax.numpy.zeros([shape.vocabulary], { device }) };
    this.#state = { parameters: trained, m: zeros(), v: zeros() };
  }

  async supervisedStep(batch: TokenBatch, options: AdamOptions): Promise<StepReport> {
    this.#checkAlive();
    const inputs = putSupervised(this.#setup, batch);
    const scalars = this.#adamScalars(options);
    return this.#finishStep(this.#programs.supervisedStep(this.#state, this.#frozenRef(), inputs, scalars));
  }

  async ktoStep(batch: KtoBatch, options: AdamOptions): Promise<KtoStepReport> {
    this.#checkAlive();
    const inputs = putKto(this.#setup, batch);
    const scalars = this.#adamScalars(options);
    const outputs = this.#programs.ktoStep(this.#state, this.#frozenRef(), inputs, scalars);
    const report = await this.#finishStep(outputs);
    return { ...report, logRatios: await readFloats(named(outputs.report, 'logRatios')) };
  }

  async gradients(batch: TokenBatch): Promise<GradientReport> {
    this.#checkAlive();
    const inputs = putSupervised(this.#setup, batch);
    return this.#readGradients(this.#programs.supervisedGradients(this.#trainedRef(), this.#frozenRef(), inputs));
  }

  async ktoGradients(batch: KtoBatch): Promise<GradientReport> {
    this.#checkAlive();
    const inputs = putKto(this.#setup, batch);
    return this.#readGradients(this.#programs.ktoGradients(this.#trainedRef(), this.#frozenRef(), inputs));
  }

  async logProbs(batch: TokenBatch, policy: 'adapted' | 'base' = 'adapted'): Promise<Float32Array> {
    this.#checkAlive();
    const sequences = putSequences(this.#setup, this.#setup.shape, batch);
    const isBase = policy === 'base' && this.#setup.adapterScale !== undefined;
    const weights = isBase ? this.#setup.jax.tree.ref(this.#frozen.base) : this.#plainWeights();
    return readFloats(this.#programs.logProbs(weights, sequences));
  }

  sampler(sizes: SamplerSizes): JaxSampler {
    this.#checkAlive();
    const inner = createSampler(this.#setup, sizes, () => this.#plainWeights());
    const sampler: JaxSampler = {
      sample: (request) => {
        this.#checkAlive();
        return inner.sample(request);
      },
      dispose: () => {
        if (this.#samplers.delete(sampler)) inner.dispose();
      },
    };
    this.#samplers.add(sampler);
    return sampler;
  }

  async trained(): Promise<Map<string, Float32Array>> {
    this.#checkAlive();
    return readTensors(this.#trainedRef());
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#forgetMerged();
    for (const sampler of this.#samplers) sampler.dispose();
    this.#setup.jax.tree.dispose(this.#state);
    this.#setup.jax.tree.dispose(this.#frozen);
    for (const program of Object.values(this.#programs)) program.dispose();
  }

  /** Takes over the new state and reads the report. The old state was consumed by the program. */
  async #finishStep(outputs: StepOutputs): Promise<StepReport> {
    const { parameters, m, v, loss, norm, unused } = outputs;
    this.#state = { parameters, m, v };
    this.#steps += 1;
    this.#forgetMerged();
    for (const tensor of unused) tensor.dispose();
    const [[lossValue = NaN], [gradientNorm = NaN]] = await Promise.all([readFloats(loss), readFloats(norm)]);
    return { loss: lossValue, gradientNorm };
  }

  async #readGradients({ loss, report, gradients, unused }: LossAndGradients): Promise<GradientReport> {
    for (const tensor of [...Object.values(report), ...unused]) tensor.dispose();
    const [lossValue = NaN] = await readFloats(loss);
    return { loss: lossValue, gradients: await readTensors(gradients) };
  }

  /** Weights that need no adapter beside them, with an owner more. */
  #plainWeights(): Tensors {
    const { jax, adapterScale } = this.#setup;
    if (adapterScale === undefined) return this.#trainedRef();
    this.#merged ??= this.#programs.merge(jax.tree.ref(this.#frozen.base), this.#trainedRef());
    return jax.tree.ref(this.#merged);
  }

  #forgetMerged(): void {
    this.#setup.jax.tree.dispose(this.#merged);
    this.#merged = undefined;
  }

  #trainedRef(): Tensors {
    return this.#setup.jax.tree.ref(this.#state.parameters);
  }

  #frozenRef(): Frozen {
    return this.#setup.jax.tree.ref(this.#frozen);
  }

  #adamScalars(options: AdamOptions): Tensor {
    return putFloats(this.#setup, adamScalars(options, this.#steps + 1));
  }

  #checkAlive(): void {
    if (this.#disposed) throw new JaxError('disposed', 'the model was disposed');
  }
}
