// The bare kernels over a memory of their own, for tests that call single functions.
import { compileKernel, createKernel, type Kernel } from '../../src/engine/kernel/kernel.ts';

export interface KernelMemory extends Kernel {
  /** Address of a copy of the values as float32, or of that many zeros; aligned to 64 bytes. */
  readonly floats: (values: ArrayLike<number> | number) => number;
  readonly ints: (values: readonly number[]) => number;
  readonly read: (address: number, count: number) => Float32Array;
  /** Everything handed out so far is free again. */
  readonly reset: () => void;
}

export async function kernelMemory(bytes = 1 << 22): Promise<KernelMemory> {
  const kernel = createKernel(await compileKernel(), bytes);
  let next = 64;
  const take = (count: number): number => {
    const address = next;
    next += Math.ceil((count * 4) / 64) * 64;
    if (next > bytes) throw new Error('the memory of this test is too small');
    return address;
  };
  return {
    ...kernel,
    floats: (values) => {
      const count = typeof values === 'number' ? values : values.length;
      const address = take(count);
      if (typeof values === 'number') kernel.f32.fill(0, address / 4, address / 4 + count);
      else kernel.f32.set(values, address / 4);
      return address;
    },
    ints: (values) => {
      const address = take(values.length);
      kernel.i32.set(values, address / 4);
      return address;
    },
    read: (address, count) => kernel.f32.slice(address / 4, address / 4 + count),
    reset: () => {
      next = 64;
    },
  };
}
