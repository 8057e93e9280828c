import { linearNames, type ModelShape } from '../transformer/shape.ts';
import { type AdamState, adamUpdate, globalNorm } from './adam.ts';
import { causalAttention, lookUp, placeTokens, runLayers, type Scope } from './graph.ts';
import { type Jax, type JaxDevice, named, type Tensor, type Tensors } from './load.ts';
import { type KtoInputs, ktoLoss, supervisedLoss, targetLogProbs } from './losses.ts';

/** What the traced programs are made for. */
export interface Setup {
  readonly jax: Jax;
  readonly shape: ModelShape;
  readonly device: JaxDevice;
  /** Factor of (x A) B; undefined when every parameter is trained. */
  readonly adapterScale: number | undefined;
}

/** Token ids and their targets, both [rows, length] int32. */
// Type aliases below, for the library's trees.
export type Sequences = { tokens: Tensor; targets: Tensor };

/** The names of every linear weight, in storage order. */
function linearWeights(shape: ModelShape): string[] {
  const layers = Array.from({ length: shape.layers }, (_, layer) => `layer.${String(layer)}`);
  return layers.flatMap((prefix) => linearNames(shape).map((linear) => `${prefix}.${linear}`));
}

function loraNames(linear: string): readonly [a: string, b: string] {
  return [`${linear}.loraA`, `${linear}.loraB`];
}

export function scopeOf(setup: Setup, parameters: Tensors, adapter: Tensors | undefined): Scope {
  const { numpy } = setup.jax;
  const scale = setup.adapterScale;
  const weight = (name: string): Tensor => named(parameters, name).ref;
  const linear = (x: Tensor, name: string): Tensor => {
    if (adapter === undefined || scale === undefined) return numpy.matmul(x, weight(name));
    // On the side: as one effective weight W + AB the backward pass would compute all of dW.
    const [a, b] = loraNames(name);
    const low = numpy.matmul(x.ref, named(adapter, a).ref).mul(scale);
    return numpy.matmul(x, weight(name)).add(numpy.matmul(low, named(adapter, b).ref));
  };
  return { ...setup, weight, linear };
}

/** Log-probability of each target, [rows * length], from embedded tokens. */
function forward(
  scope: Scope,
  embedded: Tensor,
  targets: Tensor,
  rows: number,
  length: number,
  headBias?: Tensor,
): Tensor {
  const x = placeTokens(scope, embedded, rows, length);
  const hidden = runLayers(scope, x, causalAttention(scope, rows, length));
  return targetLogProbs(scope, hidden, targets.reshape([rows * length]), headBias);
}

/** A loss of the policy's log-probabilities, and what else of it is to be reported. */
type LossOf = (logProbs: Tensor) => [loss: Tensor, report: Tensors];
export type LossAndGradients = { loss: Tensor; report: Tensors; gradients: Tensors; unused: Tensor[] };

/** [rows, length] of a batch being traced. */
function sizeOf(tokens: Tensor): readonly [number, number] {
  const [rows = 0, length = 0] = tokens.shape;
  return [rows, length];
}

function allParameterGradients(setup: Setup, parameters: Tensors, data: Sequences, lossOf: LossOf): LossAndGradients {
  const { jax, shape, device } = setup;
  const { numpy } = jax;
  const [rows, length] = sizeOf(data.tokens);
  const tokens = data.tokens.reshape([rows * length]);
  const embedded = lookUp(scopeOf(setup, parameters, undefined), tokens.ref);
  const run = (trained: Tensors, x: Tensor): [Tensor, Tensors] =>
    lossOf(forward(scopeOf(setup, trained, undefined), x, data.targets.ref, rows, length));
  const [[loss, report], [gradients, embeddedGradient]] = jax.valueAndGrad(run, { argnums: [0, 1], hasAux: true })(
    parameters,
    embedded,
  );
  // The look-up's own share, added by hand: jax-js 0.1.25 cannot compile the scatter that its gradient would be.
  const ids = numpy.arange(0, shape.vocabulary, 1, { dtype: numpy.int32, device });
  const oneHot = ids
    .reshape([-1, 1])
    .equal(tokens.reshape([1, -1]))
    .astype(numpy.float32);
  const fromLookUp = numpy.matmul(oneHot, embeddedGradient);
  const embedding = named(gradients, 'embedding').add(fromLookUp);
  return { loss, report, gradients: { ...gradients, embedding }, unused: [] };
}

