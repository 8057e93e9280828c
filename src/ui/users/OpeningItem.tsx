import type { OwnOpening } from '../../experiments/index.ts';
import type { UsualSides } from '../../ownUsers/index.ts';
import { usersWords } from '../locale/users.ts';
import { lastMessage, withMessage } from './draft.ts';
import { SideFields } from './SideFields.tsx';
import styles from './Users.module.css';

const words = usersWords.own;
const groups = ['gameable', 'other'] as const;

interface OpeningItemProps {
  readonly opening: OwnOpening;
  /** Counted from 1. */
  readonly number: number;
  /** Of a kind of user who begins to say it. */
  readonly usual: UsualSides;
  readonly examples: Readonly<Record<'gameable' | 'other', Readonly<Record<'wish' | 'goal', string>>>>;
  /** Null: it is removed. */
  readonly onChange: (opening: OwnOpening | null) => void;
}

/** One opening: the message, who says it, and what is known of them. */
export function OpeningItem({ opening, number, usual, examples, onChange }: OpeningItemProps) {
  const before = opening.messages.slice(0, -1).map(({ text }) => text);
  return (
    <li className={styles['opening']}>
      <div className={styles['message']}>
        <textarea
          rows={2}
          aria-label={words.opening(number)}
          value={lastMessage(opening)}
          onChange={(event) => {
            onChange(withMessage(opening, event.target.value));
          }}
        />
        <button
          type="button"
          aria-label={words.drop(number)}
          onClick={() => {
            onChange(null);
          }}
        >
          {words.dropShort}
        </button>
      </div>
      {before.length > 0 && <p className={styles['hint']}>{words.before(before.join(' / '))}</p>}
      <details>
        <summary>{words.details}</summary>
        {groups.map((group) => {
          const side = opening[group];
          return (
            <div key={group} className={styles['known']}>
              <label>
                <input
                  type="checkbox"
                  checked={side !== null}
                  onChange={(event) => {
                    onChange({ ...opening, [group]: event.target.checked ? usual[group] : null });
                  }}
                />
                {words.says[group]}
              </label>
              {side && (
                <SideFields
                  {...{ group, side, example: examples[group] }}
                  onChange={(next) => {
                    onChange({ ...opening, [group]: next });
                  }}
                />
              )}
            </div>
          );
        })}
      </details>
    </li>
  );
}
