import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { RunEntry } from '../../workers/protocol.ts';
import { libraryPart, noLibrary } from './library.ts';
import type { LibraryCommands } from './library.ts';
import type { SessionState, Status } from './state.ts';

const entry = { run: 'a', name: 'A' } as RunEntry;
const file = { name: 'a.jsonl' } as File;

const commands: [string, (library: LibraryCommands) => void][] = [
  [
    'opened',
    (library) => {
      library.open('a');
    },
  ],
  [
    'gone on with',
    (library) => {
      library.goOn('a');
    },
  ],
  [
    'renamed',
    (library) => {
      library.rename('a', 'B');
    },
  ],
  [
    'pinned',
    (library) => {
      library.pin('a', true);
    },
  ],
  [
    'deleted',
    (library) => {
      library.remove('a');
    },
  ],
  [
    'exported',
    (library) => {
      library.exportRun(entry);
    },
  ],
  [
    'imported',
    (library) => {
      library.importFile(file);
    },
  ],
];

function asked(status: Status, command: (library: LibraryCommands) => void) {
  // the other parts of the state are not looked at
  const store = createStore(() => ({ status, library: noLibrary }) as SessionState);
  const [call, open] = [vi.fn(), vi.fn()];
  command(libraryPart({ store, call, open }).commands);
  return { ...store.getState().library, calls: call.mock.calls.length + open.mock.calls.length };
}

test.each(commands)('while there is no worker no run is %s, and that is told', (_, command) => {
  expect(asked('failed', command)).toMatchObject({ transfer: null, notice: { kind: 'failed' }, calls: 0 });
});

test.each(commands)('while a worker is being opened a run that is to be %s is asked of it', (_, command) => {
  expect(asked('opening', command)).toMatchObject({ notice: null, calls: 1 });
});
