// The worker that reads recordings, as the page calls it.
import { proxy, wrap } from 'comlink';
import type { RecordingWorker } from '../../workers/protocol.ts';
import type { RecordedFact, RecordingEntry } from '../recordings/index.ts';

export interface RecordingReaderPort {
  readonly list: () => Promise<readonly RecordingEntry[]>;
  /** Resolves when all facts have been handed over. Rejects before the first where something is wrong with any. */
  readonly read: (entry: RecordingEntry, receive: (fact: RecordedFact) => void) => Promise<void>;
  readonly end: () => void;
}

const startWorker = (): Worker =>
  new Worker(new URL('../../workers/recording.worker.ts', import.meta.url), { type: 'module', name: 'recordings' });

/** Whatever is asked is refused once the worker has broken off. */
export function openRecordingReader(start: () => Worker = startWorker): RecordingReaderPort {
  const worker = start();
  const remote = wrap<RecordingWorker>(worker);
  const failure = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message === '' ? 'the worker could not be loaded' : event.message));
    };
  });
  failure.catch(() => undefined);
  const ask = <Answer>(answer: Promise<Answer>): Promise<Answer> => Promise.race([answer, failure]);
  return {
    list: () => ask(remote.list(document.baseURI)),
    read: (entry, receive) =>
      ask(
        remote.read(
          document.baseURI,
          entry,
          proxy((fact: RecordedFact) => {
            receive(fact);
            return Promise.resolve();
          }),
        ),
      ),
    end: () => {
      worker.terminate();
    },
  };
}
