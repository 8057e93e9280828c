import { Arena, rowBytes } from '../kernel/arena.ts';
import { createKernel } from '../kernel/kernel.ts';
import type { Kernel } from '../kernel/kernel.ts';
import {
  headRows,
  hiddenWidth,
  loraSpecs,
  makeStrides,
  paddedRank,
  placeLayerBuffers,
  placeLike,
  placeRegion,
  placeWeightSet,
} from './plan.ts';
import type { AdapterPlan, LayerBuffers, PlanOptions, Region, Strides, WeightSet } from './plan.ts';
import { fillRotaryAngles } from './rotary.ts';
import { checkShape, linearSize, tensorSpecs } from './shape.ts';
import type { LinearName, ModelShape } from './shape.ts';

/** Key/value pages: one cache for all layers, or the scratch of one layer during training. */
export interface PagePlan {
  readonly pages: number;
  /** Bytes from one head to the next, from one page to the next, from one layer to the next; for keys and for values. */
  readonly headBytes: number;
  readonly pageStride: number;
  readonly layerBytes: number;
  readonly keys: number;
  readonly values: number;
}

/** What training adds: gradients, moments, the backward pass's buffers. */
export interface TrainingPlan {
  readonly trainable: Region;
  readonly gradient: Region;
  /** Sum of the gradients of several shards. */
  readonly total: Region;
  readonly firstMoment: Region;
  readonly secondMoment: Region;
  /** Gradient of the embedding as a table of inputs, kept apart from that of the head until the end; 0 for LoRA. */
  readonly inputEmbedding: number;
  /** What a Muon step works on: two matrices of the largest size, two squares of its shorter side. Empty for LoRA. */
  readonly muon: Readonly<Record<'direction' | 'product' | 'gram' | 'square', number>>;
  readonly dResidual: number;
  readonly dContext: number;
  readonly dQkv: number;
  readonly dHidden: number;
  readonly dActivation: number;
  readonly dNormed: number;
  readonly lowRankInput: number;
  readonly lowRankOutput: number;
  readonly backwardLayers: readonly Record<LinearName, number>[];
  /** Embedding as panels, for the gradient of the head's input. */
  readonly headBackward: number;
  readonly attentionScratch: number;
  readonly pages: PagePlan;
}

/** One engine's memory: every address that the forward, backward and sampling code uses. Allocated once. */
export interface Workspace {
  readonly kernel: Kernel;
  readonly shape: ModelShape;
  readonly options: PlanOptions;
  readonly strides: Strides;
  readonly headDim: number;
  readonly attentionScale: number;
  readonly byteLength: number;
  readonly base: Region;
  readonly adapter: Region | null;
  readonly adapters: readonly AdapterPlan[];
  /** Scale of A B; 0 without LoRA. */
  readonly adapterScale: number;
  /** `base` differs from `policy` only where training is `lora`. */
  readonly sets: { readonly base: WeightSet; readonly policy: WeightSet; readonly reference: WeightSet | null };
  /** Copy of the base parameters that the reference of full training reads; null otherwise. */
  readonly referenceParameters: Region | null;
  readonly referenceHead: number;
  readonly angles: number;
  readonly layers: readonly LayerBuffers[];
  /** Residual stream after the last layer. */
  readonly final: number;
  readonly tokens: number;
  readonly positions: number;
  /** Per row the token before it, -1 at the beginning of a sequence. */
  readonly before: number;
  readonly rowIndices: number;
  readonly targets: number;
  readonly rowWeights: number;
  readonly logProbs: number;
  readonly headInput: number;
  readonly headNormed: number;
  readonly headScales: number;
  readonly dHeadNormed: number;
  readonly dHeadInput: number;
  readonly logits: number;
  readonly jobs: number;
  readonly tables: number;
  readonly tableLength: number;
  /** Page table of a training pass. */
  readonly trainingTable: number;
  /** Buffers of passes that can wait for their backward pass, each to be used in place of the workspace's own. */
  readonly keptPasses: readonly PassBuffers[];
  readonly cache: PagePlan;
  readonly scores: number;
  readonly scratch: number;
  readonly mergeScratch: number;
  readonly training: TrainingPlan | null;
}

/** What a pass leaves for its backward pass. */
export type PassBuffers = Pick<
  Workspace,
  'layers' | 'tokens' | 'positions' | 'before' | 'rowIndices' | 'targets' | 'headInput' | 'headNormed' | 'headScales'
>;

