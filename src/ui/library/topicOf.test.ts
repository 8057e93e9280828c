import { expect, test } from 'vitest';
import type { SessionState } from '../../session/index.ts';
import { topicOf } from './topicOf.ts';

type Library = SessionState['library'];
type Runs = NonNullable<Library['runs']>;

/** As much of a state as the topic depends on. */
function stateWith(library: Partial<Library>, changes: Partial<SessionState> = {}): SessionState {
  const known = { notice: null, mode: { kind: 'indexedDb' }, runs: [], ...library };
  return { status: 'ready', view: null, library: known, ...changes } as unknown as SessionState;
}
const run = (status: Runs[number]['status'], completed: number | null = 1): Runs[number] =>
  ({ run: 'a', status, completed }) as unknown as Runs[number];
const memory = { kind: 'memory', reason: 'quota', detail: '' } as const;
const notice = { kind: 'busy', detail: '' } as const;
const loss = { kind: 'gpuLost', detail: '' } as const;

const view = {} as NonNullable<SessionState['view']>;
const recording = { stage: 'none', entry: null, fault: null, check: null } as const;

test.each<[string, SessionState, string | null]>([
  ['nothing', stateWith({}), null],
  ['nothing before the list is known', stateWith({ runs: null }), null],
  ['a latest run that was interrupted', stateWith({ runs: [run('interrupted'), run('finished')] }), 'interrupted'],
  ['not an older one', stateWith({ runs: [run('finished'), run('interrupted')] }), null],
  ['not one without a whole iteration', stateWith({ runs: [run('interrupted', null)] }), null],
  ['not one that is written elsewhere', stateWith({ runs: [run('running')] }), null],
  ['not while another one is played', stateWith({ runs: [run('interrupted')] }, { status: 'playing' }), null],
  [
    'an interrupted run while a recording plays',
    stateWith({ runs: [run('interrupted')] }, { view, recording: { ...recording, stage: 'playing' } }),
    'interrupted',
  ],
  [
    'none while a live run is on show, checked or not',
    stateWith({ runs: [run('interrupted')] }, { view, recording: { ...recording, stage: 'checked' } }),
    null,
  ],
  ['memory before an interrupted run', stateWith({ mode: memory, runs: [run('interrupted')] }), 'memory'],
  ['what went wrong before all else', stateWith({ mode: memory, notice }), 'notice'],
  ['that a model was lost while its run goes on', stateWith({ notice: loss }, { status: 'playing' }), 'notice'],
  ['and afterwards', stateWith({ notice: loss }, { status: 'finished' }), 'notice'],
  ['but not where the run has failed all the same', stateWith({ notice: loss }, { status: 'failed' }), null],
  ['of another fault also then', stateWith({ notice }, { status: 'failed' }), 'notice'],
])('says %s', (_, state, kind) => {
  expect(topicOf(state)?.kind ?? null).toBe(kind);
});
