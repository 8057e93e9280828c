// Who may import whom. The longest path that fits a file decides its row; a file without a row fails the test.

interface PackageRule {
  readonly name: string;
  /** True: only `import('...')`, so that the package is fetched when it is needed and not before. */
  readonly dynamicOnly?: boolean;
}

export interface Row {
  /** A folder, or a single file. */
  readonly path: string;
  /** Rows it may import, besides itself. A row's path includes everything below it, rows of their own too. */
  readonly imports: readonly string[];
  /** Rows it may import types from with `import type`, besides those above. */
  readonly typeImports?: readonly string[];
  readonly packages?: readonly PackageRule[];
  /** True: `node:` modules may be imported. */
  readonly node?: boolean;
  /** Rows whose worker files it may start with `new URL('...', import.meta.url)`. */
  readonly starts?: readonly string[];
}

const valibot = { name: 'valibot' };
const hashes = { name: '@noble/hashes' };
const comlink = { name: 'comlink' };
const visx = [{ name: '@visx/group' }, { name: '@visx/shape' }, { name: 'd3-scale' }];
const react = [{ name: 'react' }, { name: 'react-dom' }];

const everythingBelowThePage = [
  ...['src/core', 'src/engine', 'src/models', 'src/learners', 'src/corpus', 'src/roles', 'src/environments'],
  ...['src/experiments', 'src/evaluation', 'src/facts'],
];