/** The buffers of a pass from its row `row` and its target `target` on. */
export function passFrom({ strides, shape }: Workspace, pass: PassBuffers, row: number, target: number): PassBuffers {
  const { width, qkv, hidden, activation } = strides;
  return {
    layers: pass.layers.map((layer) => ({
      input: layer.input + row * width,
      attentionScales: layer.attentionScales + row * 4,
      attentionNormed: layer.attentionNormed + row * width,
      qkv: layer.qkv + row * qkv,
      context: layer.context + row * width,
      stats: layer.stats + row * shape.heads * 8,
      middle: layer.middle + row * width,
      mlpScales: layer.mlpScales + row * 4,
      mlpNormed: layer.mlpNormed + row * width,
      hidden: layer.hidden + row * hidden,
      activation: layer.activation + row * activation,
    })),
    tokens: pass.tokens + row * 4,
    positions: pass.positions + row * 4,
    before: pass.before + row * 4,
    rowIndices: pass.rowIndices + target * 4,
    targets: pass.targets + target * 4,
    headInput: pass.headInput + target * width,
    headNormed: pass.headNormed + target * width,
    headScales: pass.headScales + target * 4,
  };
}

/** Rows that a transposed product packs at a time; the kernel's sumBlock. */
const packedRows = 128;

/** Plans and allocates. Throws ShapeError for an impossible shape and RangeError where memory cannot be had. */
export function createWorkspace(module: WebAssembly.Module, options: PlanOptions, adapterScale: number): Workspace {
  const { shape, training, maxTokens: rows } = options;
  checkShape(shape);
  const arena = new Arena();
  const lora = training === 'lora';
  const full = training === 'full';
  const strides = makeStrides(shape, lora ? options.loraRank : 0);
  const { width, vocabulary } = shape;
  const headDim = width / shape.heads;
  const inner = Math.max(width, shape.hidden);
  const rank = lora ? paddedRank(options.loraRank) : 0;

  const base = placeRegion(arena, tensorSpecs(shape));
  const head = arena.floats(vocabulary * width);
  const baseSet = placeWeightSet(arena, shape, base, head);
  const policy = lora ? placeWeightSet(arena, shape, base, head) : baseSet;
  const referenceParameters = full ? placeLike(arena, base) : null;
  const referenceHead = full ? arena.floats(vocabulary * width) : head;
  const reference =
    training === 'none' ? null : placeWeightSet(arena, shape, referenceParameters ?? base, referenceHead);
  const adapter = lora ? placeRegion(arena, loraSpecs(shape, paddedRank(options.loraRank))) : null;
  const adapters = adapter ? placeAdapters(arena, shape, adapter, paddedRank(options.loraRank)) : [];

  const layerCount = training === 'none' ? 1 : shape.layers;
  const placePass = (): PassBuffers => ({
    layers: Array.from({ length: layerCount }, () => placeLayerBuffers(arena, shape, rows, strides)),
    tokens: arena.floats(rows),
    positions: arena.floats(rows),
    before: arena.floats(rows),
    rowIndices: arena.floats(rows),
    targets: arena.floats(rows),
    headInput: arena.bytes(rows * strides.width),
    headNormed: arena.bytes(rows * strides.width),
    headScales: arena.floats(rows),
  });
  const tableLength = Math.ceil(shape.context / 8);
  const plan = {
    shape,
    options,
    strides,
    headDim,
    attentionScale: Math.fround(1 / Math.sqrt(headDim)),
    base,
    adapter,
    adapters,
    adapterScale,
    sets: { base: baseSet, policy, reference },
    referenceParameters,
    referenceHead,
    angles: arena.floats(shape.context * headDim),
    ...placePass(),
    final: arena.bytes(rows * strides.width),
    rowWeights: arena.floats(rows),
    logProbs: arena.bytes(rows * 8),
    dHeadNormed: arena.bytes(rows * strides.width),
    dHeadInput: arena.bytes(rows * strides.width),
    logits: arena.bytes(headRows * strides.logits),
    jobs: arena.floats(4 * rows),
    tables: arena.floats(options.slots * tableLength),
    tableLength,
    // a branch's table begins with pages of its sequence
    trainingTable: arena.floats(2 * (Math.ceil(rows / 8) + 64)),
    keptPasses: Array.from({ length: options.keptPasses ?? 0 }, placePass),
    cache: placeCache(arena, shape, options.cachePages),
    scores: arena.bytes(4 * strides.scores),
    scratch: arena.floats(packedRows * (Math.max(vocabulary, inner) + Math.max(inner, rank))),
    mergeScratch: arena.floats(width * inner + rank * inner),
    training: training === 'none' ? null : placeTraining(arena, options, strides, adapter ?? base, full),
  };
  const kernel = createKernel(module, arena.byteLength);
  if (shape.position === 'rotary') fillRotaryAngles(kernel.f32, plan.angles / 4, shape.context, headDim);
  return { kernel, byteLength: arena.byteLength, ...plan };
}

