import { useEffect, useMemo, useRef } from 'react';
import { deleteUsers, listUsers } from '../../session/index.ts';
import { mostBytes, OwnUsersError, usersIn } from '../../ownUsers/index.ts';
import type { OwnUsers, ReadUsers, UsualSides } from '../../ownUsers/index.ts';
import { nameOf } from '../locale/names.ts';
import { usersWords } from '../locale/users.ts';
import styles from './Users.module.css';

const words = usersWords.own;

interface KeptProps {
  /** `left`: what of a file has no counterpart. */
  readonly onOpen: (read: ReadUsers) => void;
  readonly onFresh: () => void;
  readonly onFault: (text: string) => void;
  /** Something that was kept is no longer. */
  readonly onDeleted: () => void;
  /** Changes with what is kept. */
  readonly version: number;
  readonly environment: OwnUsers['environment'];
  readonly usual: UsualSides;
}

/** What this browser keeps, and what files hold. */
export function Kept({ onOpen, onFresh, onFault, onDeleted, version, environment, usual }: KeptProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const kept = useMemo(() => (version < 0 ? [] : listUsers()), [version]);
  const read = async (files: readonly File[]): Promise<ReadUsers> => {
    if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes) throw new OwnUsersError(words.tooLarge);
    const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    return usersIn(texts, environment, usual);
  };
  const take = (files: readonly File[]): void => {
    read(files).then(onOpen, (error: unknown) => {
      if (!(error instanceof OwnUsersError)) throw error;
      onFault(words.refused(error.message));
    });
  };
  useEffect(() => {
    const drop = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // otherwise the browser would leave the page and open the file
      event.preventDefault();
      if (event.type === 'drop') take([...event.dataTransfer.files]);
    };
    addEventListener('dragover', drop);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', drop);
      removeEventListener('drop', drop);
    };
  });
  return (
    <section className={styles['keep']} aria-label={words.kept}>
      <h3>{words.kept}</h3>
      {kept.length === 0 && <p className={styles['hint']}>{words.keptNone}</p>}
      <ul className={styles['kept']}>
        {kept.map(({ hash, users }) => {
          const names = users.scenarios.map(({ name }) => name).join(', ');
          const openings = users.scenarios.reduce((sum, each) => sum + each.openings.length, 0);
          return (
            <li key={hash}>
              <span>{words.keptEntry(names, nameOf(users.environment), openings)}</span>
              <button
                type="button"
                aria-label={words.openHint(names)}
                onClick={() => {
                  onOpen({ users, left: [] });
                }}
              >
                {words.open}
              </button>
              <button
                type="button"
                aria-label={words.removeHint(names)}
                onClick={() => {
                  deleteUsers(hash);
                  onDeleted();
                }}
              >
                {words.remove}
              </button>
            </li>
          );
        })}
      </ul>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept=".json,.csv,.tsv,.txt,.yaml,.yml"
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          // so that the same files can be chosen again
          target.value = '';
        }}
      />
      <div className={styles['buttons']}>
        <button type="button" onClick={() => chooser.current?.click()}>
          {words.file}
        </button>
        <button type="button" onClick={onFresh}>
          {words.fresh}
        </button>
      </div>
      <p className={styles['hint']}>{words.fileHint}</p>
    </section>
  );
}
