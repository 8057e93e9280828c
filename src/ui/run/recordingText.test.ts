import { expect, test } from 'vitest';
import type { SessionState } from '../../session/index.ts';
import { recordingText } from './recordingText.ts';

const entry = { seed: 7, fingerprint: '0123456789abcdef' } as NonNullable<SessionState['recording']['entry']>;
const standing = (
  recording: Partial<SessionState['recording']>,
  status: SessionState['status'] = 'playing',
): SessionState =>
  ({
    ...{ status, msLeft: null, view: { policies: [{ iteration: 0 }, { iteration: 5 }] } },
    recording: { stage: 'none', entry, fault: null, check: null, ...recording },
  }) as unknown as SessionState;

test.each<[SessionState, string | null]>([
  [standing({ stage: 'ended' }, 'ready'), 'seed 7 · 0123 4567 89ab'],
  [standing({ stage: 'playing' }, 'failed'), 'seed 7 · 0123 4567 89ab'],
  [standing({}, 'ready'), 'ready to play; this setup is not recorded'],
  [standing({ fault: 'line 1' }, 'ready'), 'ready to play; its recording can’t be shown'],
  [standing({}, 'opening'), null],
  [standing({ stage: 'checked', check: { computed: null, differs: null } }), 'live; what is shown is recorded'],
  [standing({ stage: 'checked', check: { computed: 2, differs: null } }), 'live at 2 of 5, bit for bit as recorded'],
  [
    { ...standing({ stage: 'checked', check: { computed: 2, differs: null } }), msLeft: 9000 },
    'live at 2 of 5, bit for bit as recorded; 9 s left',
  ],
  [standing({ stage: 'checked', check: { computed: 3, differs: 1 } }), 'differs from the recording at iteration 1'],
  [standing({ stage: 'checked', check: { computed: 5, differs: null } }, 'finished'), 'reproduced bit for bit'],
  [standing({ stage: 'checked', check: { computed: 2, differs: null } }, 'cancelled'), null],
  [standing({ stage: 'checked', check: { computed: 2, differs: null } }, 'failed'), null],
])('what is said of a recording, %#', (state, text) => {
  expect(recordingText(state)).toBe(text);
});
