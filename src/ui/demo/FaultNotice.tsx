import type { DemoFault } from '../../session/demoSession.ts';
import { faultText } from './wording.ts';
import styles from './FaultNotice.module.css';

function reload(): void {
  location.reload();
}

/** What went wrong, why, and what to do about it. */
export function FaultNotice({ fault, onRestart }: { fault: DemoFault; onRestart: () => void }) {
  const { title, cause, advice, canRestart } = faultText(fault);
  return (
    <section className={styles['notice']} role="alert">
      <h2>{title}</h2>
      <p>{cause}</p>
      <p>{advice}</p>
      {fault.detail !== '' && (
        <p className={styles['detail']}>
          It said: <code>{fault.detail}</code>
        </p>
      )}
      {canRestart ? (
        <button type="button" onClick={onRestart}>
          Start again
        </button>
      ) : (
        <button type="button" onClick={reload}>
          Reload the page
        </button>
      )}
    </section>
  );
}
