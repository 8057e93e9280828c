import type { ReactNode } from 'react';
import styles from './Notice.module.css';

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly onAction: () => void;
  /** Read out at once. */
  readonly isAlert?: boolean;
}

/** Something is missing or has gone wrong: what, why, and one thing to do. */
export function Notice({ title, children, action, onAction, isAlert = false }: NoticeProps) {
  return (
    <section className={styles['notice']} role={isAlert ? 'alert' : undefined}>
      <h2>{title}</h2>
      {children}
      <button type="button" onClick={onAction}>
        {action}
      </button>
    </section>
  );
}
