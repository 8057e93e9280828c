// The stored runs in the page's store, and the commands that change them. The worker reads and writes; nothing here waits for it.
import type { StoreApi } from 'zustand/vanilla';
import type { DamagedEntry, LibraryFault, Outcome, Report, RunEntry, RunPlace } from '../../workers/protocol.ts';
import type { Refusal } from '../core/fault/index.ts';
import { keepRuns, storageMeter } from '../storage/index.ts';
import type { StorageMeter, StorageMode } from '../storage/index.ts';
import type { Port } from './port.ts';
import { fileNameOf, runNameOf } from './runNames.ts';
import { messageOf } from '../core/text/messageOf.ts';
import { parseReadRun } from './reports.ts';
import { viewAfter } from './runView.ts';
import type { RunView } from './runView.ts';
import { saveFile } from './saveFile.ts';
import { saveHandout } from './saveHandout.ts';
import type { SessionState } from './state.ts';

/**
 * What went wrong last. `otherTab`: the run on show is being written by another tab. `unstored`: the run goes on, and is no
 * longer stored. `gpuLost`, `modelLost`: a model is loaded anew, and the run goes on. `noneOldest`: there is no run to be
 * deleted. `stillFull`: there is still no room. `transferring`: another run is being imported or exported.
 */
export interface LibraryNotice {
  readonly kind:
    | LibraryFault['kind']
    | ('otherTab' | 'unstored' | 'gpuLost' | 'modelLost' | 'noneOldest' | 'stillFull' | 'transferring');
  readonly detail: string;
  readonly refusal?: Refusal;
}

/** Whether a model has been lost and is loaded anew. */
export const isLoss = ({ kind }: LibraryNotice): boolean => kind === 'gpuLost' || kind === 'modelLost';

export interface Transfer {
  readonly kind: 'import' | 'export';
  readonly name: string;
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
}

export interface LibraryState {
  /** The latest first; null: not known yet. */
  readonly runs: readonly RunEntry[] | null;
  readonly damaged: readonly DamagedEntry[];
  /** Where runs really are. */
  readonly mode: StorageMode;
  /** Id of the stored run on the Run screen. */
  readonly shown: string | null;
  readonly transfer: Transfer | null;
  /** The last one that came to its end; null: none, or another is in progress. */
  readonly transferred: Pick<Transfer, 'kind' | 'name'> | null;
  readonly notice: LibraryNotice | null;
  readonly meter: StorageMeter | null;
  /** What came of asking the browser to keep the runs. */
  readonly kept: 'kept' | 'refused' | 'unavailable' | null;
}

export const noLibrary: LibraryState = {
  ...{ runs: null, damaged: [], mode: { kind: 'indexedDb' }, shown: null, transfer: null, notice: null },
  transferred: null,
  ...{ meter: null, kept: null },
};

/** The run on the Run screen, as it is listed; null: none is stored, or it is not listed. */
export const shownEntry = ({ runs, shown }: LibraryState): RunEntry | null =>
  runs?.find(({ run }) => run === shown) ?? null;

export interface LibraryCommands {
  /** Shows a stored run on the Run screen; one that is in progress ends. */
  readonly open: (id: string) => void;
  /** The same, and plays on from its last whole iteration. */
  readonly goOn: (id: string) => void;
  readonly rename: (id: string, name: string) => void;
  readonly pin: (id: string, pinned: boolean) => void;
  readonly remove: (id: string) => void;
  /** Makes room, but not by the run on show, and stores what was kept in memory for want of it. */
  readonly deleteOldest: () => void;
  /** Tries again to store what is in memory only. */
  readonly restore: () => void;
  readonly exportRun: (run: RunEntry) => void;
  /** As one page with a reader in it. */
  readonly saveHandout: (run: RunEntry) => void;
  readonly importFile: (file: File) => void;
  readonly cancelTransfer: () => void;
  readonly dismiss: () => void;
  /** Asks the browser how full it is. */
  readonly measure: () => void;
  /** Asks the browser not to clear the runs by itself. */
  readonly keep: () => void;
}

type RunsReport = Extract<Report, { kind: 'runs' }>;

interface LibraryParts {
  readonly store: StoreApi<SessionState>;
  readonly call: Port['call'];
  readonly open: (id: string, thenPlay: boolean) => void;
}

export interface LibraryPart {
  readonly commands: LibraryCommands;
  readonly take: (report: RunsReport | Extract<Report, { kind: 'transfer' }>) => void;
  readonly change: (changes: Partial<LibraryState>) => void;
  /** A run begins or goes on; `place` null: nothing of it will be stored, and that is told. */
  readonly begin: (place: RunPlace | null) => void;
  /** The worker is gone, and with it what it was at. */
  readonly breakOff: () => void;
}

/** 128 random bits, which every page may draw, one without https too. */
const freshRunId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16).padStart(8, '0')).join('');

/** Where a new run is to be stored. */
export const freshPlace = (name: string): RunPlace => ({ id: freshRunId(), name, at: Date.now() });

