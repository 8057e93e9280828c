import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { RunList } from '../../archive/index.ts';
import type { ArchivePort } from '../../session/index.ts';
import { archiveWords } from '../locale/archive.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession } from '../useSession.ts';
import { DamagedRows } from './DamagedRows.tsx';
import styles from './Archive.module.css';
import { useAnswer } from './useAnswer.ts';

export type Stored = ArchivePort['archive'];

interface StoredRunsProps {
  /** In the place of what is said where there are none. `refused`: as in RunList. */
  readonly whenEmpty?: (refused: string | null) => ReactNode;
  readonly children: (runs: RunList['runs'], archive: Stored, onFault: (fault: string) => void) => ReactNode;
}

/** The stored runs, or what stands in their place: while they are read, where there are none, where they can't be read. */
export function StoredRuns({ whenEmpty, children }: StoredRunsProps) {
  const session = useSession();
  const port = session.archive();
  const [fault, setFault] = useState<string | null>(null);
  const question = () => () => session.archive().archive.runs();
  const [ask, setAsk] = useState(question);
  // asked again after every change
  useEffect(
    () =>
      port.subscribe(() => {
        setAsk(() => () => port.archive.runs());
      }),
    [port],
  );
  const { value, fault: listFault } = useAnswer(ask);
  const said = fault ?? listFault;
  if (said !== null) {
    const { title, cause, said: words, action } = archiveWords.fault;
    return (
      <Notice
        isAlert
        title={title}
        action={action}
        onAction={() => {
          session.closeArchive();
          setFault(null);
          setAsk(question);
        }}
      >
        <p>{cause}</p>
        <p>
          {words} <code>{said}</code>
        </p>
      </Notice>
    );
  }
  if (!value) return <Waiting text={archiveWords.loading} />;
  const { runs, damaged, refused } = value;
  return (
    <>
      <DamagedRows rows={damaged} />
      {runs.length > 0 ? (
        children(runs, port.archive, setFault)
      ) : whenEmpty ? (
        whenEmpty(refused)
      ) : (
        <Notice
          title={archiveWords.empty.title}
          action={archiveWords.empty.action}
          onAction={() => {
            session.show('run');
          }}
        >
          <p>{refused === null ? archiveWords.empty.text : archiveWords.empty.refused(refused)}</p>
        </Notice>
      )}
    </>
  );
}

/** What is being read. Seen only where it takes its time. */
export function Waiting({ text }: { text: string }) {
  return (
    <p className={styles['waiting']} role="status">
      {text}
    </p>
  );
}
