import { compileKernel, createKernel } from '../../src/engine/kernel/kernel.ts';

export async function seconds(task: () => unknown): Promise<number> {
  const start = performance.now();
  await task();
  return (performance.now() - start) / 1000;
}

/** Highest rate of SIMD multiply-adds seen, in operations a second: from the first-level cache and from registers. */
export async function createPeak(): Promise<() => Promise<number>> {
  const kernel = createKernel(await compileKernel(), 65536);
  return async () => {
    let best = 0;
    // engines compile a kernel again, better, after it has run for a while: the first rounds tell of the worse code
    const end = performance.now() + 400;
    while (performance.now() < end) {
      best = Math.max(
        best,
        (2 * 32 * 128 * 20000) /
          (await seconds(() => {
            kernel.run.peakTile(1024, 20000);
          })),
      );
      best = Math.max(best, (2 * 48 * 1e6) / (await seconds(() => kernel.run.peakRegisters(1e6))));
    }
    return best;
  };
}