export const importTable: readonly Row[] = [
  { path: 'src/core', imports: [] },
  { path: 'src/ambient', imports: [] },

  { path: 'src/engine', imports: ['src/core'], packages: [valibot, hashes] },
  {
    path: 'src/engine/jax',
    imports: ['src/engine', 'src/core'],
    packages: [{ name: '@jax-js/jax', dynamicOnly: true }],
  },
  { path: 'src/engine/kernel/assembly', imports: [] },
  // the one place that chooses between the CPU path and jax-js, which it fetches only then
  { path: 'src/engine/backend.ts', imports: ['src/engine', 'src/core', 'src/engine/jax'] },

  { path: 'src/environments', imports: ['src/core'] },
  { path: 'src/models', imports: ['src/core', 'src/engine', 'src/roles'], packages: [valibot] },
  // roles as chat messages, whichever engine answers
  { path: 'src/models/chat', imports: ['src/core', 'src/roles'], typeImports: ['src/models'] },
  // roles played by several models
  { path: 'src/models/mixed', imports: [], typeImports: ['src/models', 'src/roles'] },
  {
    path: 'src/models/openai',
    imports: ['src/models/chat'],
    packages: [valibot],
  },
  {
    path: 'src/models/webllm',
    imports: ['src/models/chat'],
    typeImports: ['src/models'],
    packages: [{ name: '@mlc-ai/web-llm', dynamicOnly: true }, valibot],
  },
  // all models but the built-in one: which there are, which are loaded
  {
    path: 'src/models/shelf',
    imports: ['src/models/chat', 'src/models/openai', 'src/models/webllm'],
    packages: [valibot],
  },
  { path: 'src/roles', imports: ['src/core'] },
  { path: 'src/learners', imports: ['src/core', 'src/engine', 'src/models'], typeImports: ['src/roles'] },
  // a stored adapter of logits, a stored memory is checked
  {
    path: 'src/learners/logit',
    imports: ['src/core', 'src/learners'],
    typeImports: ['src/models', 'src/roles'],
    packages: [valibot],
  },
  {
    path: 'src/learners/memory',
    imports: ['src/learners'],
    typeImports: ['src/core', 'src/models', 'src/roles'],
    packages: [valibot],
  },
  {
    path: 'src/learners/tabular',
    imports: ['src/core', 'src/learners', 'src/corpus'],
    typeImports: ['src/models', 'src/roles', 'src/environments'],
    packages: [valibot],
  },
  // the corpus teaches the very layout that the roles ask in
  { path: 'src/corpus', imports: ['src/core', 'src/environments', 'src/roles'] },
  {
    path: 'src/evaluation',
    imports: ['src/core', 'src/corpus', 'src/environments', 'src/roles'],
    typeImports: ['src/models'],
  },
  {
    path: 'src/experiments',
    imports: ['src/core', 'src/environments', 'src/roles', 'src/corpus', 'src/evaluation'],
    typeImports: ['src/models', 'src/learners'],
    packages: [valibot, hashes],
  },

  {
    path: 'src/runFile',
    // exports have the very messages that an agent was sent
    imports: ['src/core', 'src/environments', 'src/experiments', 'src/models/chat'],
    typeImports: ['src/evaluation', 'src/roles'],
    packages: [valibot],
  },

  // what the page is told of a run: worker and player of recordings share it
  {
    path: 'src/facts',
    imports: ['src/core', 'src/evaluation', 'src/experiments'],
    typeImports: ['src/environments', 'src/roles'],
    packages: [valibot],
  },

  // a run as one page with a reader in it
  { path: 'src/handout', imports: ['src/facts'], typeImports: ['src/experiments'], packages: [valibot] },

  // runs on file as the page shows them
  {
    path: 'src/recordings',
    imports: ['src/core', 'src/facts', 'src/experiments', 'src/runFile'],
    packages: [valibot],
  },

  // what command line and simulation worker need for a run on the built-in model
  {
    path: 'src/runDeps.ts',
    imports: ['src/experiments', 'src/learners', 'src/models'],
    typeImports: ['src/engine'],
  },

  // files of a model, files written whole, files of lines
  { path: 'src/disk', imports: [], node: true },
  // engine replicas in Node's worker threads
  { path: 'src/threads', imports: ['src/engine'], packages: [comlink], node: true },
  {
    path: 'src/pretrain',
    imports: [
      ...['src/core', 'src/corpus', 'src/engine', 'src/environments', 'src/models', 'src/roles', 'src/evaluation'],
      'src/disk',
      'src/threads',
    ],
    packages: [valibot],
    node: true,
  },
  {
    path: 'src/cli',
    imports: [
      ...everythingBelowThePage,
      'src/runDeps.ts',
      'src/link',
      'src/ownUsers',
      'src/runFile',
      'src/recordings',
      'src/disk',
      'src/threads',
    ],
    packages: [valibot],
    node: true,
  },

  {
    path: 'src/link',
    imports: ['src/core', 'src/experiments'],
    packages: [valibot, { name: 'fflate' }],
  },
  {
    // what a stored row may hold is what the loop makes: no second list of it here
    path: 'src/storage',
    imports: ['src/core', 'src/evaluation', 'src/experiments'],
    typeImports: ['src/learners'],
    packages: [valibot, { name: 'idb' }],
  },
  {
    // what the page asks of stored runs, answered in a worker: it lays out what models read with the very functions of their requests
    path: 'src/archive',
    imports: [
      ...['src/core', 'src/environments', 'src/evaluation', 'src/experiments', 'src/roles', 'src/storage'],
      ...['src/learners/memory', 'src/models/chat', 'src/models/mixed'],
    ],
  },
  {
    // what is asked of a run's stored policies, answered in a worker: rows and prompts are those of the loop itself
    path: 'src/policies',
    imports: [
      ...['src/core', 'src/corpus', 'src/engine', 'src/environments', 'src/evaluation', 'src/experiments'],
      ...['src/learners', 'src/models', 'src/roles', 'src/storage'],
    ],
    typeImports: ['src/archive'],
    packages: [valibot],
  },
  {
    // users of a person's own: files, what is pasted, the paper's format
    path: 'src/ownUsers',
    imports: ['src/core', 'src/environments', 'src/experiments'],
    packages: [valibot, { name: 'yaml', dynamicOnly: true }],
  },
  // the site in the browser's caches: its service worker, and what that and pages say to each other
  { path: 'src/offline', imports: [], packages: [valibot] },
  {
    path: 'src/session',
    imports: [
      ...['src/core', 'src/environments', 'src/experiments', 'src/evaluation', 'src/facts', 'src/offline'],
      ...[
        'src/handout',
        'src/link',
        'src/ownUsers',
        'src/runFile',
        'src/storage',
        'src/session/models',
        'workers/protocol.ts',
      ],
    ],
    typeImports: ['src/archive', 'src/models', 'src/policies', 'src/recordings'],
    // valibot checks what workers report
    packages: [comlink, valibot, { name: 'zustand' }],
    starts: ['workers'],
  },
  {
    // what the page asks about WebLLM's models and servers; fetched when they are
    path: 'src/session/models',
    imports: ['src/models', 'workers/protocol.ts'],
    typeImports: ['src/experiments'],
    packages: [comlink, valibot],
  },
  {
    path: 'src/ui',
    imports: [
      ...['src/session', 'src/core', 'src/experiments', 'src/evaluation', 'src/facts', 'src/handout'],
      'src/ownUsers',
    ],
    typeImports: [
      ...['src/archive', 'src/environments', 'src/link', 'src/models', 'src/policies', 'src/roles', 'src/storage'],
      'workers/protocol.ts',
    ],
    packages: [...react, ...visx, { name: 'zustand' }, { name: 'qr' }],
  },
  // the page's language, then the page
  { path: 'src/start.ts', imports: ['src/ui', 'src/main.tsx'] },
  {
    path: 'src/main.tsx',
    imports: [...everythingBelowThePage, 'src/link', 'src/storage', 'src/session', 'src/ui', 'workers/protocol.ts'],
    packages: [...react, comlink],
    starts: ['workers'],
  },

  {
    path: 'workers/protocol.ts',
    imports: [],
    // the page is told what is stored as storage has it
    typeImports: [
      ...['src/core', 'src/engine', 'src/experiments', 'src/models', 'src/evaluation', 'src/facts'],
      ...['src/storage', 'src/recordings'],
    ],
  },
  {
    path: 'workers',
    imports: [
      ...everythingBelowThePage,
      ...['src/runDeps.ts', 'src/runFile', 'src/recordings', 'src/storage', 'src/archive', 'src/policies'],
      'src/offline',
      'workers/protocol.ts',
    ],
    // fflate reads compressed run files: browsers themselves stop behind the first of their members
    packages: [comlink, hashes, { name: 'fflate' }],
  },
];
