import { useId, useRef, useState } from 'react';
import { classes } from '../classes.ts';
import { shareWords } from '../locale/share.ts';
import styles from './CopyField.module.css';

const words = shareWords;

interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  readonly hint?: string;
  /** Lines that are seen at once; 1: a line that is not broken. */
  readonly rows?: number;
}

/** A text to be given away, which can be copied by a button or, where the browser forbids that, by hand. */
export function CopyField({ label, text, hint, rows = 1 }: CopyFieldProps) {
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState('');
  const copy = (): void => {
    (line.current ?? lines.current)?.select();
    navigator.clipboard.writeText(text).then(
      () => {
        setTold(words.copied);
      },
      () => {
        setTold(words.refused);
      },
    );
  };
  return (
    <div className={classes(styles['field'], rows > 1 && styles['lines'])}>
      <label htmlFor={id}>{label}</label>
      <div>
        {rows === 1 ? (
          <input ref={line} id={id} type="text" dir="ltr" readOnly value={text} />
        ) : (
          <textarea ref={lines} id={id} rows={rows} dir="ltr" readOnly value={text} spellCheck={false} />
        )}
        <button type="button" onClick={copy} aria-label={`${words.copy}: ${label}`}>
          {words.copy}
        </button>
      </div>
      {hint !== undefined && <p>{hint}</p>}
      <p role="status">{told}</p>
    </div>
  );
}
