import { useId, useRef, useState } from 'react';
import { addressOf } from '../../session/index.ts';
import { en } from '../locale/en.ts';
import { useSession } from '../useSession.ts';
import { Dialog } from './Dialog.tsx';
import styles from './ShareDialog.module.css';

const siteAddress = (): string => location.href.replace(/#.*$/u, '');
/** As much of a fingerprint as a link carries. */
const fingerprintDigits = 16;

/** Links to the setup and to the moment looked at. Made when it is opened. */
export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const state = useSession().store.getState();
  const { view } = state;
  const isWhole = view?.end === 'finished' || view?.end === 'collapsed';
  const fingerprint = isWhole ? view.fingerprint.slice(0, fingerprintDigits) : null;
  const shown = view ? { ...state, setup: { ...state.setup, config: view.config } } : state;
  return (
    <Dialog title={en.shareDialog.title} onClose={onClose}>
      <LinkField
        label={en.shareDialog.setup}
        hash={addressOf({ ...state, screen: 'run', lookedAt: null, compared: null })}
      />
      <LinkField label={en.shareDialog.moment} hash={addressOf(shown, fingerprint)} hint={en.shareDialog.momentHint} />
      <p className={styles['holds']}>{en.shareDialog.holds}</p>
    </Dialog>
  );
}

function LinkField({ label, hash, hint }: { label: string; hash: string; hint?: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState('');
  const copy = (): void => {
    field.current?.select();
    navigator.clipboard.writeText(siteAddress() + hash).then(
      () => {
        setTold(en.shareDialog.copied);
      },
      () => {
        setTold(en.shareDialog.refused);
      },
    );
  };
  return (
    <div className={styles['link']}>
      <label htmlFor={id}>{label}</label>
      <div>
        <input ref={field} id={id} type="text" readOnly value={siteAddress() + hash} />
        <button type="button" onClick={copy} aria-label={`${en.shareDialog.copy}: ${label}`}>
          {en.shareDialog.copy}
        </button>
      </div>
      {hint !== undefined && <p>{hint}</p>}
      <p role="status">{told}</p>
    </div>
  );
}
