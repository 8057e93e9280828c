// The worker that reads stored runs, as the page calls it.
import { proxy } from 'comlink';
import type { Archive, ArchiveWorker, DamagedRow, OpenTrajectory } from '../archive/index.ts';
import { askedWorker } from './askedWorker.ts';

export interface ArchivePort {
  readonly archive: Omit<Archive, 'watch'>;
  /** Calls back when another context has changed or deleted a run. Gives a function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly end: () => void;
}

const startReader = (): Worker =>
  new Worker(new URL('../../workers/archive.worker.ts', import.meta.url), { type: 'module', name: 'archive' });

/** Whatever is asked is refused once the worker has broken off. */
export function openArchive(startWorker: () => Worker = startReader): ArchivePort {
  const { remote, ask, end } = askedWorker<ArchiveWorker>(startWorker());
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  // what goes wrong here goes wrong with the first question, too, and is told there
  ask(Promise.all([remote.begin(document.baseURI), remote.watch(proxy(tell))])).catch(() => undefined);
  return {
    archive: {
      runs: () => ask(remote.runs()),
      open: (run) => ask(remote.open(run)),
      select: (run, filter, order) => ask(remote.select(run, filter, order)),
      readOn: (run) => ask(remote.readOn(run)),
      entries: (run, positions, text) => ask(remote.entries(run, positions, text)),
      position: (place) => ask(remote.position(place)),
      trajectory: (place) => ask<OpenTrajectory | DamagedRow>(remote.trajectory(place)),
      compare: (what) => ask(remote.compare(what)),
      sweep: (input, model) => ask(remote.sweep(input, model)),
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end,
  };
}
