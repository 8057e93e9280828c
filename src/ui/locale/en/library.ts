// Words of the Library, and of what is said of stored runs elsewhere.
import type { LibraryNotice, SessionState } from '../../../session/index.ts';
import { bytes, count } from '../numbers.ts';

type MemoryReason = Extract<SessionState['library']['mode'], { kind: 'memory' }>['reason'];
type RunStatus = NonNullable<SessionState['library']['runs']>[number]['status'];

const runs = (n: number): string => `${count(n)} ${n === 1 ? 'run' : 'runs'}`;
const inMemory = 'Until then runs are kept in memory, and are gone with this tab.';

export const libraryWords = {
  region: 'Stored runs',
  title: (n: number, pinned: number) => `${runs(n)} stored${pinned > 0 ? `, ${count(pinned)} pinned` : ''}`,
  sub: 'Each run is stored as it goes, iteration by iteration, in this browser alone. Files can be dropped here.',
  subLive: 'A run is in progress: opening another one ends it after its last whole iteration.',
  loading: 'Reading the stored runs',
  unreadable: 'Stored runs are read by the simulation’s worker, which is gone',
  importFile: 'Import',
  cancel: 'Cancel',
  importing: (name: string) => `Importing ${name}`,
  exporting: (name: string) => `Exporting ${name}`,
  imported: (name: string) => `Imported ${name}`,
  exported: (name: string) => `Exported ${name}`,
  oneAtATime: 'One at a time: another run is being imported or exported.',

  columns: {
    ...{ name: 'Run', setup: 'Setup', model: 'Model', iterations: 'Iterations', status: 'Status' },
    ...{ harm: 'Harm at the end', size: 'Size', changed: 'Changed', actions: 'Actions' },
  },
  pinned: 'pinned',
  onShow: 'on show',
  iterations: (done: number | null, planned: number) => `${done === null ? '0' : count(done)} of ${count(planned)}`,
  statuses: {
    ...{ running: 'in another tab or a sweep', interrupted: 'interrupted', finished: 'finished' },
    ...{ collapsed: 'text fell apart', cancelled: 'cancelled' },
  } satisfies Record<RunStatus, string>,
  runningHere: 'in progress',
  seed: (seed: number) => `seed ${String(seed)}`,
  changed: (n: number) => (n === 0 ? '' : `${String(n)} changed`),
  labels: (labels: readonly string[]) => labels.slice(0, 4).join(', ') + (labels.length > 4 ? ', …' : ''),
  unknown: '–',
  interval: (range: string, n: number) => `[${range}] n ${count(n)}`,

  open: 'Open',
  export: 'Export',
  pin: 'Pin',
  unpin: 'Unpin',
  rename: 'Rename',
  name: 'Name',
  save: 'Save',
  delete: 'Delete',
  beingWritten: 'It is being written: cancel it first.',

  deleteDialog: {
    title: 'Delete this run?',
    text: (name: string, size: number) => `“${name}”, ${bytes(size)}, with all its conversations and policies.`,
    advice: 'It can’t be brought back. Its link makes it again; a file made by Export keeps it.',
    confirm: 'Delete the run',
  },

  damaged: {
    title: (n: number) => `${runs(n)} can’t be read`,
    text: 'What is stored of them is not what was written. Nothing of it is shown.',
  },

  empty: {
    title: 'No runs are stored yet',
    text: 'Press Play on the Run screen: the run is stored as it goes, and can be gone on with after a reload. Or import a file that this page or the command line has written.',
    action: 'Back to the run',
  },

  storage: {
    region: 'Storage',
    used: (used: number) => `${bytes(used)} used by this site`,
    unknown: 'The browser does not say how much is used',
    of: (allowed: number) => `of ${bytes(allowed)} that the browser allows.`,
    ours: (size: number) => `The runs hold about ${bytes(size)}, before the browser packs them.`,
    meter: 'Used storage',
    keep: 'Keep my runs',
    kept: 'The browser keeps the runs until you delete them.',
    notKept: 'The browser may clear them by itself when space is short.',
    refused:
      'The browser did not agree. It may, once this site is bookmarked or visited often; Export keeps a run in any case.',
    unavailable: 'This browser can’t be asked. Export keeps a run in any case.',
    deleteOldest: 'Delete oldest unpinned',
  },

  topic: {
    region: 'About runs',
    said: 'It said:',
    dismiss: 'Dismiss',
    interrupted: (name: string, iteration: number, iterations: number) =>
      `“${name}” was interrupted after iteration ${String(iteration)} of ${String(iterations)}.`,
    goOn: 'Go on with the interrupted run',
    reload: 'Reload the page',
    again: 'Try again',
    library: 'Open the Library',
    notices: {
      busy: 'That run is being written. Cancel it, or wait until it has ended.',
      missing: 'That run is no longer there. It may have been deleted in another tab.',
      damaged: 'That run can’t be read: what is stored of it is not what was written.',
      badFile: 'That file can’t be imported: it is no run, or not one that this page could have written.',
      tooLarge: 'That file can’t be imported: it is larger than any run of this page.',
      cancelled: 'Cancelled.',
      failed: 'That could not be done. Nothing was changed.',
      otherTab: 'This run is being written in another tab. Here it can only be looked at.',
      unstored: 'This run is no longer stored: it goes on, and is gone with this tab.',
      gpuLost:
        'The GPU was lost. A new worker loads the model, and the run goes on from its last finished request: nothing is lost.',
      modelLost:
        'A model’s worker broke off or stopped answering. A new one loads the model, and the run goes on from its last finished request: nothing is lost.',
      noneOldest: 'There is no run that could be deleted: all are pinned or in progress.',
      transferring: 'One run is imported or exported at a time. Wait until it is done, or cancel it.',
      stillFull: 'It still can’t be stored. It is kept in memory, and is gone with this tab.',
    } satisfies Record<LibraryNotice['kind'], string>,
    memory: {
      quota: 'The browser has no room left. What is new is kept in memory, and is gone with this tab.',
      absent:
        'This browser has no storage for pages. Runs are kept in memory, and are gone with this tab; Export keeps one.',
      denied:
        'The browser lets this page store nothing (a private window, or its settings). Runs are kept in memory, and are gone with this tab; Export keeps one.',
      newer:
        'A newer version of this page has been here, and this one can’t read what it has stored. Runs are kept in memory.',
      replaced: `A newer version of this page is open in another tab. Reload this one. ${inMemory}`,
      blocked: `Another tab with an older version of this page is in the way. Close it and reload. ${inMemory}`,
      migration: 'What is stored could not be brought to this version, and is left as it was. Runs are kept in memory.',
      closed: `The browser has closed the storage. ${inMemory}`,
      failed: `The browser could not store. ${inMemory}`,
    } satisfies Record<MemoryReason, string>,
  },
} as const;
