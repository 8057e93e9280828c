// Parameters in and out of the engine's memory, with LoRA's rank padding added and removed.
import { EngineError } from '../errors.ts';
import type { PlacedTensor, Region } from './plan.ts';
import type { Workspace } from './workspace.ts';

/** A tensor outside the engine: row-major, its own memory. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export function readTensors(space: Workspace, region: Region): NamedTensor[] {
  return region.tensors.map(({ name, shape, address, count }) => ({
    name,
    shape: [...shape],
    data: space.kernel.f32.slice(address / 4, address / 4 + count),
  }));
}

/** All values in the tensors' order, as one array. */
export function joined(tensors: readonly NamedTensor[]): Float32Array {
  const all = new Float32Array(tensors.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of tensors) {
    all.set(data, at);
    at += data.length;
  }
  return all;
}

/** Throws EngineError('badInput') unless the tensors are exactly the region's and finite; writes nothing then. */
export function writeTensors(space: Workspace, region: Region, tensors: readonly NamedTensor[]): void {
  const matched = match(tensors, region.tensors, ({ shape }) => shape);
  for (const [tensor, { data }] of matched) space.kernel.f32.set(data, tensor.address / 4);
}

/** The adapter without the padding of its rank: A [in, rank], B [rank, out]. */
export function readAdapter(space: Workspace, region: Region, rank: number): NamedTensor[] {
  return region.tensors.map((tensor) => {
    const shape = unpaddedShape(tensor, rank);
    const [rows = 0, columns = 0] = shape;
    const [, stored = 0] = tensor.shape;
    const data = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const start = tensor.address / 4 + row * stored;
      data.set(space.kernel.f32.subarray(start, start + columns), row * columns);
    }
    return { name: tensor.name, shape, data };
  });
}

export function writeAdapter(space: Workspace, region: Region, rank: number, tensors: readonly NamedTensor[]): void {
  const matched = match(tensors, region.tensors, (tensor) => unpaddedShape(tensor, rank));
  for (const [tensor, { data }] of matched) {
    const [rows = 0, columns = 0] = unpaddedShape(tensor, rank);
    const [, stored = 0] = tensor.shape;
    space.kernel.f32.fill(0, tensor.address / 4, tensor.address / 4 + tensor.count);
    for (let row = 0; row < rows; row++) {
      space.kernel.f32.set(data.subarray(row * columns, (row + 1) * columns), tensor.address / 4 + row * stored);
    }
  }
}

function unpaddedShape({ name, shape }: PlacedTensor, rank: number): readonly number[] {
  const [rows = 0, columns = 0] = shape;
  return name.endsWith('.loraA') ? [rows, rank] : [rank, columns];
}

function match(
  tensors: readonly NamedTensor[],
  expected: readonly PlacedTensor[],
  shapeOf: (tensor: PlacedTensor) => readonly number[],
): [PlacedTensor, NamedTensor][] {
  const byName = new Map<string, NamedTensor>();
  for (const tensor of tensors) {
    if (byName.has(tensor.name)) throw new EngineError('badInput', `tensor ${tensor.name} is given twice`);
    byName.set(tensor.name, tensor);
  }
  const pairs = expected.map((place): [PlacedTensor, NamedTensor] => {
    const tensor = byName.get(place.name);
    if (!tensor) throw new EngineError('badInput', `tensor ${place.name} is missing`);
    byName.delete(place.name);
    const shape = shapeOf(place);
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== shape.reduce((a, b) => a * b, 1)) {
      throw new EngineError(
        'badInput',
        `tensor ${place.name} has shape [${tensor.shape.join()}], not [${shape.join()}]`,
      );
    }
    if (!tensor.data.every((value) => Number.isFinite(value))) {
      throw new EngineError('badInput', `tensor ${place.name} holds a value that is not finite`);
    }
    return [place, tensor];
  });
  const [extra] = byName.keys();
  if (extra !== undefined) throw new EngineError('badInput', `tensor ${extra} does not belong to this model`);
  return pairs;
}
