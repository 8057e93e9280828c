import { useId, useState } from 'react';
import styles from './Sweep.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly isNumber?: boolean;
  /** Takes what has been typed, or says what is wrong with it. */
  readonly onText: (text: string) => string | null;
}

/** A field whose text is taken when it is left, or by Enter; what can't be taken stays, with its fault. */
export function TextField({ label, hint, text, isNumber = false, onText }: TextFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [id, noteId] = [useId(), useId()];
  const take = (): void => {
    if (typed === null || typed === text) return;
    const wrong = onText(typed);
    setFault(wrong);
    if (wrong === null) setTyped(null);
  };
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={isNumber ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? text}
        aria-invalid={fault !== null}
        aria-describedby={noteId}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
      <small id={noteId} className={fault === null ? undefined : styles['fault']}>
        {fault ?? hint}
      </small>
    </div>
  );
}
