// Before the Node tests: bundles the rollout worker, because a worker thread does not go through Vitest.
import { bundleForNode } from '../../scripts/bundle-node.mjs';

export default async function setup(): Promise<void> {
  await bundleForNode({ rolloutThread: 'test/support/rolloutThread.ts' }, 'node_modules/.cache/swayground-test');
}
