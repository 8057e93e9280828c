import { isLive, isLoss, isRecorded } from '../../session/index.ts';
import type { LibraryNotice, SessionState } from '../../session/index.ts';

/** The one thing about stored runs that is said above the screens. */
export type Topic =
  | { readonly kind: 'notice'; readonly notice: LibraryNotice }
  | { readonly kind: 'memory'; readonly mode: Extract<SessionState['library']['mode'], { kind: 'memory' }> }
  | { readonly kind: 'interrupted'; readonly run: NonNullable<SessionState['library']['runs']>[number] };

/**
 * What has just gone wrong; that runs are kept in memory only; that the latest run was interrupted, while nothing else but
 * a recording is on show. Null: nothing of the kind.
 */
export function topicOf({ library, status, view, recording }: SessionState): Topic | null {
  const { notice, mode, runs } = library;
  // a run that has failed did not go on
  if (notice && !(status === 'failed' && isLoss(notice))) return { kind: 'notice', notice };
  if (mode.kind === 'memory') return { kind: 'memory', mode };
  const latest = runs?.[0];
  const isOffered =
    latest?.status === 'interrupted' &&
    latest.completed !== null &&
    (!view || isRecorded(recording)) &&
    !isLive(status);
  return isOffered ? { kind: 'interrupted', run: latest } : null;
}
