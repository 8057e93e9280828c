import type { Locks } from './locks.ts';
import type { RunView } from './runView.ts';

/** Saves a run as one page with a reader in it. What makes it is fetched then. Rejects where it can't be made. */
export async function saveHandout(view: RunView, name: string, locks: Locks): Promise<void> {
  const { saveAsHandout } = await import('./handout.ts');
  await saveAsHandout(view, name, locks);
}
