// Runs inside the built site, by way of an e2e test: stores runs as the site's own worker would.
import { openRunStore } from '../../src/storage/index.ts';
import { smallSize } from '../support/storedRun.ts';
import { talkingRun } from '../support/talkingRun.ts';

interface Wanted {
  readonly run: string;
  readonly iterations: number;
  readonly training: number;
  readonly panel: number;
}

/** One after the other, so that the last is the newest. */
export async function fillStore(runs: readonly Wanted[]): Promise<void> {
  const store = await openRunStore();
  for (const [i, { run, iterations, training, panel }] of runs.entries()) {
    // as a worker that writes: a run without a whole iteration that nobody writes is taken away
    const lock = await store.acquireRun(run);
    const writer = store.writer({ run, name: run });
    const events = talkingRun(iterations, { ...smallSize, training, panel });
    for (const event of events) await writer.add(event, i + 1);
    lock?.release();
  }
  store.close();
}
