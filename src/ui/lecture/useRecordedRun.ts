import { useEffect, useState } from 'react';
import { messageOf } from '../../core/text/messageOf.ts';
import type { RunView } from '../../session/index.ts';
import { useSession } from '../useSession.ts';

export type Reading =
  | { readonly stage: 'reading' }
  | { readonly stage: 'missing' }
  | { readonly stage: 'failed'; readonly message: string }
  | { readonly stage: 'read'; readonly run: RunView };

/** The recorded run of a preset, checked, whatever is on show elsewhere; and how to read it again. */
export function useRecordedRun(preset: string): readonly [Reading, () => void] {
  const session = useSession();
  const [reading, setReading] = useState<Reading>({ stage: 'reading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isOver = false;
    const take = (found: Reading): void => {
      if (!isOver) setReading(found);
    };
    session.readRecording(preset).then(
      (run) => {
        take(run ? { stage: 'read', run } : { stage: 'missing' });
      },
      (error: unknown) => {
        take({ stage: 'failed', message: messageOf(error) });
      },
    );
    return () => {
      isOver = true;
    };
  }, [session, preset, attempt]);
  return [
    reading,
    () => {
      setReading({ stage: 'reading' });
      setAttempt((before) => before + 1);
    },
  ];
}
