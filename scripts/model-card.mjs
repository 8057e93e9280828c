// npm run model-card: measures a model and writes its card. Installs, builds and bundles as scripts/pretrain.mjs does.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, root, runNode, tools } from './steps.mjs';

// standard output stays empty
console.log = console.error;

process.chdir(root);
if (!(await installMissing())) process.exit(1);
const kernels = await runNode([tools.kernels]);
if (!kernels.ok) {
  process.stderr.write(kernels.output);
  process.exit(1);
}
const { bundleForNode } = await import('./bundle-node.mjs');
const folder = join(root, 'node_modules/.cache/swayground-model-card');
await bundleForNode(
  {
    main: join(root, 'src/pretrain/card/main.ts'),
    replicaThread: join(root, 'src/pretrain/replicaThread.ts'),
  },
  folder,
);
await import(pathToFileURL(join(folder, 'main.mjs')).href);
