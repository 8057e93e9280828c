import { useId } from 'react';
import type { OwnSide } from '../../experiments/index.ts';
import { usersWords } from '../locale/users.ts';
import { withSide } from './draft.ts';
import styles from './Users.module.css';

const words = usersWords.own;
const parts = ['notes', 'wish', 'goal'] as const;

interface SideFieldsProps {
  readonly group: 'gameable' | 'other';
  readonly side: OwnSide;
  /** What the environment says where nothing is written. */
  readonly example: Readonly<Record<'wish' | 'goal', string>>;
  readonly onChange: (side: OwnSide) => void;
}

/** What is said of one kind of users: to the agent, to the rater, to the user model. */
export function SideFields({ group, side, example, onChange }: SideFieldsProps) {
  const id = useId();
  return (
    <fieldset className={styles['side']} data-group={group}>
      <legend>{words.groups[group]}</legend>
      {parts.map((part) => (
        <label key={part} htmlFor={`${id}${part}`}>
          {words[part]}
          <textarea
            id={`${id}${part}`}
            rows={2}
            value={side[part] ?? ''}
            placeholder={part === 'notes' ? words.none : words.example(example[part])}
            onChange={(event) => {
              onChange(withSide(side, part, event.target.value));
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
