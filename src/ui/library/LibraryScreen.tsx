import { useCallback, useEffect, useRef, useState } from 'react';
import { isLive } from '../../session/index.ts';
import { libraryWords } from '../locale/library.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { DamagedRuns } from './DamagedRuns.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { ImportBar } from './ImportBar.tsx';
import { RunTable } from './RunTable.tsx';
import { StorageCard } from './StorageCard.tsx';
import styles from './LibraryScreen.module.css';

/** The runs that this browser keeps: what they are, and what can be done with each. */
export default function LibraryScreen() {
  const session = useSession();
  const runs = useSessionState((state) => state.library.runs);
  const damaged = useSessionState((state) => state.library.damaged);
  const isRunning = useSessionState((state) => isLive(state.status));
  const isFailed = useSessionState((state) => state.status === 'failed');
  const [deleting, setDeleting] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = runs?.find(({ run }) => run === deleting);

  const wasConfirmed = useRef(false);
  useEffect(() => {
    session.library.measure();
  }, [session]);
  useEffect(() => {
    if (deleting !== null || !wasConfirmed.current) return;
    // the button that was pressed goes with its row
    wasConfirmed.current = false;
    heading.current?.focus();
  }, [deleting]);
  useFileDrop(session.library.importFile);

  return (
    <>
      <section className={styles['card']} aria-label={libraryWords.region}>
        <div className={styles['head']}>
          <div>
            <h2 ref={heading} tabIndex={-1}>
              {runs === null
                ? libraryWords[isFailed ? 'unreadable' : 'loading']
                : libraryWords.title(runs.length, runs.filter(({ pinned }) => pinned).length)}
            </h2>
            <p>{isRunning ? libraryWords.subLive : libraryWords.sub}</p>
          </div>
          <ImportBar />
        </div>
        {runs !== null && runs.length > 0 && <RunTable runs={runs} onDelete={setDeleting} />}
      </section>
      {runs?.length === 0 && damaged.length === 0 && (
        <Notice
          title={libraryWords.empty.title}
          action={libraryWords.empty.action}
          onAction={() => {
            session.show('run');
          }}
        >
          <p>{libraryWords.empty.text}</p>
        </Notice>
      )}
      <DamagedRuns damaged={damaged} />
      <StorageCard />
      {asked && (
        <DeleteDialog
          run={asked}
          onClose={() => {
            setDeleting(null);
          }}
          onConfirm={() => {
            session.library.remove(asked.run);
            wasConfirmed.current = true;
            setDeleting(null);
          }}
        />
      )}
    </>
  );
}

/** A file that is dropped anywhere on the page. */
function useFileDrop(take: (file: File) => void): void {
  const drop = useCallback(
    (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // otherwise the browser would leave the page and open the file
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (event.type === 'drop' && file) take(file);
    },
    [take],
  );
  useEffect(() => {
    addEventListener('dragover', drop);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', drop);
      removeEventListener('drop', drop);
    };
  }, [drop]);
}
