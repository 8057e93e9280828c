// Programs of the command line: installs and builds what is missing, bundles the program as the site is bundled, and
// runs it in this very process, so that signals reach it. Standard output belongs to the program.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeOwnFolder } from './ownFolder.mjs';
import { installMissing, root, runNode, tools } from './steps.mjs';

/**
 * @param {string} name begins that of the folder that it is bundled into
 * @param {Record<string, string>} entries `main` and others, without `.mjs`, to their sources below the root
 */
export async function runProgram(name, entries) {
  console.log = console.error;
  process.chdir(root);
  if (!(await installMissing())) process.exit(1);
  const kernels = await runNode([tools.kernels]);
  if (!kernels.ok) {
    process.stderr.write(kernels.output);
    process.exit(1);
  }
  const { bundleForNode } = await import('./bundle-node.mjs');
  // a run of days still starts the threads of the code that it began with, whatever is edited and started meanwhile
  const folder = makeOwnFolder(join(root, 'node_modules/.cache/swayground-programs'), name);
  const sources = Object.fromEntries(Object.entries(entries).map(([entry, path]) => [entry, join(root, path)]));
  await bundleForNode(sources, folder);
  await import(pathToFileURL(join(folder, 'main.mjs')).href);
}
