import type { RandomStream } from '../../core/rng/index.ts';
import type { PlacedTensor } from './plan.ts';
import type { Workspace } from './workspace.ts';

/** Normal weights of standard deviation 0.02, as in GPT-2; those that end in the residual stream / sqrt(2 layers). */
export function fillBase(space: Workspace, stream: RandomStream): void {
  const { layers } = space.shape;
  for (const tensor of space.base.tensors) {
    if (tensor.shape.length === 1) {
      space.kernel.f32.fill(1, tensor.address / 4, tensor.address / 4 + tensor.count);
    } else {
      const intoResidual = tensor.name.endsWith('.output') || tensor.name.endsWith('.down');
      const deviation = 0.02 / (intoResidual ? Math.sqrt(2 * layers) : 1);
      fillNormal(space, tensor, tensor.shape[1] ?? 0, deviation, stream.child(tensor.name));
    }
  }
}

/** A normal with standard deviation 1 / sqrt(in), B zero. Padding of the rank stays zero. */
export function fillAdapter(space: Workspace, rank: number, stream: RandomStream): void {
  for (const { a, b } of space.adapters) {
    const deviation = 1 / Math.sqrt(a.shape[0] ?? 1);
    fillNormal(space, a, rank, deviation, stream.child(a.name));
    space.kernel.f32.fill(0, b.address / 4, b.address / 4 + b.count);
  }
}

function fillNormal(
  space: Workspace,
  tensor: PlacedTensor,
  columns: number,
  deviation: number,
  stream: RandomStream,
): void {
  const [rows = 0, stored = 0] = tensor.shape;
  const { f32 } = space.kernel;
  for (let row = 0; row < rows; row++) {
    const start = tensor.address / 4 + row * stored;
    for (let column = 0; column < stored; column++) {
      f32[start + column] = column < columns ? stream.normal() * deviation : 0;
    }
  }
}
