import { useEffect, useState } from 'react';
import { parseClaims } from '../../experiments/index.ts';
import type { ClaimsFile } from '../../experiments/index.ts';
import { messageOf } from '../../core/text/messageOf.ts';

export type ClaimsReading =
  | { readonly stage: 'reading' }
  | { readonly stage: 'missing' }
  | { readonly stage: 'failed'; readonly message: string }
  | { readonly stage: 'read'; readonly file: ClaimsFile };

/** The site's claims, checked; and how to read them again. */
export function useClaims(): readonly [ClaimsReading, () => void] {
  const [reading, setReading] = useState<ClaimsReading>({ stage: 'reading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    read(abort.signal).then(setReading, (error: unknown) => {
      if (!abort.signal.aborted) setReading({ stage: 'failed', message: messageOf(error) });
    });
    return () => {
      abort.abort();
    };
  }, [attempt]);
  return [
    reading,
    () => {
      setReading({ stage: 'reading' });
      setAttempt((before) => before + 1);
    },
  ];
}

async function read(signal: AbortSignal): Promise<ClaimsReading> {
  const answer = await fetch(new URL('recordings/claims.json', document.baseURI), { signal });
  // a host may answer with its own page where there is no file
  if (answer.status === 404 || answer.headers.get('content-type')?.startsWith('text/html')) return { stage: 'missing' };
  if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}`);
  const file = parseClaims(await answer.text());
  return file.claims.length === 0 ? { stage: 'missing' } : { stage: 'read', file };
}
