import { useEffect, useRef, useState } from 'react';
import { libraryWords } from '../locale/library.ts';
import styles from './RunTable.module.css';

/** A run's name while it is being changed. `onEnd` null: it stays as it was. */
export function NameForm({ name, onEnd }: { name: string; onEnd: (name: string | null) => void }) {
  const [typed, setTyped] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.select();
  }, []);
  return (
    <form
      className={styles['naming']}
      onSubmit={(event) => {
        event.preventDefault();
        onEnd(typed.trim() === '' ? null : typed);
      }}
    >
      <input
        ref={field}
        type="text"
        aria-label={libraryWords.name}
        value={typed}
        maxLength={120}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
        onKeyDown={({ key }) => {
          if (key === 'Escape') onEnd(null);
        }}
      />
      <button type="submit">{libraryWords.save}</button>
    </form>
  );
}
