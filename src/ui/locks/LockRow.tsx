import { useId } from 'react';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { lockNames } from '../../session/index.ts';
import type { LockName } from '../../session/index.ts';
import { lockWords as words } from '../locale/locks.ts';
import { fieldLabel } from '../locale/options.ts';
import { settingText } from '../options/settingText.ts';
import styles from './Locks.module.css';

interface LockRowProps {
  readonly name: ConfigKey;
  readonly value: RunConfig[ConfigKey];
  readonly lock: LockName;
  readonly onChange: (lock: LockName) => void;
}

/** An option with its value: free, fixed, or not shown. */
export function LockRow({ name, value, lock, onChange }: LockRowProps) {
  const id = useId();
  return (
    <fieldset className={styles['row']}>
      <legend>{fieldLabel(name)}</legend>
      <span className={styles['value']}>{settingText(name, value)}</span>
      <span className={styles['choice']}>
        {lockNames.map((each) => (
          <label key={each} title={words.hints[each]}>
            <input
              type="radio"
              name={id}
              checked={lock === each}
              onChange={() => {
                onChange(each);
              }}
            />
            {words.names[each]}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
