import { checkTokens } from './batch.ts';
import {
  type Attend,
  causalAttention,
  headLogits,
  lookUp,
  placeTokens,
  rotaryAngles,
  rotate,
  runLayers,
  type Scope,
  swapHalves,
} from './graph.ts';
import { readWholeNumbers } from './inputs.ts';
import { JaxError, type Tensor, type Tensors } from './load.ts';
import { scopeOf, type Setup } from './programs.ts';

export interface SamplerSizes {
  readonly batchSize: number;
  /** Tokens of every prompt, at least 1. */
  readonly promptLength: number;
  readonly newTokens: number;
}

export interface SampleRequest {
  /** [batchSize][promptLength]. */
  readonly prompts: Int32Array;
  /** [newTokens][batchSize], each from 0 up to but not 1: all the randomness there is. */
  readonly uniforms: Float32Array;
  /** Above 0. */
  readonly temperature: number;
}

export interface JaxSampler {
  /** Samples with the model's present parameters; gives [batchSize][newTokens]. */
  sample(request: SampleRequest): Promise<Int32Array>;
  dispose(): void;
}

/** Keys and values of every layer, each [cached positions, batchSize * width]. An alias, for the library's trees. */
type Cache = { keys: Tensor[]; values: Tensor[] };

/** Tokens to be fed and, where the model's shape asks for them, those before them; both [batchSize]. For the library's trees. */
type Fed = { tokens: Tensor; before?: Tensor };

/** The cache grows by so many positions at a time; each size is compiled once. */
const growth = 16;

function roundUp(positions: number): number {
  return Math.ceil(positions / growth) * growth;
}

/** Keys and values of all but the last token of every prompt, padded with zeros. */
function prefill(setup: Setup, parameters: Tensors, tokens: Tensor): Cache {
  const { jax, shape } = setup;
  const [batchSize = 0, length = 0] = tokens.shape;
  const scope = scopeOf(setup, parameters, undefined);
  const cache: Cache = { keys: [], values: [] };
  const attend = causalAttention(scope, batchSize, length, (key, value) => {
    cache.keys.push(key);
    cache.values.push(value);
  });
  const embedded = placeTokens(scope, lookUp(scope, tokens.reshape([batchSize * length])), batchSize, length);
  runLayers(scope, embedded, attend).dispose();
  const store = (x: Tensor): Tensor =>
    jax.numpy.pad(
      x
        .reshape([batchSize, length, shape.width])
        .transpose([1, 0, 2])
        .reshape([length, batchSize * shape.width]),
      { 0: [0, roundUp(length) - length] },
    );
  return { keys: cache.keys.map(store), values: cache.values.map(store) };
}

/** Attention of one new position to the cache, into which its key and value are written first. */
function cachedAttention(scope: Scope, cache: Cache, position: Tensor, next: Cache): Attend {
  const { jax, shape, device } = scope;
  const { numpy } = jax;
  const { heads, width } = shape;
  const headDim = width / heads;
  const [cached = 0, rowSize = 0] = cache.keys[0]?.shape ?? [];
  const batchSize = rowSize / width;
  const positions = numpy.arange(0, cached, 1, { dtype: numpy.int32, device });
  const isHere = positions.ref.equal(position.ref).reshape([cached, 1]);
  const isSeen = positions.lessEqual(position.ref).reshape([1, 1, cached]);
  const turn = (x: Tensor): Tensor => {
    if (shape.position !== 'rotary') return x;
    const angles = rotaryAngles(scope, cached).slice(position.ref);
    return rotate(scope, x.reshape([batchSize, heads, headDim]), angles);
  };
  // jax-js cannot write into an array in place; positions outermost makes the rewriting a plain copy.
  const write = (past: Tensor | undefined, fresh: Tensor): Tensor => {
    if (past === undefined) throw new JaxError('badTensor', 'the cache has fewer layers than the model');
    return numpy.where(isHere.ref, fresh.reshape([1, rowSize]), past);
  };
  const byHead = (x: Tensor): Tensor => x.reshape([cached, batchSize, heads, headDim]).transpose([1, 2, 0, 3]);
  return (layer, query, key, value) => {
    const keys = write(cache.keys[layer], turn(key));
    const values = write(cache.values[layer], value);
    next.keys.push(keys.ref);
    next.values.push(values.ref);
    const queries = turn(query).reshape([batchSize, heads, 1, headDim]);
    const scores = numpy.sum(queries.mul(byHead(keys)), -1).mul(1 / Math.sqrt(headDim));
    const masked = numpy.where(isSeen.ref, scores, -1e30);
    const raised = numpy.exp(masked.ref.sub(numpy.max(masked, -1, { keepdims: true })));
    const total = numpy.sum(raised.ref, -1, { keepdims: true });
    const shares = raised.mul(numpy.reciprocal(total)).reshape([batchSize, heads, 1, cached]);
    return numpy.matmul(shares, byHead(values)).reshape([batchSize, width]);
  };
}

