import { useId, useState } from 'react';
import type { ConfigKey } from '../../experiments/index.ts';
import { lockWords as words } from '../locale/locks.ts';
import { fieldLabel } from '../locale/options.ts';
import styles from './Locks.module.css';

interface AllButProps {
  readonly keys: readonly ConfigKey[];
  /** Of the group; null: all options. */
  readonly name: string | null;
  /** Null: all are fixed. */
  readonly onFix: (free: ConfigKey | null) => void;
  readonly onFree: () => void;
}

/** Fixes all of some options but one, or frees them all. */
export function AllBut({ keys, name, onFix, onFree }: AllButProps) {
  const id = useId();
  const [free, setFree] = useState<ConfigKey | null>(null);
  return (
    <div className={styles['allBut']}>
      <label htmlFor={id}>{name === null ? words.allBut : words.allButOf(name)}</label>
      <select
        id={id}
        value={free ?? ''}
        onChange={(event) => {
          setFree(keys.find((key) => key === event.target.value) ?? null);
        }}
      >
        <option value="">{words.nothing}</option>
        {keys.map((key) => (
          <option key={key} value={key}>
            {fieldLabel(key)}
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label={words.fixOf(name ?? words.everything)}
        onClick={() => {
          onFix(free);
        }}
      >
        {words.fix}
      </button>
      <button type="button" aria-label={words.freeOf(name ?? words.everything)} onClick={onFree}>
        {words.free}
      </button>
    </div>
  );
}
