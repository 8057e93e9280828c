/** What a browser may lack that the engine can't do without. */
export type MissingFeature = 'noWorker' | 'noWebAssembly' | 'noSimd';

/** A module with one function, () -> v128, whose body is `v128.const 0`. */
const simdModule = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x16, 0x01, 0x14, 0x00, 0xfd, 0x0c, ...new Array<number>(16).fill(0), 0x0b],
]);

/** The first thing this browser lacks, or null. */
export function missingFeature(): MissingFeature | null {
  if (!('Worker' in globalThis)) return 'noWorker';
  if (!('WebAssembly' in globalThis)) return 'noWebAssembly';
  return WebAssembly.validate(simdModule) ? null : 'noSimd';
}
