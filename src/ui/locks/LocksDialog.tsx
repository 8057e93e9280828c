import { useState } from 'react';
import { configKeys, fieldGroups, fields } from '../../experiments/index.ts';
import type { ConfigKey } from '../../experiments/index.ts';
import { linksOf, lockOf, withLocks } from '../../session/index.ts';
import type { LockName, Locks } from '../../session/index.ts';
import { lockWords as words } from '../locale/locks.ts';
import { pageWords } from '../locale/page.ts';
import { CopyField } from '../share/CopyField.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { QrCode } from '../shell/QrCode.tsx';
import { useSession } from '../useSession.ts';
import { AllBut } from './AllBut.tsx';
import { LockRow } from './LockRow.tsx';
import styles from './Locks.module.css';

const countOf = (locks: Locks, keys: readonly ConfigKey[], lock: LockName): number =>
  keys.filter((key) => lockOf(locks, key) === lock).length;

/** What a class may change, and the link that says so. This page itself stays as it is. */
export default function LocksDialog({ onClose }: { onClose: () => void }) {
  const { store } = useSession();
  // made when it is opened: what changes on the page meanwhile is none of it
  const [state] = useState(() => store.getState());
  const [locks, setLocks] = useState<Locks>({ fixed: state.fixed, hidden: state.hidden });
  const link = linksOf({ ...state, ...locks }, location.href).setup;
  const set = (keys: readonly ConfigKey[], lock: LockName): void => {
    setLocks(withLocks(locks, keys, lock));
  };
  /** All are fixed but one; what is not shown stays so, as does what is of another group. */
  const fixAllBut = (keys: readonly ConfigKey[], free: ConfigKey | null): void => {
    const shown = keys.filter((key) => key !== free && lockOf(locks, key) !== 'hidden');
    setLocks(withLocks(withLocks(locks, shown, 'fixed'), free === null ? [] : [free], 'free'));
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p className={styles['text']}>{words.intro}</p>
      <AllBut
        {...{ keys: configKeys, name: null }}
        onFix={(free) => {
          fixAllBut(configKeys, free);
        }}
        onFree={() => {
          set(configKeys, 'free');
        }}
      />
      <div className={styles['groups']}>
        {fieldGroups.map((group) => {
          const keys = configKeys.filter((key) => fields[key].group === group);
          const of = (lock: LockName): number => countOf(locks, keys, lock);
          const name = pageWords.options.groups[group];
          return (
            <details key={group}>
              <summary>
                {name} <span>{words.tally(of('free'), of('fixed'), of('hidden'))}</span>
              </summary>
              <AllBut
                {...{ keys, name }}
                onFix={(free) => {
                  fixAllBut(keys, free);
                }}
                onFree={() => {
                  set(keys, 'free');
                }}
              />
              {keys.map((key) => (
                <LockRow
                  key={key}
                  name={key}
                  value={state.setup.config[key]}
                  lock={lockOf(locks, key)}
                  onChange={(lock) => {
                    set([key], lock);
                  }}
                />
              ))}
            </details>
          );
        })}
      </div>
      <p role="status">{words.sum(countOf(locks, configKeys, 'free'), configKeys.length)}</p>
      <CopyField label={words.link} text={link} />
      <div className={styles['scan']}>
        <div className={styles['code']}>
          <QrCode text={link} label={words.code(link)} />
        </div>
        <div className={styles['honest']}>
          <p>
            <a href={link} target="_blank" rel="noreferrer">
              {words.open}
            </a>
          </p>
          <p className={styles['text']}>{words.honest}</p>
        </div>
      </div>
    </Dialog>
  );
}
