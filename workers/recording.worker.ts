// Reads the site's recordings for the page: a worker of its own, small, so that a recording plays before the engine is open.
import { expose } from 'comlink';
import type { RecordedFact, RecordingEntry } from '../src/recordings/index.ts';
import type { RecordingWorker } from './protocol.ts';
import { fetchRecording, fetchRecordingList } from './recordings.ts';

class Recordings implements RecordingWorker {
  list(base: string): Promise<RecordingEntry[]> {
    return fetchRecordingList(base);
  }

  async read(base: string, entry: RecordingEntry, receive: (fact: RecordedFact) => Promise<void>): Promise<void> {
    for (const fact of await fetchRecording(base, entry)) await receive(fact);
  }
}

expose(new Recordings());