export function libraryPart({ store, call, open }: LibraryParts): LibraryPart {
  const get = (): LibraryState => store.getState().library;
  let transfers = 0;
  const change = (changes: Partial<LibraryState>): void => {
    store.setState(({ library }) => ({ library: { ...library, ...changes } }));
  };

  /** Whether there is no worker to be asked: then nothing comes of what was wanted, and that is told. */
  function isGone(): boolean {
    const gone = store.getState().status === 'failed';
    if (gone) change({ notice: { kind: 'failed', detail: '' } });
    return gone;
  }

  /** Asks the worker; what it can't do is told. */
  function ask<Value>(
    command: (worker: Parameters<Parameters<Port['call']>[0]>[0]) => Promise<Outcome<Value>>,
    then: (value: Value) => void = () => undefined,
  ): void {
    if (isGone()) return;
    call(async (worker) => {
      const { fault, value } = await command(worker);
      if (fault === null) then(value);
      else change({ notice: fault.kind === 'cancelled' ? null : fault });
      measure();
    });
  }

  /** What was said of the transfer in progress is over with it. */
  function endTransfer(): void {
    const { notice } = get();
    change({ transfer: null, notice: notice?.kind === 'transferring' ? null : notice });
  }

  /** One at a time: the worker would end the one in progress. */
  function transfer<Value>(
    kind: Transfer['kind'],
    name: string,
    command: Parameters<typeof ask<Value>>[0],
    then?: (value: Value) => void,
  ): void {
    if (isGone()) return;
    if (get().transfer) {
      change({ notice: { kind: 'transferring', detail: '' } });
      return;
    }
    change({ transfer: { kind, name, done: 0, total: 0 }, transferred: null, notice: null });
    const of = ++transfers;
    ask(async (worker) => {
      const outcome = await command(worker);
      // a worker that broke off may answer late, when another transfer is on
      if (of === transfers) endTransfer();
      if (outcome.fault === null) change({ transferred: { kind, name } });
      return outcome;
    }, then);
  }

  function measure(): void {
    storageMeter(managerOf()).then(
      (meter) => {
        change({ meter });
      },
      // a browser that does not say has no meter
      () => undefined,
    );
  }

  return {
    change,
    begin: (place) => {
      const { notice } = get();
      if (!place) change({ shown: null, notice: { kind: 'unstored', detail: '' } });
      else change({ shown: place.id, notice: notice?.kind === 'unstored' ? null : notice });
    },
    take: (report) => {
      if (report.kind === 'runs') {
        const { runs, damaged, mode } = report;
        change({ runs, damaged, mode });
      } else {
        const { transfer: going } = get();
        if (going) change({ transfer: { ...going, done: report.done, total: report.total } });
      }
    },
    breakOff: () => {
      if (get().transfer) change({ transfer: null, notice: { kind: 'failed', detail: '' } });
    },
    commands: {
      open: (id) => {
        if (!isGone()) open(id, false);
      },
      goOn: (id) => {
        if (!isGone()) open(id, true);
      },
      rename: (id, name) => {
        ask((worker) => worker.renameRun(id, runNameOf(name)));
      },
      pin: (id, pinned) => {
        ask((worker) => worker.pinRun(id, pinned));
      },
      remove: (id) => {
        ask(
          (worker) => worker.deleteRun(id),
          () => {
            if (get().shown === id) change({ shown: null });
          },
        );
      },
      deleteOldest: () => {
        ask(
          (worker) => worker.deleteOldest(get().shown),
          (isDeleted) => {
            if (!isDeleted) change({ notice: { kind: 'noneOldest', detail: '' } });
            else if (get().mode.kind === 'memory') restore();
          },
        );
      },
      restore,
      exportRun: (entry) => {
        transfer(
          'export',
          entry.name,
          (worker) => worker.exportRun(entry.run),
          (file) => {
            saveFile(file, fileNameOf(entry));
          },
        );
      },
      saveHandout: ({ run, name }) => {
        ask(
          (worker) => worker.readRun(run),
          (value) => {
            const view = parseReadRun(value).facts.reduce<RunView | null>(viewAfter, null);
            const saved = view
              ? saveHandout(view, name, store.getState())
              : Promise.reject(new Error('nothing of it is whole'));
            saved.catch((error: unknown) => {
              change({ notice: { kind: 'failed', detail: messageOf(error) } });
            });
          },
        );
      },
      importFile: (file) => {
        transfer('import', file.name, (worker) => worker.importRun(file, freshPlace(runNameOf(file.name))));
      },
      cancelTransfer: () => {
        call((worker) => worker.cancelTransfer());
      },
      dismiss: () => {
        change({ notice: null });
      },
      measure,
      keep: () => {
        keepRuns(managerOf()).then(
          (kept) => {
            change({ kept });
            measure();
          },
          () => {
            change({ kept: 'refused' });
          },
        );
      },
    },
  };

  function restore(): void {
    ask(
      (worker) => worker.restore(),
      (isRestored) => {
        change({ notice: isRestored ? null : { kind: 'stillFull', detail: '' } });
      },
    );
  }
}

/** Pages without https have none. */
const managerOf = (): StorageManager | undefined => ('storage' in navigator ? navigator.storage : undefined);
