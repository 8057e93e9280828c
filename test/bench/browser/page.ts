// The reference job in a page: scripts/bench.mjs opens it, with the number of workers in its address, and reads the report
// from the title.
import { startBrowserWorkers } from '../../browser/startWorkers.ts';
import { measureJob } from '../job.ts';

const bytes = async (name: string): Promise<ArrayBuffer> => (await fetch(`/models/builtin/${name}`)).arrayBuffer();

const { replicas, stop } = startBrowserWorkers(Number(new URLSearchParams(location.search).get('workers')));
try {
  const [weights, words] = await Promise.all([bytes('weights.bin'), bytes('tokenizer.json')]);
  const report = await measureJob({
    replicas,
    weights: new Uint8Array(weights),
    tokenizer: JSON.parse(new TextDecoder().decode(words)),
    // Chromium's own figure; other browsers have none
    heapBytes: () => ('memory' in performance ? (performance.memory as { usedJSHeapSize: number }).usedJSHeapSize : 0),
  });
  document.title = JSON.stringify(report);
} catch (error) {
  document.title = `failed: ${String(error)}`;
} finally {
  stop();
}
