// Before the Node tests: bundles the replica's worker, because a worker thread does not go through Vitest.
import { bundleForNode } from '../../scripts/bundle-node.mjs';

export default async function setup(): Promise<void> {
  await bundleForNode({ replicaThread: 'src/threads/replicaThread.ts' }, 'node_modules/.cache/swayground-test');
}
