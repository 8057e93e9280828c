// Keeps the weight sets in step with the parameters: merges adapters, packs matrices into panels.
import type { AdapterPlan, Region, WeightSet } from './plan.ts';
import { paddedRank, tensorAddress } from './plan.ts';
import { linearNames, linearSize } from './shape.ts';
import type { LinearName } from './shape.ts';
import type { Workspace } from './workspace.ts';

/** Packs one linear weight (row-major at `source`) into its place in a set. */
function packLinear(space: Workspace, set: WeightSet, layer: number, linear: LinearName, source: number): void {
  const { kernel, shape } = space;
  const weights = set.layers[layer];
  if (!weights) throw new RangeError(`there is no layer ${String(layer)}`);
  const [rows, columns] = linearSize(shape, linear);
  const place = (): number => {
    switch (linear) {
      case 'query':
        return weights.qkv;
      case 'key':
        return weights.qkv + rows * columns * 4;
      case 'value':
        return weights.qkv + 2 * rows * columns * 4;
      case 'output':
        return weights.output;
      case 'gate':
        return weights.hidden;
      case 'up':
        return weights.hidden + (shape.mlp === 'gated' ? rows * columns * 4 : 0);
      case 'down':
        return weights.down;
    }
  };
  kernel.run.packPanels(place(), source, columns * 4, rows, columns);
  const backward = set === space.sets.policy ? space.training?.backwardLayers[layer] : undefined;
  if (backward) kernel.run.packPanelsTransposed(backward[linear], source, columns * 4, columns, rows);
}

function packHead(space: Workspace): void {
  const { kernel, shape, sets } = space;
  const row = shape.width * 4;
  kernel.run.packPanelsTransposed(sets.base.head, sets.base.embedding, row, shape.width, shape.vocabulary);
  if (space.training) {
    kernel.run.packPanels(space.training.headBackward, sets.base.embedding, row, shape.vocabulary, shape.width);
  }
}

/** Call after the base parameters changed: packs them, and the policy where it is the base plus an adapter. */
export function refreshBase(space: Workspace): void {
  const { shape, base, sets } = space;
  for (let layer = 0; layer < shape.layers; layer++) {
    for (const linear of linearNames(shape)) {
      packLinear(space, sets.base, layer, linear, tensorAddress(base, `layer.${String(layer)}.${linear}`));
    }
  }
  packHead(space);
  if (sets.policy !== sets.base) refreshAdapter(space);
}

/** Scale of an adapter: alpha / rank, or alpha / sqrt(rank) when rank-stabilised (arXiv 2312.03732). */
export function loraScale(rank: number, alpha: number, rankStabilised: boolean): number {
  return Math.fround(alpha / (rankStabilised ? Math.sqrt(rank) : rank));
}

/** Call after the adapter changed: the policy's weights become W + scale A B, and the scaled copies are renewed. */
export function refreshAdapter(space: Workspace): void {
  for (const adapter of space.adapters) mergeAdapter(space, adapter);
}

function mergeAdapter(space: Workspace, adapter: AdapterPlan): void {
  const { kernel, base, sets, mergeScratch, adapterScale } = space;
  const { run } = kernel;
  const [rows, columns] = adapter.size;
  const rank = paddedRank(space.options.loraRank);
  const source = tensorAddress(base, `layer.${String(adapter.layer)}.${adapter.linear}`);
  const merged = mergeScratch;
  const scaled = mergeScratch + rows * columns * 4;
  run.scaleInto(adapter.scaledA, adapter.a.address, adapterScale, rows * rank);
  run.scaleInto(scaled, adapter.b.address, adapterScale, rank * columns);
  run.packPanelsTransposed(adapter.scaledB, scaled, columns * 4, columns, rank);
  kernel.u8.copyWithin(merged, source, source + rows * columns * 4);
  run.gemm(merged, columns * 4, adapter.a.address, rank * 4, scaled, 32, columns * 4, rows, columns, rank, 1);
  packLinear(space, sets.policy, adapter.layer, adapter.linear, merged);
}

/** Makes the reference policy a copy of the policy as it is now. */
export function snapshotReference(space: Workspace): void {
  const { kernel, sets, referenceParameters, base, shape } = space;
  if (!sets.reference) return;
  kernel.u8.copyWithin(sets.reference.panels, sets.policy.panels, sets.policy.panels + sets.policy.panelBytes);
  if (referenceParameters) {
    copyRegion(space, referenceParameters, base);
    const bytes = shape.vocabulary * shape.width * 4;
    kernel.u8.copyWithin(space.referenceHead, sets.policy.head, sets.policy.head + bytes);
  }
}

export function copyRegion(space: Workspace, to: Region, from: Region): void {
  space.kernel.u8.copyWithin(to.address, from.address, from.address + from.count * 4);
}
