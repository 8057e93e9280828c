import { useEffect, useMemo, useRef, useState } from 'react';
import { messageOf } from '../../core/text/messageOf.ts';
import { deleteUsers, listUsers } from '../../session/index.ts';
import type { OwnUsers, ReadUsers, UsualSides } from '../../ownUsers/index.ts';
import { nameOf } from '../locale/names.ts';
import { usersWords } from '../locale/users.ts';
import { Question } from './Question.tsx';
import { readFiles } from './readFiles.ts';
import styles from './Users.module.css';

const words = usersWords.own;

interface KeptProps {
  /** Whether what is edited now would be lost if something took its place. */
  readonly isAtRisk: () => boolean;
  readonly onOpen: (users: OwnUsers) => void;
  /** Files have been read. */
  readonly onRead: (read: ReadUsers) => void;
  readonly onFresh: () => void;
  readonly onFault: (text: string) => void;
  /** Something that was kept is no longer. */
  readonly onDeleted: () => void;
  /** Changes with what is kept. */
  readonly version: number;
  readonly environment: OwnUsers['environment'];
  readonly usual: UsualSides;
}

/** What is asked before it is done, and at which of the kept ones; null: at the buttons. */
interface Asked {
  readonly kind: 'replace' | 'remove';
  readonly at: string | null;
  readonly name: string;
  readonly act: () => void;
}

/** What this browser keeps, and what files hold. */
export function Kept({
  isAtRisk,
  onOpen,
  onRead,
  onFresh,
  onFault,
  onDeleted,
  version,
  environment,
  usual,
}: KeptProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const fresh = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const replace = (at: string | null, act: () => void): void => {
    if (isAtRisk()) setAsked({ kind: 'replace', at, name: '', act });
    else {
      setAsked(null);
      act();
    }
  };
  const question = (at: string | null) =>
    asked?.at === at && (
      <Question
        // another question is asked anew
        key={asked.kind}
        text={asked.kind === 'remove' ? words.removeAsk(asked.name) : words.replaceAsk}
        yes={asked.kind === 'remove' ? words.removeYes : words.replaceYes}
        onYes={() => {
          setAsked(null);
          asked.act();
        }}
        onNo={() => {
          setAsked(null);
        }}
      />
    );
  const kept = useMemo(() => (version < 0 ? [] : listUsers()), [version]);
  const take = (files: readonly File[]): void => {
    readFiles(files, environment, usual).then(
      (taken) => {
        replace(null, () => {
          onRead(taken);
        });
      },
      (error: unknown) => {
        onFault(messageOf(error));
      },
    );
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
                  replace(hash, () => {
                    onOpen(users);
                  });
                }}
              >
                {words.open}
              </button>
              <button
                type="button"
                aria-label={words.removeHint(names)}
                onClick={() => {
                  const act = (): void => {
                    deleteUsers(hash);
                    onDeleted();
                    // the button that was pressed is gone
                    fresh.current?.focus();
                  };
                  setAsked({ kind: 'remove', at: hash, name: names, act });
                }}
              >
                {words.remove}
              </button>
              {question(hash)}
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
        <button
          ref={fresh}
          type="button"
          onClick={() => {
            replace(null, onFresh);
          }}
        >
          {words.fresh}
        </button>
      </div>
      {question(null)}
      <p className={styles['hint']}>{words.fileHint}</p>
    </section>
  );
}
