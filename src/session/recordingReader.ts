// The worker that reads recordings, as the page calls it.
import { proxy } from 'comlink';
import type { RecordingWorker } from '../../workers/protocol.ts';
import type { RecordedFact, RecordingEntry } from '../recordings/index.ts';
import { askedWorker } from './askedWorker.ts';

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
  const { remote, ask, end } = askedWorker<RecordingWorker>(start());
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
    end,
  };
}
