// `npm start`: installs what is missing, builds the site and serves it on this machine until Ctrl+C.
// PORT chooses the first port to try; the next free one is taken.
import { installMissing, nodeFault, root, runNode, step, tools } from './steps.mjs';

const fault = nodeFault();
if (fault !== undefined) {
  console.error(fault);
  process.exit(1);
}

const ready =
  (await installMissing()) &&
  (await step('kernels', () => runNode([tools.kernels]))) &&
  (await step('build', () => runNode([tools.vite, 'build'])));
if (!ready) process.exit(1);

const { preview } = await import('vite');
const server = await preview({
  root,
  logLevel: 'warn',
  preview: { port: Number(process.env['PORT'] ?? 4173), strictPort: false, open: false },
});
const address = server.resolvedUrls?.local[0];
if (address === undefined) throw new Error('The server started without a local address.');
console.log(`\nSwayground is at ${address}  (Ctrl+C ends it)`);
