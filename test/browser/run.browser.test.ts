// Whole runs in web workers: the same as in Node, and gone at once when they are cancelled.
import { afterEach, describe, expect, test } from 'vitest';
import { runExperiment } from '../../src/experiments/index.ts';
import { startBrowserWorkers } from './startWorkers.ts';
import { fingerprintOf, goldenFingerprint, smallConfig, smallDeps, smallRunEvents } from '../support/runCase.ts';

let stop: () => void = () => undefined;
const start = (count: number): ReturnType<typeof startBrowserWorkers>['replicas'] => {
  const started = startBrowserWorkers(count);
  ({ stop } = started);
  return started.replicas;
};

afterEach(() => {
  stop();
});

describe('a run in web workers', () => {
  test.each([1, 2, 4])('has the fingerprint that it has in Node, with %i of them', async (count) => {
    expect(fingerprintOf(await smallRunEvents(smallConfig(), start(count)))).toBe(goldenFingerprint);
  });

  test('ends when it is cancelled, while its workers are still busy', async ({ annotate }) => {
    const config = smallConfig({ initialStates: 512, maxNewTokens: 60 });
    const cancel = new AbortController();
    const kinds: string[] = [];
    let cancelledAt = 0;
    for await (const event of runExperiment(config, await smallDeps(config, start(2)), { signal: cancel.signal })) {
      kinds.push(event.kind);
      if (event.kind === 'progress' && event.phase === 'simulate' && cancelledAt === 0) {
        cancelledAt = performance.now();
        cancel.abort();
      }
      if (event.kind === 'end') expect(event.reason).toBe('cancelled');
    }
    expect(kinds).not.toContain('trajectories');
    expect(kinds.at(-1)).toBe('end');
    // reported, not asserted: these machines are shared
    await annotate(`from cancel to the end of the run: ${(performance.now() - cancelledAt).toFixed(0)} ms`);
  });
});
