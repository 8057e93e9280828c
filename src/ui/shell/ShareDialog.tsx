import { useId, useState } from 'react';
import { holdsOwnWords, holdsUsers, linksOf } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { shareWords } from '../locale/share.ts';
import { usersWords } from '../locale/users.ts';
import { Cite } from '../share/Cite.tsx';
import { CopyField } from '../share/CopyField.tsx';
import { Embed } from '../share/Embed.tsx';
import { SaveHandout } from '../share/SaveHandout.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { Dialog } from './Dialog.tsx';
import { fetchedDialog } from './fetched.tsx';
import { QrCode } from './QrCode.tsx';
import styles from './ShareDialog.module.css';

const LocksDialog = fetchedDialog(() => import('../locks/LocksDialog.tsx'));

const words = shareWords;
type LinkName = 'setup' | 'moment';
const names: readonly LinkName[] = ['setup', 'moment'];

/** Links to the setup and to the moment looked at, to be copied or scanned, and how to cite, to embed and to save what they open. Made when it is opened. */
export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const { store } = useSession();
  const [links] = useState(() => linksOf(store.getState(), location.href));
  const [isWhole] = useState(() => holdsUsers(store.getState()));
  const [scanned, setScanned] = useState<LinkName>('moment');
  const [holdsWritten] = useState(() => holdsOwnWords(store.getState()));
  const [isLarge, setLarge] = useState(false);
  const [isLocking, setLocking] = useState(false);
  // what its link has locked can't be freed from inside a page
  const isLocked = useSessionState(({ fixed, hidden }) => fixed.length + hidden.length > 0);
  const group = useId();
  if (isLocking) {
    return <LocksDialog onClose={onClose} />;
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      {!isLarge && (
        <>
          <CopyField label={words.setup} text={links.setup} />
          {!isWhole && <p role="note">{usersWords.own.tooLong}</p>}
          <CopyField label={words.moment} text={links.moment} hint={words.momentHint} />
        </>
      )}
      <div className={classes(styles['scan'], isLarge && styles['large'])}>
        <div className={styles['code']}>
          <QrCode text={links[scanned]} label={words.code(words[scanned])} />
        </div>
        <fieldset>
          <legend>{words.codeOf}</legend>
          {names.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name={group}
                checked={scanned === name}
                onChange={() => {
                  setScanned(name);
                }}
              />
              {words.codes[name]}
            </label>
          ))}
          <button
            type="button"
            aria-pressed={isLarge}
            onClick={() => {
              setLarge(!isLarge);
            }}
          >
            {words.large}
          </button>
        </fieldset>
      </div>
      {!isLarge && (
        <>
          <p className={styles['holds']}>{holdsWritten ? words.holdsWritten : words.holds}</p>
          {!isLocked && (
            <div className={styles['lock']}>
              <button
                type="button"
                onClick={() => {
                  setLocking(true);
                }}
              >
                {words.lock}
              </button>
              <p>{words.lockHint}</p>
            </div>
          )}
          <Cite />
          <Embed />
          <SaveHandout />
        </>
      )}
    </Dialog>
  );
}
