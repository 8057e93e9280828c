import { kernelBase64, kernelByteLength } from './generated/kernelBytes.ts';

/**
 * The functions of the WebAssembly kernels. Addresses and strides are in bytes, sizes in elements; what each does is
 * documented in `assembly/`.
 */
export interface KernelFunctions {
  readonly siluForward: (out: number, outRow: number, x: number, xRow: number, rows: number, hidden: number) => void;
  readonly siluBackward: (
    dx: number,
    dxRow: number,
    dOut: number,
    dOutRow: number,
    x: number,
    xRow: number,
    rows: number,
    hidden: number,
  ) => void;
  readonly gatedForward: (out: number, outRow: number, x: number, xRow: number, rows: number, hidden: number) => void;
  readonly gatedBackward: (
    dx: number,
    dxRow: number,
    dOut: number,
    dOutRow: number,
    x: number,
    xRow: number,
    rows: number,
    hidden: number,
  ) => void;
  readonly attend: (
    out: number,
    outRow: number,
    x: number,
    xRow: number,
    keys: number,
    values: number,
    headBytes: number,
    pageStride: number,
    jobs: number,
    count: number,
    heads: number,
    headDim: number,
    scale: number,
    scores: number,
    scoreRow: number,
    stats: number,
  ) => void;
  readonly attendBackward: (
    dx: number,
    dxRow: number,
    dOut: number,
    dOutRow: number,
    out: number,
    outRow: number,
    x: number,
    xRow: number,
    length: number,
    heads: number,
    headDim: number,
    scale: number,
    stats: number,
    scratch: number,
    scoreRow: number,
  ) => void;
  readonly embedBefore: (
    x: number,
    xRow: number,
    before: number,
    embedding: number,
    rows: number,
    width: number,
  ) => void;
  readonly scatterShifted: (
    gradient: number,
    tokens: number,
    before: number,
    dx: number,
    dxRow: number,
    rows: number,
    width: number,
  ) => void;
  readonly embed: (
    x: number,
    xRow: number,
    tokens: number,
    positions: number,
    embedding: number,
    table: number,
    rows: number,
    width: number,
  ) => void;
  readonly scatterAdd: (
    gradient: number,
    indices: number,
    dx: number,
    dxRow: number,
    rows: number,
    width: number,
  ) => void;
  readonly scatterRows: (
    x: number,
    xRow: number,
    indices: number,
    from: number,
    fromRow: number,
    rows: number,
    width: number,
  ) => void;
  readonly gatherRows: (
    out: number,
    outRow: number,
    x: number,
    xRow: number,
    indices: number,
    rows: number,
    width: number,
  ) => void;
  readonly rotate: (
    x: number,
    xRow: number,
    positions: number,
    angles: number,
    rows: number,
    heads: number,
    headDim: number,
    direction: number,
  ) => void;
  readonly packPanels: (dst: number, src: number, srcRow: number, k: number, n: number) => void;
  readonly packPanelsTransposed: (dst: number, src: number, srcRow: number, k: number, n: number) => void;
  readonly gemm: (
    c: number,
    cRow: number,
    a: number,
    aRow: number,
    b: number,
    bPanel: number,
    bStep: number,
    m: number,
    n: number,
    k: number,
    accumulate: number,
  ) => void;
  readonly gemmTransposed: (
    c: number,
    cRow: number,
    a: number,
    aRow: number,
    b: number,
    bRow: number,
    m: number,
    p: number,
    q: number,
    scratch: number,
  ) => void;
  readonly crossEntropy: (
    logits: number,
    row: number,
    targets: number,
    weights: number,
    logProbs: number,
    rows: number,
    vocabulary: number,
  ) => number;
  readonly sampleRow: (
    x: number,
    vocabulary: number,
    temperature: number,
    minP: number,
    u: number,
    logProb: number,
    scratch: number,
  ) => number;
  readonly expArray: (out: number, x: number, count: number) => void;
  readonly log64: (x: number) => number;
  readonly normForward: (
    y: number,
    yRow: number,
    x: number,
    xRow: number,
    gain: number,
    scales: number,
    rows: number,
    width: number,
    epsilon: number,
  ) => void;
  readonly normBackward: (
    dx: number,
    dxRow: number,
    dy: number,
    dyRow: number,
    x: number,
    xRow: number,
    gain: number,
    gainGradient: number,
    scales: number,
    rows: number,
    width: number,
  ) => void;
  readonly firstBadScale: (scales: number, rows: number) => number;
  readonly sumSquares: (x: number, count: number) => number;
  readonly addInto: (y: number, x: number, count: number) => void;
  readonly scaleInto: (y: number, x: number, factor: number, count: number) => void;
  readonly adam: (
    p: number,
    gradient: number,
    m: number,
    v: number,
    count: number,
    gradientScale: number,
    rate: number,
    b1: number,
    b2: number,
    epsilon: number,
    decay: number,
    mCorrection: number,
    vCorrection: number,
  ) => void;
  readonly peakTile: (scratch: number, repeats: number) => void;
  readonly peakRegisters: (repeats: number) => number;
}

/** The compiled kernels, one memory, and typed views of it. The memory never grows, so the views stay valid. */
export interface Kernel {
  readonly run: KernelFunctions;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly u8: Uint8Array;
}

const pageBytes = 65536;
/** Most that one engine may take, in bytes. */
export const memoryLimit = 0x80000000 - pageBytes;

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the kernels once per realm. Rejects where WebAssembly SIMD is missing. */
export function compileKernel(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compile(decodeBase64(kernelBase64, kernelByteLength));
  return compiled;
}

/** Instantiates the kernels over a fresh memory of at least `bytes` bytes. Throws RangeError when it cannot be had. */
export function createKernel(module: WebAssembly.Module, bytes: number): Kernel {
  if (bytes > memoryLimit) {
    throw new RangeError(
      `the model needs ${String(Math.ceil(bytes / 1e6))} MB, more than the ${String(Math.floor(memoryLimit / 1e6))} MB of one engine`,
    );
  }
  const pages = Math.ceil(bytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return {
    // the module is ours and built from the sources that this interface describes
    run: instance.exports as unknown as KernelFunctions,
    f32: new Float32Array(memory.buffer),
    f64: new Float64Array(memory.buffer),
    i32: new Int32Array(memory.buffer),
    u8: new Uint8Array(memory.buffer),
  };
}

function decodeBase64(text: string, byteLength: number): Uint8Array<ArrayBuffer> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const values = new Map(Array.from(alphabet).map((letter, index) => [letter, index]));
  const bytes = new Uint8Array(byteLength);
  let bits = 0;
  let pending = 0;
  let at = 0;
  for (const letter of text) {
    const value = values.get(letter);
    if (value === undefined) break;
    bits = ((bits << 6) | value) & 0xffffff;
    pending += 6;
    if (pending >= 8) {
      pending -= 8;
      bytes[at++] = (bits >> pending) & 0xff;
    }
  }
  return bytes;
}
