// Tries a WebLLM model on this device's GPU, in workers of its own below this one.
import { expose } from 'comlink';
import { tryModel } from '../src/models/webllm/tryModel.ts';
import type { SelfTestWorker } from './protocol.ts';
import { startWebLlmWorker } from './webllmWorkers.ts';

const tester: SelfTestWorker = {
  run: (model, tell) => tryModel(startWebLlmWorker, model, { now: () => performance.now() }, tell),
};

expose(tester);
