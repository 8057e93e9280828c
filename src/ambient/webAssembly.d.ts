// The part of the WebAssembly JavaScript interface that the engine uses. The standard declares it in the DOM and WebWorker
// libraries only, and the engine is compiled without either, so that `window` or `self` cannot slip in.
// Programs with one of those libraries never include this file: there the library's own declaration answers.

declare namespace WebAssembly {
  type ImportValue = ((...values: never[]) => unknown) | Memory | number;
  type Imports = Record<string, Record<string, ImportValue>>;

  class Module {
    constructor(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>);
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    /** Grows by `delta` pages of 64 KiB and returns the previous number of pages. Earlier views of `buffer` are detached. */
    grow(delta: number): number;
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Record<string, unknown>;
  }

  function compile(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function validate(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>): boolean;

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
}
