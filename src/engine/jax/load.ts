import type { numpy } from '@jax-js/jax';

/** The library's module. Its arrays are reference-counted: whoever is handed one owns it; `.ref` makes one more owner. */
export type Jax = typeof import('@jax-js/jax');
export type Tensor = numpy.Array;
// The library's trees must be type aliases with an index signature, not interfaces.
export type Tensors = Record<string, Tensor>;
/** Where jax-js keeps and computes arrays. */
export type JaxDevice = 'wasm' | 'webgpu';

let loading: Promise<Jax> | undefined;

/** The only door to jax-js: nothing of it is fetched before the first call. */
export function loadJax(): Promise<Jax> {
  loading ??= import('@jax-js/jax');
  return loading;
}

/** A batch or an option that jax-js can't be given; `code` says what is wrong with it. */
export class JaxError extends Error {
  override readonly name = 'JaxError';
  readonly code: 'badTensor' | 'badBatch' | 'badOption' | 'noDevice' | 'disposed';
  constructor(code: JaxError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The array of that name, without a new owner. */
export function named(tensors: Tensors, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new JaxError('badTensor', `there is no tensor ${name}`);
  return tensor;
}

export function mapTensors(tensors: Tensors, change: (tensor: Tensor, name: string) => Tensor): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)]));
}
