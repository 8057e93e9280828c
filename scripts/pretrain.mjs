// npm run pretrain: installs and builds what is missing, bundles the program as the site is bundled, and runs it in this
// very process, so that a signal reaches it and it may write its checkpoint.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, root, runNode, tools } from './steps.mjs';

// standard output carries the record of the training alone
console.log = console.error;

process.chdir(root);
if (!(await installMissing())) process.exit(1);
const kernels = await runNode([tools.kernels]);
if (!kernels.ok) {
  process.stderr.write(kernels.output);
  process.exit(1);
}
const { bundleForNode } = await import('./bundle-node.mjs');
// not the folder of the checkpoints: bundling empties it
const folder = join(root, 'node_modules/.cache/swayground-pretrain-program');
await bundleForNode(
  {
    main: join(root, 'src/pretrain/main.ts'),
    replicaThread: join(root, 'src/pretrain/replicaThread.ts'),
  },
  folder,
);
await import(pathToFileURL(join(folder, 'main.mjs')).href);
