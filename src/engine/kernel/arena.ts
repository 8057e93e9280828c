/** Lays out memory before it exists: hands out addresses, then says how many bytes are needed. */
export class Arena {
  // address 0 stays free: the kernels take it for "absent"
  #next = 64;

  /** Address of `count` zero-initialised float32 (or int32), aligned to a cache line. */
  floats(count: number): number {
    return this.bytes(count * 4);
  }

  bytes(count: number): number {
    const address = this.#next;
    this.#next += Math.ceil(count / 64) * 64;
    return address;
  }

  get byteLength(): number {
    return this.#next;
  }
}

/** Bytes of a row of `width` floats, padded so that rows do not all fall on the same cache sets. */
export function rowBytes(width: number): number {
  return width * 4 + (width % 64 === 0 ? 64 : 0);
}
