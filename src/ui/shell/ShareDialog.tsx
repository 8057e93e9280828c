import { useId, useRef, useState } from 'react';
import { linksOf } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { en } from '../locale/en.ts';
import { useSession } from '../useSession.ts';
import { Dialog } from './Dialog.tsx';
import { QrCode } from './QrCode.tsx';
import styles from './ShareDialog.module.css';

const words = en.shareDialog;
type LinkName = 'setup' | 'moment';
const names: readonly LinkName[] = ['setup', 'moment'];

/** Links to the setup and to the moment looked at, to be copied or scanned. Made when it is opened. */
export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const { store } = useSession();
  const [links] = useState(() => linksOf(store.getState(), location.href));
  const [scanned, setScanned] = useState<LinkName>('moment');
  const [isLarge, setLarge] = useState(false);
  const group = useId();
  return (
    <Dialog title={words.title} onClose={onClose}>
      {!isLarge && (
        <>
          <LinkField label={words.setup} link={links.setup} />
          <LinkField label={words.moment} link={links.moment} hint={words.momentHint} />
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
      {!isLarge && <p className={styles['holds']}>{words.holds}</p>}
    </Dialog>
  );
}

function LinkField({ label, link, hint }: { label: string; link: string; hint?: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState('');
  const copy = (): void => {
    field.current?.select();
    navigator.clipboard.writeText(link).then(
      () => {
        setTold(words.copied);
      },
      () => {
        setTold(words.refused);
      },
    );
  };
  return (
    <div className={styles['link']}>
      <label htmlFor={id}>{label}</label>
      <div>
        <input ref={field} id={id} type="text" readOnly value={link} />
        <button type="button" onClick={copy} aria-label={`${words.copy}: ${label}`}>
          {words.copy}
        </button>
      </div>
      {hint !== undefined && <p>{hint}</p>}
      <p role="status">{told}</p>
    </div>
  );
}
