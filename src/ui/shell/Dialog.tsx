import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A drawer stands at the page's right edge. */
  readonly isDrawer?: boolean;
}

/** A native dialog, open for as long as it is drawn: the browser keeps the focus in it, Escape and the button end it. */
export function Dialog({ title, onClose, children, isDrawer = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog && !dialog.open) {
      opener.current = document.activeElement;
      dialog.showModal();
    }
    return () => {
      // the browser gives the focus back where a dialog is closed, not where it is drawn no more
      const { activeElement, body } = document;
      if (activeElement === null || activeElement === body) {
        if (opener.current instanceof HTMLElement) opener.current.focus();
      }
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={classes(styles['dialog'], isDrawer && styles['drawer'])}
      aria-label={title}
      onClose={(event) => {
        // React hands on the closing of a dialog that is drawn within this one
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles['head']}>
        <h2>{title}</h2>
        <button type="button" onClick={() => element.current?.close()}>
          {pageWords.close}
        </button>
      </div>
      <div className={styles['body']}>{children}</div>
    </dialog>
  );
}
