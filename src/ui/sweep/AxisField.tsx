import { useId } from 'react';
import { fields } from '../../experiments/index.ts';
import type { ConfigKey } from '../../experiments/index.ts';
import { isDifferent, mostValues, valuesIn } from '../../session/index.ts';
import type { AxisValue, SweepAxis } from '../../session/index.ts';
import { Choice } from '../archive/Choice.tsx';
import { nameOf } from '../locale/names.ts';
import { pageWords } from '../locale/page.ts';
import { sweepWords } from '../locale/sweep.ts';
import { fieldLabel } from '../locale/options.ts';
import { faultText } from '../options/refusalText.ts';
import { TextField } from './TextField.tsx';
import styles from './Sweep.module.css';

const words = sweepWords.setup;

interface AxisFieldProps {
  readonly label: string;
  readonly axis: SweepAxis | null;
  readonly keys: readonly ConfigKey[];
  /** What stands for no axis; without it there is always one. */
  readonly none?: string;
  readonly propose: (key: ConfigKey) => readonly AxisValue[];
  readonly onChange: (axis: SweepAxis | null) => void;
}

/** A field that varies, and its values: numbers are typed, of anything else some are chosen. */
export function AxisField({ label, axis, keys, none, propose, onChange }: AxisFieldProps) {
  const options = keys.map((key) => [key, fieldLabel(key)] as const);
  return (
    <div className={styles['axis']}>
      <Choice
        label={label}
        value={axis?.key ?? ''}
        options={none === undefined ? options : [['', none], ...options]}
        onChoose={(value) => {
          const key = keys.find((each) => each === value);
          onChange(key ? { key, values: propose(key) } : null);
        }}
      />
      {axis && <Values axis={axis} onChange={onChange} />}
    </div>
  );
}

function Values({ axis, onChange }: { axis: SweepAxis; onChange: (axis: SweepAxis) => void }) {
  const { key, values } = axis;
  const id = useId();
  const field = fields[key];
  if (field.kind === 'whole' || field.kind === 'number') {
    return (
      <TextField
        key={`${key} ${values.join()}`}
        label={words.values(fieldLabel(key))}
        hint={words.valuesHint(mostValues)}
        text={values.join(', ')}
        onText={(text) => {
          const typed = valuesIn(key, text);
          const fault = faultOf(typed);
          if (fault === null && 'length' in typed) onChange({ key, values: typed });
          return fault;
        }}
      />
    );
  }
  const all: readonly AxisValue[] =
    field.kind === 'switch' ? [false, true] : field.kind === 'choice' ? field.options : [];
  return (
    <div role="group" aria-labelledby={id} className={styles['values']}>
      <span id={id}>{words.values(fieldLabel(key))}</span>
      {all.map((value) => {
        const isChosen = values.includes(value);
        return (
          <label key={String(value)}>
            <input
              type="checkbox"
              checked={isChosen}
              // one is left at least
              disabled={isChosen && values.length === 1}
              onChange={() => {
                onChange({ key, values: all.filter((each) => (each === value ? !isChosen : values.includes(each))) });
              }}
            />
            {textOf(value)}
          </label>
        );
      })}
    </div>
  );
}

const textOf = (value: AxisValue): string =>
  typeof value === 'boolean' ? (value ? pageWords.options.on : pageWords.options.off) : nameOf(String(value));

function faultOf(typed: ReturnType<typeof valuesIn>): string | null {
  // what is typed is always with a point, which a language may write otherwise
  if ('fault' in typed) return `${faultText(typed.fault)}; ${words.valuesHint(mostValues)}`;
  if (typed.length === 0) return words.faults.none;
  if (typed.length > mostValues) return words.faults.most(mostValues);
  return isDifferent(typed) ? null : words.faults.twice;
}