/** Largest divisor of `vocabulary` up to 32: tokens in a block of the cumulative sums. */
function blockSizeOf(vocabulary: number): number {
  let size = 32;
  while (vocabulary % size !== 0) size--;
  return size;
}

/**
 * The first token whose cumulative probability exceeds its row's uniform, [n] int32. Cumulative sums in two levels, blocks
 * of up to 32 tokens and then the blocks, each as a product with a triangle of ones.
 */
function drawTokens({ jax, shape, device }: Scope, logits: Tensor, uniforms: Tensor): Tensor {
  const { numpy } = jax;
  const { vocabulary } = shape;
  const blockSize = blockSizeOf(vocabulary);
  const blocks = vocabulary / blockSize;
  const upTo = (size: number): Tensor => numpy.transpose(numpy.tri(size, size, 0, { device }));
  const raised = numpy.exp(logits.ref.sub(numpy.max(logits, -1, { keepdims: true })));
  const inBlock = numpy.matmul(raised.reshape([-1, blocks, blockSize]), upTo(blockSize));
  const upToBlock = numpy.matmul(inBlock.ref.slice([], [], blockSize - 1), upTo(blocks));
  const goal = uniforms.mul(upToBlock.ref.slice([], blocks - 1)).reshape([-1, 1]);
  // Counted in float32: an integer sum of comparisons of floats does not compile in jax-js 0.1.25.
  const passed = upToBlock.ref.lessEqual(goal.ref);
  const block = numpy.minimum(numpy.sum(passed.ref.astype(numpy.float32), -1), blocks - 1);
  const before = numpy.max(numpy.where(passed, upToBlock, 0), -1, { keepdims: true });
  const ids = numpy.arange(0, blocks, 1, { dtype: numpy.float32, device }).reshape([1, blocks, 1]);
  const isBlock = ids.equal(block.ref.reshape([-1, 1, 1]));
  const within = numpy.sum(numpy.where(isBlock, inBlock, 0), 1).add(before);
  const inside = numpy.sum(within.lessEqual(goal).astype(numpy.float32), -1);
  const last = numpy.minimum(inside, blockSize - 1);
  return block.mul(blockSize).add(last).astype(numpy.int32);
}

