// npm run bench: installs and builds what is missing, bundles the benchmark as the site is bundled, and runs it.
import { join } from 'node:path';
import { installMissing, root, runNode, tools } from './steps.mjs';

const words = process.argv.slice(2);
// with --json standard output carries the object alone
if (words.includes('--json')) console.log = console.error;

if (!(await installMissing())) process.exit(1);
const kernels = await runNode([tools.kernels]);
if (!kernels.ok) {
  process.stderr.write(kernels.output);
  process.exit(1);
}
const { bundleForNode } = await import('./bundle-node.mjs');
const folder = join(root, 'node_modules/.cache/swayground-bench');
await bundleForNode(
  {
    main: join(root, 'test/bench/main.ts'),
    replicaThread: join(root, 'src/threads/replicaThread.ts'),
  },
  folder,
);
const { ok } = await runNode([join(folder, 'main.mjs'), ...words], { live: true });
process.exitCode = ok ? 0 : 1;
