/**
 * Does all jobs, at most `parallel` at a time; result[i] belongs to jobs[i]. Where one fails no further one is begun, and the first
 * failure is thrown when those in progress have ended.
 */
export async function inParallel<Result>(
  jobs: readonly (() => Promise<Result>)[],
  parallel: number,
  onDone: (done: number) => void = () => undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const waiting = jobs.entries();
  let done = 0;
  const lane = async (): Promise<void> => {
    for (const [at, job] of waiting) {
      if (failures.length > 0) return;
      try {
        results[at] = await job();
        onDone(++done);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(parallel, jobs.length)) }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
