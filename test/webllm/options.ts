// What `npm run test:webllm` is asked for, and when it can't be run at all.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { readWords, UsageError } from '../../src/cli/usage.ts';
import { checkWords, isProgramCheck } from './checks.ts';
import type { ProgramCheck } from './checks.ts';

export const usage =
  'npm run test:webllm -- --library <model.wasm> --weights <folder> [--package <folder of @mlc-ai/web-llm>] [--only <check,check>]';

/** Nothing was tried: the message says what is missing. */
export class NotRunError extends Error {
  override readonly name = 'NotRunError';
}

export interface ProgramOptions {
  /** The package's entry, its folder and its version. */
  readonly package: { readonly entry: string; readonly version: string };
  /** A model's compiled library. */
  readonly library: string;
  /** Folder with mlc-chat-config.json, tokenizer.json, a manifest of weights, and the weights. */
  readonly weights: string;
  /** What to try once the model is loaded; null: everything. */
  readonly only: readonly ProgramCheck[] | null;
}

const manifests = ['tensor-cache.json', 'ndarray-cache.json'] as const;

const packageSchema = v.object({
  name: v.literal('@mlc-ai/web-llm'),
  version: v.string(),
  main: v.string(),
  module: v.optional(v.string()),
});

/** Throws UsageError for words that make no sense, NotRunError where something is missing. `installed`: the package's usual folder. */
export function readOptions(words: readonly string[], installed: string): ProgramOptions {
  const { values } = readWords(() =>
    parseArgs({
      args: [...words],
      options: {
        ...{ package: { type: 'string' }, library: { type: 'string' }, weights: { type: 'string' } },
        only: { type: 'string' },
      },
    }),
  );
  const { library, weights } = values;
  if (library === undefined) throw new NotRunError('no model library');
  if (!isFile(library)) throw new NotRunError(`no model library at ${library}`);
  if (weights === undefined) throw new NotRunError('no weights');
  const missing = [
    ...['mlc-chat-config.json', 'tokenizer.json'].filter((name) => !isFile(join(weights, name))),
    ...(manifests.some((name) => isFile(join(weights, name))) ? [] : [manifests.join(' or ')]),
  ];
  if (missing.length > 0) throw new NotRunError(`no weights at ${weights}: ${missing.join(', ')}`);
  return {
    package: packageAt(values.package ?? installed),
    ...{ library: resolve(library), weights: resolve(weights) },
    only: values.only === undefined ? null : checksIn(values.only),
  };
}

function checksIn(words: string): ProgramCheck[] {
  return words.split(',').map((name) => {
    if (!isProgramCheck(name)) throw new UsageError(`--only: ${name} is none of ${Object.keys(checkWords).join(', ')}`);
    return name;
  });
}

function packageAt(folder: string): ProgramOptions['package'] {
  const path = join(folder, 'package.json');
  if (!isFile(path)) throw new NotRunError(`no package at ${folder}`);
  const parsed = v.safeParse(packageSchema, JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new UsageError(`--package: ${folder} is not @mlc-ai/web-llm`);
  const { main, module, version } = parsed.output;
  return { entry: resolve(folder, module ?? main), version };
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
