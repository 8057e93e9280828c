import { useEffect, useRef, useState } from 'react';
import { usersWords } from '../locale/users.ts';
import styles from './Users.module.css';

interface QuestionProps {
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks, where it stands, before something is gone for good. The focus comes to it, and goes back to where it was. */
export function Question({ text, yes, onYes, onNo }: QuestionProps) {
  const no = useRef<HTMLButtonElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    no.current?.focus();
    return () => {
      // whoever has gone elsewhere meanwhile stays there
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [before]);
  return (
    <div className={styles['question']} role="alert">
      <p>{text}</p>
      <div className={styles['buttons']}>
        <button type="button" onClick={onYes}>
          {yes}
        </button>
        <button ref={no} type="button" onClick={onNo}>
          {usersWords.own.no}
        </button>
      </div>
    </div>
  );
}
