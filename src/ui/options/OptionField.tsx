import { useId, useState } from 'react';
import { fields, listOptions } from '../../experiments/index.ts';
import type { ConfigKey, Field, RunConfig } from '../../experiments/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { fieldHelp, fieldLabel, fieldUnit } from '../locale/options.ts';
import { settingNote } from './settingNote.ts';
import { settingText } from './settingText.ts';
import styles from './OptionField.module.css';

const words = pageWords.options;

interface OptionFieldProps {
  readonly name: ConfigKey;
  readonly config: RunConfig;
  readonly preset: RunConfig[ConfigKey];
  /** How it is told what stands in the preset, or whatever it is compared with. */
  readonly compared?: { readonly preset: (value: string) => string; readonly changed: string };
  readonly isChanged: boolean;
  readonly isFixed: boolean;
  /** Why the last value was refused. */
  readonly fault: string | null;
  readonly onChange: (value: unknown) => void;
}

/** One option: label, control, range, default, help, and whether it differs from the preset. */
export function OptionField(props: OptionFieldProps) {
  const { name, config, preset, isChanged, isFixed, fault, compared = words } = props;
  const field = fields[name];
  const [id, helpId] = [useId(), useId()];
  const note = settingNote(name, config);
  const isList = field.kind === 'list' || field.kind === 'structure';
  return (
    <div className={classes(styles['field'], isChanged && styles['changed'])}>
      {isList ? <span id={id}>{fieldLabel(name)}</span> : <label htmlFor={id}>{fieldLabel(name)}</label>}
      <Control {...props} field={field} id={id} helpId={helpId} />
      <p id={helpId} className={styles['help']}>
        {note === '' ? fieldHelp(name) : `${fieldHelp(name)} ${note}`}{' '}
        <span>
          {[
            rangeOf(field),
            words.default(settingText(name, field.default)),
            isChanged ? compared.preset(settingText(name, preset)) : '',
          ]
            .filter((part) => part !== '')
            .join('; ')}
        </span>
        {isChanged && <b> {compared.changed}</b>}
        {isFixed && <b> {pageWords.setup.fixed}</b>}
      </p>
      {fault !== null && (
        <p className={styles['fault']} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function rangeOf(field: Field): string {
  if (field.kind !== 'whole' && field.kind !== 'number') return '';
  return words.range(field.low, field.high, 'unit' in field ? fieldUnit(field.unit) : '');
}

type ControlProps = OptionFieldProps & { readonly field: Field; readonly id: string; readonly helpId: string };

function Control({ field, name, config, id, helpId, isFixed, fault, onChange }: ControlProps) {
  const value = config[name];
  const shown = typeof value === 'object' ? '' : String(value);
  const [kept, setTyped] = useState<string | null>(null);
  // what was refused stays to be mended, until another change is taken: then the setting is shown as it is
  const isStale = fault === null && field.kind !== 'model' && kept !== null && kept !== '' && Number(kept) !== value;
  const typed = isStale ? null : kept;
  const common = { disabled: isFixed, 'aria-describedby': helpId, 'aria-invalid': fault !== null };
  switch (field.kind) {
    case 'switch':
      return (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          {...common}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
      );
    case 'choice':
      return (
        <select
          id={id}
          value={shown}
          {...common}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        >
          {field.options.map((option) => (
            <option key={option} value={option}>
              {nameOf(option)}
            </option>
          ))}
        </select>
      );
    case 'list': {
      const options = listOptions(field, config);
      const chosen: readonly string[] = Array.isArray(value) ? value : [];
      return (
        <div role="group" aria-labelledby={id} aria-describedby={helpId} className={styles['list']}>
          {options.map((option) => (
            <label key={option}>
              <input
                type="checkbox"
                disabled={isFixed}
                checked={chosen.includes(option)}
                onChange={(event) => {
                  onChange(options.filter((each) => (each === option ? event.target.checked : chosen.includes(each))));
                }}
              />
              {nameOf(option)}
            </label>
          ))}
        </div>
      );
    }
    case 'structure':
      return (
        <div role="group" aria-labelledby={id} aria-describedby={helpId} className={styles['list']}>
          <span>{settingText(name, value)}</span>
          {Array.isArray(value) && value.length > 0 && (
            <button
              type="button"
              disabled={isFixed}
              onClick={() => {
                onChange([]);
              }}
            >
              {words.remove}
            </button>
          )}
        </div>
      );
    case 'model':
      return (
        <input
          id={id}
          type="text"
          value={typed ?? shown}
          {...common}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onBlur={() => {
            if (typed !== null && typed !== value) onChange(typed.trim());
            setTyped(null);
          }}
        />
      );
    case 'whole':
    case 'number':
      return (
        <input
          id={id}
          type="number"
          step="any"
          min={field.low}
          max={field.high}
          value={typed ?? shown}
          {...common}
          onChange={(event) => {
            setTyped(event.target.value);
            if (event.target.value !== '') onChange(Number(event.target.value));
          }}
          onBlur={() => {
            if (fault === null) setTyped(null);
          }}
        />
      );
  }
}
