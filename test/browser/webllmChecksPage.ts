// Runs in a page of its own, by way of `npm run test:webllm`: all checks on whatever package, library and weights were given.
import { readVocabulary } from '../../src/models/webllm/tokenizerFile.ts';
import { startWebLlmWorker } from '../../workers/webllmWorkers.ts';
import { programChecks } from '../webllm/checks.ts';
import type { ProgramCheck } from '../webllm/checks.ts';
import type { ProgramWindow } from '../webllm/report.ts';

// given by the program before the page is opened
const outside = window as unknown as ProgramWindow;

async function runAll(only: readonly ProgramCheck[] | null): Promise<void> {
  const model = new URL('model/', location.href).href;
  const tokenizer: unknown = await (await fetch(`${model}resolve/main/tokenizer.json`)).json();
  const vocabulary = readVocabulary(tokenizer);
  const checks = programChecks({
    start: startWebLlmWorker,
    record: {
      ...{ model, model_id: 'given-q4f32_1-MLC', model_lib: new URL('library.wasm', location.href).href },
      // memory: no prompt of ours is long
      overrides: { context_window_size: 1024 },
    },
    tokensOf: (answer) => vocabulary.tokensOf(answer),
    killGpu: () => outside.killGpu(),
    now: () => performance.now(),
    only,
  });
  for await (const result of checks) await outside.tell(result);
}

Object.assign(window, { runAll });
