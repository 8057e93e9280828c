import type { StoredRun } from '../../storage/index.ts';
import { archiveWords } from '../locale/archive.ts';
import { runTitle } from '../locale/options.ts';
import { useSessionState } from '../useSession.ts';
import styles from './Archive.module.css';
import { cutRuns } from './cutRuns.ts';

/** Says of runs that are on show how far they are stored, where that is not as far as they have come. */
export function CutNote({ runs }: { runs: readonly StoredRun[] }) {
  const library = useSessionState((state) => state.library);
  return cutRuns(runs, library).map(({ run, name, stored, completed }) => (
    <p key={run} className={styles['cut']} role="note">
      {archiveWords.cut(runTitle(name), stored, completed)}
    </p>
  ));
}
