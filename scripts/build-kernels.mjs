// Compiles the AssemblyScript kernels into src/engine/kernel/generated/kernelBytes.ts. Equal sources give equal bytes; an
// output made from the same sources, options and compiler version is left alone.
// Usage: node scripts/build-kernels.mjs [--source <entry.ts>] [--out <kernelBytes.ts>]
import asc from 'assemblyscript/asc';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

// Only plain SIMD128: relaxed SIMD gives other bits on other processors. The host creates the memory (env.memory) because it
// decides its size; it keeps the only handle.
const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  ...['--runtime', 'stub', '--enable', 'simd', '--use', 'abort='],
  ...['--importMemory', '--noExportMemory'],
];

/**
 * All .ts files below a folder, in a fixed order.
 * @param {string} folder
 * @returns {string[]}
 */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** @param {string} entry */
function sourceHash(entry) {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([asc.version, options, basename(entry)]));
  for (const path of sourceFiles(dirname(entry))) {
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    hash.update(JSON.stringify([path.slice(dirname(entry).length), text]));
  }
  return hash.digest('hex');
}

/**
 * @param {string} entry
 * @returns {Promise<Uint8Array>} the WebAssembly module
 */
async function compile(entry) {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error } = await asc.main(
    [basename(entry), '--baseDir', dirname(entry), '--outFile', 'kernel.wasm', ...options],
    {
      stdout: process.stdout,
      stderr: process.stderr,
      writeFile: (_name, contents) => {
        if (typeof contents === 'string') throw new Error('asc wrote text where a module was expected.');
        bytes = contents;
      },
    },
  );
  if (error !== null) throw error;
  if (bytes === undefined) throw new Error('asc reported success and wrote no module.');
  return bytes;
}

/**
 * @param {string} entry absolute path of the entry file; every .ts file beside and below it counts as a source
 * @param {string} output absolute path of the module to write
 */
async function buildKernels(entry, output) {
  if (!existsSync(entry)) throw new Error(`There are no kernel sources at ${entry}.`);
  const firstLine = `// Made by scripts/build-kernels.mjs from sources ${sourceHash(entry)}. Do not edit.\n`;
  if (existsSync(output) && readFileSync(output, 'utf8').startsWith(firstLine)) {
    console.log('Kernels are up to date.');
    return;
  }
  const bytes = await compile(entry);
  const base64 = Buffer.from(bytes).toString('base64');
  const text =
    firstLine +
    `export const kernelByteLength: number = ${String(bytes.length)};\n` +
    `export const kernelBase64: string =\n  '${base64}';\n`;
  mkdirSync(dirname(output), { recursive: true });
  // Written aside and renamed, so that a reader never sees half a file.
  const unfinished = `${output}.${randomBytes(8).toString('hex')}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, output);
  console.log(`Kernels: ${String(bytes.length)} bytes, ${String(gzipSync(bytes, { level: 9 }).length)} gzipped.`);
}

const { values } = parseArgs({
  options: {
    source: { type: 'string', default: join(root, 'src/engine/kernel/assembly/index.ts') },
    out: { type: 'string', default: join(root, 'src/engine/kernel/generated/kernelBytes.ts') },
  },
});

try {
  await buildKernels(resolve(values.source), resolve(values.out));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
