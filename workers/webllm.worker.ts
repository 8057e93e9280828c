// WebLLM with one model. The package itself is fetched with the first call that needs it.
import { expose } from 'comlink';
import { WebLlmHost } from '../src/models/webllm/host.ts';
import { loadWebLlm } from '../src/models/webllm/load.ts';
import { cachedFiles } from './cachedFiles.ts';

const host = new WebLlmHost({
  load: loadWebLlm,
  // absent where the browser has no WebGPU, whatever its types say
  gpu: 'gpu' in navigator ? navigator.gpu : undefined,
  files: cachedFiles,
});

setInterval(() => {
  host.beat();
}, 1000);

expose(host);
