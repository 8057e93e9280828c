import { useId } from 'react';
import styles from './Models.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Not shown, and not remembered by the browser. */
  readonly isSecret?: boolean;
  /** Words to choose from. */
  readonly suggestions?: readonly string[];
}

/** A line of text with its label. */
export function TextField({ label, value, onChange, isSecret = false, suggestions = [] }: TextFieldProps) {
  const [id, listId] = [useId(), useId()];
  return (
    <div className={styles['role']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={isSecret ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        value={value}
        {...(suggestions.length > 0 ? { list: listId } : {})}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </div>
  );
}
