import { isRecorded } from '../../session/index.ts';
import type { SessionState } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { duration } from '../locale/numbers.ts';

const words = pageWords.recording;

/** What stands under "Iteration 3 of 12" where there is something to say about the recording; null: there is not. */
export function recordingText({ status, recording, view, msLeft }: SessionState): string | null {
  const { stage, entry, check, fault } = recording;
  if (status === 'failed' && !isRecorded(recording)) return null;
  switch (stage) {
    case 'playing':
    case 'paused':
    case 'ended':
      return entry && words.seed(entry.seed, pageWords.shortFingerprint(entry.fingerprint));
    case 'opening':
      return words.opening;
    case 'none':
      if (status !== 'ready') return null;
      return fault === null ? words.none : words.fault;
    case 'checked': {
      if (!check) return null;
      const { computed, differs } = check;
      if (differs !== null) return words.differs(differs);
      if (status === 'opening') return words.waits;
      if (status === 'finished') return pageWords.reproduced;
      if (status !== 'playing' && status !== 'stepping') return null;
      const head = view?.policies.at(-1)?.iteration ?? 0;
      return computed === null ? words.checking : words.same(computed, head, msLeft === null ? null : duration(msLeft));
    }
    case 'offered':
    case 'unknown':
      return null;
  }
}
