import { rowBytes } from '../kernel/arena.ts';
import type { Arena } from '../kernel/arena.ts';
import { elementCount, linearNames, linearSize } from './shape.ts';
import type { LinearName, ModelShape, TensorSpec } from './shape.ts';

/** What an engine must have room for. */
export interface PlanOptions {
  readonly shape: ModelShape;
  /** `full`: all parameters are trained. `lora`: only adapters. `none`: the model is only run. */
  readonly training: 'none' | 'full' | 'lora';
  /** LoRA rank; read only where training is `lora`. */
  readonly loraRank: number;
  /** Most tokens computed together; larger batches are divided. At least the context. */
  readonly maxTokens: number;
  /** Most sequences in the key/value cache at once. */
  readonly slots: number;
  /** Pages of 8 positions in the key/value cache. */
  readonly cachePages: number;
  /** Passes whose activations can wait for their backward pass; none where absent. */
  readonly keptPasses?: number;
}

export interface PlacedTensor extends TensorSpec {
  readonly address: number;
  readonly count: number;
}

/** A contiguous run of tensors, each padded to a cache line; the padding is and stays zero. */
export interface Region {
  readonly address: number;
  /** Number of floats including padding. */
  readonly count: number;
  readonly tensors: readonly PlacedTensor[];
}

/** Addresses of one layer's weights as the forward pass reads them: matrices as panels of 8 columns. */
export interface LayerWeights {
  readonly attentionNorm: number;
  readonly qkv: number;
  readonly output: number;
  readonly mlpNorm: number;
  /** up, or gate and up side by side. */
  readonly hidden: number;
  readonly down: number;
}

/** A complete set of weights to run the model with. */
export interface WeightSet {
  readonly embedding: number;
  /** 0 where positions are rotary. */
  readonly position: number;
  readonly layers: readonly LayerWeights[];
  readonly finalNorm: number;
  /** Embedding transposed, as panels. */
  readonly head: number;
  /** Start and size in bytes of the linear weights' panels, laid out alike in every set. */
  readonly panels: number;
  readonly panelBytes: number;
}

/** Buffers for one layer's activations, `maxTokens` rows each. */
export interface LayerBuffers {
  readonly input: number;
  readonly attentionScales: number;
  readonly attentionNormed: number;
  readonly qkv: number;
  readonly context: number;
  readonly stats: number;
  readonly middle: number;
  readonly mlpScales: number;
  readonly mlpNormed: number;
  readonly hidden: number;
  readonly activation: number;
}

export interface AdapterPlan {
  readonly layer: number;
  readonly linear: LinearName;
  readonly size: readonly [number, number];
  /** A [in, rank] and B [rank, out], the rank padded to a multiple of 8 with zeros. */
  readonly a: PlacedTensor;
  readonly b: PlacedTensor;
  /** Copies times alpha / rank (or alpha / sqrt rank): A row-major, B transposed as panels. */
  readonly scaledA: number;
  readonly scaledB: number;
}

export interface Strides {
  readonly width: number;
  readonly qkv: number;
  readonly hidden: number;
  readonly activation: number;
  readonly rank: number;
  readonly scores: number;
  readonly logits: number;
}

/** Rows of logits computed together. */
export const headRows = 128;

export function paddedRank(rank: number): number {
  return Math.ceil(rank / 8) * 8;
}

/** Lays tensors out one after the other. */
export function placeRegion(arena: Arena, specs: readonly TensorSpec[]): Region {
  const start = arena.floats(0);
  const tensors = specs.map((spec) => {
    const count = elementCount(spec);
    return { ...spec, count, address: arena.floats(count) };
  });
  return { address: start, count: (arena.byteLength - start) / 4, tensors };
}

/** The same layout at another place: for gradients, optimizer moments and copies. */
export function placeLike(arena: Arena, region: Region): Region {
  const address = arena.floats(region.count);
  const tensors = region.tensors.map((t) => ({ ...t, address: t.address - region.address + address }));
  return { address, count: region.count, tensors };
}

export function tensorAddress(region: Region, name: string): number {
  const tensor = region.tensors.find((t) => t.name === name);
  if (!tensor) throw new RangeError(`there is no tensor named ${name}`);
  return tensor.address;
}

export function loraSpecs(shape: ModelShape, rank: number): TensorSpec[] {
  const specs: TensorSpec[] = [];
  for (let layer = 0; layer < shape.layers; layer++) {
    for (const linear of linearNames(shape)) {
      const [rows, columns] = linearSize(shape, linear);
      specs.push({ name: `layer.${String(layer)}.${linear}.loraA`, shape: [rows, rank] });
      specs.push({ name: `layer.${String(layer)}.${linear}.loraB`, shape: [rank, columns] });
    }
  }
  return specs;
}

/** Allocates the panels of the linear weights; norms, embedding and head are those given. */
export function placeWeightSet(arena: Arena, shape: ModelShape, parameters: Region, head: number): WeightSet {
  const { width } = shape;
  const hiddenColumns = hiddenWidth(shape);
  const panels = arena.floats(0);
  const layers = Array.from({ length: shape.layers }, (_, layer) => ({
    attentionNorm: tensorAddress(parameters, `layer.${String(layer)}.attentionNorm`),
    qkv: arena.floats(3 * width * width),
    output: arena.floats(width * width),
    mlpNorm: tensorAddress(parameters, `layer.${String(layer)}.mlpNorm`),
    hidden: arena.floats(width * hiddenColumns),
    down: arena.floats(shape.hidden * width),
  }));
  return {
    embedding: tensorAddress(parameters, 'embedding'),
    position: shape.position === 'learned' ? tensorAddress(parameters, 'position') : 0,
    layers,
    finalNorm: tensorAddress(parameters, 'finalNorm'),
    head,
    panels,
    panelBytes: arena.byteLength - panels,
  };
}

/** Columns of the MLP's first product: hidden, twice that where it is gated. */
export function hiddenWidth(shape: ModelShape): number {
  return shape.mlp === 'gated' ? 2 * shape.hidden : shape.hidden;
}

export function placeLayerBuffers(arena: Arena, shape: ModelShape, rows: number, strides: Strides): LayerBuffers {
  return {
    input: arena.bytes(rows * strides.width),
    attentionScales: arena.floats(rows),
    attentionNormed: arena.bytes(rows * strides.width),
    qkv: arena.bytes(rows * strides.qkv),
    context: arena.bytes(rows * strides.width),
    stats: arena.floats(rows * shape.heads * 2),
    middle: arena.bytes(rows * strides.width),
    mlpScales: arena.floats(rows),
    mlpNormed: arena.bytes(rows * strides.width),
    hidden: arena.bytes(rows * strides.hidden),
    activation: arena.bytes(rows * strides.activation),
  };
}

export function makeStrides(shape: ModelShape, rank: number): Strides {
  return {
    width: rowBytes(shape.width),
    qkv: rowBytes(3 * shape.width),
    hidden: rowBytes(hiddenWidth(shape)),
    activation: rowBytes(shape.hidden),
    rank: paddedRank(rank) * 4,
    // room for three pages more than there are: single rows are computed four pages at a time
    scores: (Math.ceil(shape.context / 8) * 8 + 24) * 4,
    logits: rowBytes(shape.vocabulary),
  };
}
