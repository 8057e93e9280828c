// A worker of which the page asks questions, each of which gets an answer or a refusal.
import { wrap } from 'comlink';
import type { Remote } from 'comlink';

interface AskedWorker<Port> {
  readonly remote: Remote<Port>;
  /** The answer; refused once the worker has broken off: without that, it would be waited for for ever. */
  readonly ask: <Answer>(answer: Promise<Answer>) => Promise<Answer>;
  readonly end: () => void;
}

export function askedWorker<Port>(worker: Worker): AskedWorker<Port> {
  const failure = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message === '' ? 'the worker could not be loaded' : event.message));
    };
  });
  failure.catch(() => undefined);
  return {
    remote: wrap<Port>(worker),
    ask: (answer) => Promise.race([answer, failure]),
    end: () => {
      worker.terminate();
    },
  };
}