function adapterGradients(
  setup: Setup,
  adapter: Tensors,
  base: Tensors,
  headBias: Tensor,
  data: Sequences,
  lossOf: LossOf,
): LossAndGradients {
  const [rows, length] = sizeOf(data.tokens);
  const tokens = data.tokens.reshape([rows * length]);
  const run = (trained: Tensors, bias: Tensor): [Tensor, Tensors] => {
    const scope = scopeOf(setup, base, trained);
    return lossOf(forward(scope, lookUp(scope, tokens.ref), data.targets.ref, rows, length, bias));
  };
  const [[loss, report], [gradients, biasGradient]] = setup.jax.valueAndGrad(run, { argnums: [0, 1], hasAux: true })(
    adapter,
    headBias,
  );
  // Returned, though nobody reads it, so that it isn't pruned: see targetLogProbs.
  return { loss, report, gradients, unused: [biasGradient] };
}

/** What is differentiated: parameters or adapter; the other arrays stay as they are. */
export type Frozen = { base: Tensors; headBias: Tensor };

function gradientsOf(
  setup: Setup,
  trained: Tensors,
  frozen: Frozen,
  data: Sequences,
  lossOf: LossOf,
): LossAndGradients {
  return setup.adapterScale === undefined
    ? allParameterGradients(setup, trained, data, lossOf)
    : adapterGradients(setup, trained, frozen.base, frozen.headBias, data, lossOf);
}

export type SupervisedInputs = Sequences & { weights: Tensor };
export type KtoStepInputs = Sequences & { kto: KtoInputs };

function supervisedLossOf({ jax }: Setup, inputs: SupervisedInputs): LossOf {
  return (logProbs) => [supervisedLoss(jax, logProbs, inputs.weights.ref), {}];
}

function ktoLossOf({ jax }: Setup, { kto }: KtoStepInputs): LossOf {
  return (logProbs) => {
    const { loss, logRatios } = ktoLoss(jax, logProbs, jax.tree.ref(kto));
    return [loss, { logRatios }];
  };
}

export type StepOutputs = AdamState & { loss: Tensor; report: Tensors; norm: Tensor; unused: Tensor[] };

/** The compiled programs of one model. Each is compiled when it is first called with arrays of new sizes. */
export function createPrograms(setup: Setup) {
  const { jax } = setup;
  const { numpy } = jax;

  const step = (state: AdamState, result: LossAndGradients, scalars: Tensor): StepOutputs => {
    const norm = globalNorm(jax, result.gradients);
    const next = adamUpdate(jax, state, result.gradients, norm.ref, scalars);
    return { ...next, loss: result.loss, report: result.report, norm, unused: result.unused };
  };

  return {
    supervisedGradients: jax.jit((trained: Tensors, frozen: Frozen, inputs: SupervisedInputs) =>
      gradientsOf(setup, trained, frozen, inputs, supervisedLossOf(setup, inputs)),
    ),
    supervisedStep: jax.jit((state: AdamState, frozen: Frozen, inputs: SupervisedInputs, scalars: Tensor) => {
      const trained = jax.tree.ref(state.parameters);
      return step(state, gradientsOf(setup, trained, frozen, inputs, supervisedLossOf(setup, inputs)), scalars);
    }),
    ktoGradients: jax.jit((trained: Tensors, frozen: Frozen, inputs: KtoStepInputs) =>
      gradientsOf(setup, trained, frozen, inputs, ktoLossOf(setup, inputs)),
    ),
    ktoStep: jax.jit((state: AdamState, frozen: Frozen, inputs: KtoStepInputs, scalars: Tensor) => {
      const trained = jax.tree.ref(state.parameters);
      return step(state, gradientsOf(setup, trained, frozen, inputs, ktoLossOf(setup, inputs)), scalars);
    }),
    logProbs: jax.jit((parameters: Tensors, { tokens, targets }: Sequences) => {
      const [rows, length] = sizeOf(tokens);
      const scope = scopeOf(setup, parameters, undefined);
      const embedded = lookUp(scope, tokens.reshape([rows * length]));
      return forward(scope, embedded, targets, rows, length);
    }),
    /** Base and adapter as plain weights: W + scale A B. */
    merge: jax.jit((base: Tensors, adapter: Tensors): Tensors => {
      const merged: Tensors = { ...base };
      for (const name of linearWeights(setup.shape)) {
        const [a, b] = loraNames(name);
        const product = numpy.matmul(named(adapter, a), named(adapter, b));
        merged[name] = named(base, name).add(product.mul(setup.adapterScale ?? 0));
      }
      return merged;
    }),
  };
}

export type Programs = ReturnType<typeof createPrograms>;
