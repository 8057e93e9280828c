import { proxy, wrap } from 'comlink';
import type { StartWorker, WorkerLink } from '../src/models/webllm/door.ts';
import type { WebLlmHost } from '../src/models/webllm/host.ts';

/** A worker that speaks WebLLM's protocol, and what ends the waiting for one that does not. */
export function linkWorker(worker: Worker, report: (report: unknown) => void): WorkerLink {
  const remote = wrap<Pick<WebLlmHost, 'handle' | 'listen'>>(worker);
  const failure = new Promise<never>((_, reject) => {
    const refuse = (message: string): void => {
      reject(new Error(message));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      refuse(event.message || 'the worker could not be loaded');
    });
    worker.addEventListener('messageerror', () => {
      refuse('a message of the worker could not be read');
    });
    remote.listen(proxy(report)).catch((error: unknown) => {
      refuse(String(error));
    });
  });
  return {
    failure,
    call: (name, request) => remote.handle(name, request),
    stop: () => {
      worker.terminate();
    },
  };
}

/** WebLLM in a worker of its own below this one. */
export const startWebLlmWorker: StartWorker = (report) =>
  linkWorker(new Worker(new URL('./webllm.worker.ts', import.meta.url), { type: 'module', name: 'webllm' }), report);