/** The cache: all heads' keys and values of a page side by side, so that what one sequence reads lies together. */
function placeCache(arena: Arena, shape: ModelShape, pages: number): PagePlan {
  const headBytes = 8 * (shape.width / shape.heads) * 4;
  const half = shape.heads * headBytes;
  const pageStride = 2 * half;
  const layerBytes = pages * pageStride;
  // a single row reads keys four pages at a time, so up to three pages behind the last
  const keys = arena.bytes(layerBytes * shape.layers + 3 * pageStride);
  return { pages, headBytes, pageStride, layerBytes, keys, values: keys + half };
}

/** One layer's pages during training: each head's pages in a row, so that its values are one matrix. */
function placeTrainingPages(arena: Arena, shape: ModelShape, pages: number): PagePlan {
  const pageStride = 8 * (shape.width / shape.heads) * 4;
  const headBytes = pages * pageStride;
  const layerBytes = headBytes * shape.heads;
  return { pages, headBytes, pageStride, layerBytes, keys: arena.bytes(layerBytes), values: arena.bytes(layerBytes) };
}

function placeAdapters(arena: Arena, shape: ModelShape, region: Region, rank: number): AdapterPlan[] {
  const plans: AdapterPlan[] = [];
  for (let i = 0; i + 1 < region.tensors.length; i += 2) {
    const a = region.tensors[i];
    const b = region.tensors[i + 1];
    const [, layer, linear] = /^layer\.(\d+)\.(\w+)\.loraA$/.exec(a?.name ?? '') ?? [];
    if (!a || !b || layer === undefined) throw new RangeError('LoRA tensors come in pairs');
    // the name was made from a LinearName by loraSpecs
    const size = linearSize(shape, linear as LinearName);
    plans.push({
      layer: Number(layer),
      linear: linear as LinearName,
      size,
      a,
      b,
      scaledA: arena.floats(size[0] * rank),
      scaledB: arena.floats(size[1] * rank),
    });
  }
  return plans;
}

function placeTraining(
  arena: Arena,
  options: PlanOptions,
  strides: Strides,
  trainable: Region,
  full: boolean,
): TrainingPlan {
  const { shape, maxTokens: rows } = options;
  const { width, hidden } = shape;
  const backwardLayers = Array.from({ length: shape.layers }, () => ({
    query: arena.floats(width * width),
    key: arena.floats(width * width),
    value: arena.floats(width * width),
    output: arena.floats(width * width),
    gate: shape.mlp === 'gated' ? arena.floats(width * hidden) : 0,
    up: arena.floats(width * hidden),
    down: arena.floats(width * hidden),
  }));
  const positions = Math.ceil(shape.context / 8) * 8;
  return {
    trainable,
    gradient: placeLike(arena, trainable),
    total: placeLike(arena, trainable),
    firstMoment: placeLike(arena, trainable),
    secondMoment: placeLike(arena, trainable),
    inputEmbedding: full ? arena.floats(shape.vocabulary * width) : 0,
    muon: {
      direction: arena.floats(full ? width * Math.max(width, hidden) : 0),
      product: arena.floats(full ? width * Math.max(width, hidden) : 0),
      gram: arena.floats(full ? width * width : 0),
      square: arena.floats(full ? width * width : 0),
    },
    dResidual: arena.bytes(rows * strides.width),
    dContext: arena.bytes(rows * strides.width),
    dQkv: arena.bytes(rows * strides.qkv),
    dHidden: arena.bytes(rows * rowBytes(hiddenWidth(shape))),
    dActivation: arena.bytes(rows * strides.activation),
    dNormed: arena.bytes(rows * strides.width),
    lowRankInput: arena.bytes(rows * strides.rank),
    lowRankOutput: arena.bytes(rows * strides.rank),
    backwardLayers,
    headBackward: arena.floats(shape.vocabulary * width),
    attentionScratch: arena.bytes(2 * shape.context * strides.scores + 2 * positions * (width / shape.heads) * 4),
    // a sequence's last page may be partly empty: room for as many sequences as fit with 8 tokens each and 64 more
    pages: placeTrainingPages(arena, shape, Math.ceil(rows / 8) + 64),
  };
}
