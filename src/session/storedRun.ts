// Stored runs on the Run screen: opened, followed while others write them, read again before they go on.
import type { StoreApi } from 'zustand/vanilla';
import type { ReadRun, RunEntry } from '../../workers/protocol.ts';
import type { Checkpoint } from '../experiments/index.ts';
import { shownEntry } from './library.ts';
import type { LibraryPart } from './library.ts';
import { lockRefusal } from './locks.ts';
import type { Port } from './port.ts';
import type { RecordingPart } from './recordings.ts';
import { parseReadRun } from './reports.ts';
import { restingStatus, viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';
import { setupNearest } from './setup.ts';
import { idle, isLive } from './state.ts';
import type { SessionState, Status } from './state.ts';

/** What the run on show goes on from, and what is heard of it. */
export interface Held {
  /** Of the newest run that was begun here; what is told of others is not heard. */
  run: number;
  checkpoint: Checkpoint | null;
  /** The checkpoint is the one that is stored; otherwise what is stored is read again before a run goes on. */
  isCurrent: boolean;
}

interface StoredRunParts {
  readonly store: StoreApi<SessionState>;
  readonly held: Held;
  readonly call: Port['call'];
  readonly library: Pick<LibraryPart, 'change'>;
  readonly recording: Pick<RecordingPart, 'viewOf' | 'leave'>;
  /** Ends what is live. */
  readonly cancel: () => void;
  /** A stored run is on show, and is to play on or not. */
  readonly onOpen: (plays: boolean) => void;
}

export interface StoredRunPart {
  /** Shows a stored run, with its setup where no lock keeps that from being set. */
  readonly open: (id: string, thenPlay: boolean) => void;
  /** There is another worker: it is asked for what the one before was asked to open. */
  readonly openAgain: () => void;
  /** After the list has come: what others have stored of the run on show, is shown. The setup stays. */
  readonly follow: () => void;
  /**
   * Reads the run on show again: another tab may have gone on with it since, or a worker died before it was stored. The setup
   * stays. `then`: what is held is what is stored.
   */
  readonly readAgain: (id: string, then: () => void) => void;
}

export function storedRunPart({ store, held, call, library, recording, ...parts }: StoredRunParts): StoredRunPart {
  const get = store.getState;

  function take({ facts, checkpoint }: ReadRun): RunView | null {
    const view = recording.viewOf(facts.reduce<RunView | null>(viewAfter, null));
    held.checkpoint = checkpoint;
    held.isCurrent = false;
    store.setState({ view, ...idle, status: unopened(get().status, restingStatus(view)) });
    return view;
  }

  let again = (): void => undefined;

  return {
    open: (id, thenPlay) => {
      parts.cancel();
      library.change({ notice: null });
      const run = ++held.run;
      again = () => {
        if (run !== held.run) return;
        call(async (worker) => {
          const { fault, value } = await worker.readRun(id);
          // another one has been opened or begun since, or none is wanted any more
          if (run !== held.run) return;
          if (fault) {
            library.change({ notice: fault });
            return;
          }
          recording.leave();
          const view = take(parseReadRun(value));
          const { setup, ...locks } = get();
          const keepsSetup = !view || lockRefusal(locks, setup.config, view.config) !== null;
          store.setState({
            ...{ lookedAt: null, refusal: null },
            ...(keepsSetup ? {} : { setup: setupNearest(view.config) }),
          });
          library.change({ shown: id });
          parts.onOpen(thenPlay);
        });
      };
      again();
    },
    openAgain: () => {
      again();
    },
    follow: () => {
      const { status, view, library: stored } = get();
      const entry = shownEntry(stored);
      if (!entry || !view || isLive(status) || entry.completed === null || !isNews(entry, view)) return;
      const { run } = held;
      call(async (worker) => {
        const { value } = await worker.readRun(entry.run);
        if (value && run === held.run && get().library.shown === entry.run) take(parseReadRun(value));
      });
    },
    readAgain: (id, then) => {
      const run = ++held.run;
      call(async (worker) => {
        const { value } = await worker.readRun(id);
        if (run !== held.run) return;
        if (value) take(parseReadRun(value));
        else library.change({ shown: null });
        held.isCurrent = true;
        store.setState({ lookedAt: null });
        then();
      });
    },
  };
}

/** Whether more is stored of a run than is on show of it, if only its end. */
function isNews({ status, fingerprint }: RunEntry, view: RunView): boolean {
  const isOver = status !== 'running' && status !== 'interrupted';
  return fingerprint !== view.fingerprint || (isOver && status !== view.end);
}

/** A worker that is not open stays so, whatever is shown. */
export const unopened = (status: Status, otherwise: Status = 'ready'): Status =>
  status === 'opening' || status === 'failed' ? status : otherwise;