export function createSampler(setup: Setup, sizes: SamplerSizes, parameters: () => Tensors): JaxSampler {
  const { jax, shape, device } = setup;
  const { numpy } = jax;
  const { batchSize, promptLength, newTokens } = sizes;
  const cached = promptLength + newTokens - 1;
  for (const [name, value] of Object.entries(sizes)) {
    if (!(Number.isInteger(value) && value > 0)) throw new JaxError('badOption', `${name} is ${String(value)}`);
  }
  if (cached > shape.context) {
    throw new JaxError('badOption', `${String(cached)} positions do not fit a context of ${String(shape.context)}`);
  }

  const fill = jax.jit((weights: Tensors, tokens: Tensor) => prefill(setup, weights, tokens));
  // scalars: position is int32, the inverse temperature float32.
  const decode = jax.jit(
    (weights: Tensors, cache: Cache, fed: Fed, position: Tensor, uniforms: Tensor, sharpness: Tensor) => {
      const scope = scopeOf(setup, weights, undefined);
      let embedded = lookUp(scope, fed.tokens);
      if (fed.before !== undefined) {
        const isThere = position.ref.greater(0).astype(numpy.float32);
        embedded = embedded.add(swapHalves(scope, lookUp(scope, fed.before)).mul(isThere));
      }
      if (shape.position === 'learned') embedded = embedded.add(scope.weight('position').slice(position.ref));
      const next: Cache = { keys: [], values: [] };
      const hidden = runLayers(scope, embedded, cachedAttention(scope, cache, position, next));
      return { cache: next, tokens: drawTokens(scope, headLogits(scope, hidden).mul(sharpness), uniforms) };
    },
  );

  const emptyRows = (): Tensor => numpy.zeros([growth, batchSize * shape.width], { device });
  const emptyCache = (): Cache => {
    const layers = Array.from({ length: shape.layers });
    return { keys: layers.map(emptyRows), values: layers.map(emptyRows) };
  };
  const grown = ({ keys, values }: Cache): Cache => {
    const grow = (x: Tensor): Tensor => numpy.concatenate([x, emptyRows()], 0);
    return { keys: keys.map(grow), values: values.map(grow) };
  };

  const columnsOf = (prompts: Int32Array, from: number, to: number): Int32Array<ArrayBuffer> =>
    Int32Array.from({ length: batchSize * (to - from) }, (_, index) => {
      const row = Math.floor(index / (to - from));
      return prompts[row * promptLength + from + (index % (to - from))] ?? 0;
    });

  return {
    async sample({ prompts, uniforms, temperature }) {
      checkTokens(shape, prompts);
      if (prompts.length !== batchSize * promptLength || uniforms.length !== batchSize * newTokens) {
        throw new JaxError('badBatch', 'prompts or uniforms do not fit the sizes of the sampler');
      }
      if (!(temperature > 0)) throw new JaxError('badOption', `temperature ${String(temperature)}`);
      const weights = parameters();
      const done = promptLength - 1;
      let cache = emptyCache();
      if (done > 0) {
        jax.tree.dispose(cache);
        const early = numpy.array(columnsOf(prompts, 0, done), { shape: [batchSize, done], device });
        cache = fill(jax.tree.ref(weights), early);
      }
      let tokens = numpy.array(columnsOf(prompts, done, promptLength), { device });
      // at position 0 nothing comes before: then any token does
      let before = numpy.array(columnsOf(prompts, Math.max(0, done - 1), Math.max(1, done)), { device });
      const columns: Tensor[] = [];
      for (let step = 0; step < newTokens; step++) {
        if ((done + step) % growth === 0 && done + step > 0) cache = grown(cache);
        const drawn = decode(
          jax.tree.ref(weights),
          cache,
          shape.tokenShift === true ? { tokens: tokens.ref, before } : { tokens: tokens.ref },
          numpy.array(done + step, { dtype: numpy.int32, device }),
          numpy.array(Float32Array.from(uniforms.subarray(step * batchSize, (step + 1) * batchSize)), { device }),
          numpy.array(1 / temperature, { dtype: numpy.float32, device }),
        );
        cache = drawn.cache;
        if (shape.tokenShift !== true) before.dispose();
        before = tokens;
        tokens = drawn.tokens;
        columns.push(tokens.ref);
        await tokens.blockUntilReady();
      }
      before.dispose();
      tokens.dispose();
      jax.tree.dispose(cache);
      jax.tree.dispose(weights);
      const drawnColumns = await Promise.all(columns.map(readWholeNumbers));
      return Int32Array.from({ length: batchSize * newTokens }, (_, index) => {
        const row = Math.floor(index / newTokens);
        return drawnColumns[index % newTokens]?.[row] ?? 0;
      });
    },
    dispose() {
      fill.dispose();
      decode.dispose();
    },
  };
}
