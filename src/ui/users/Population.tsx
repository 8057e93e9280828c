import {
  changeableKeys,
  configAt,
  ConfigError,
  parseConfig,
  selectionNotes,
  selectionNoteText,
} from '../../experiments/index.ts';
import type { ChangeableKey, RunConfig } from '../../experiments/index.ts';
import { nextIteration } from '../../session/index.ts';
import { selectionWords } from '../locale/selection.ts';
import { usersWords } from '../locale/users.ts';
import { refusalText } from '../options/refusalText.ts';
import { OptionField } from '../options/OptionField.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './Users.module.css';

const words = usersWords.population;

/** Settings that are not in force yet. */
export type Drafted = Readonly<Record<string, unknown>>;

interface PopulationProps {
  readonly drafted: Drafted;
  readonly onDraft: (drafted: Drafted) => void;
  /** It has been taken. */
  readonly onDone: () => void;
}

/** What is odd about the groups that would be selected from; nothing where the settings don't go together yet. */
function oddities(inForce: RunConfig, drafted: Drafted): string {
  try {
    const notes = selectionNotes(parseConfig({ ...inForce, changes: [], ...drafted }));
    return notes.map((note) => selectionNoteText(selectionWords.sentences, note)).join(' ');
  } catch (error) {
    if (error instanceof ConfigError) return '';
    throw error;
  }
}

/** Who comes and what is rewarded, before the run or from its next iteration on. */
export function Population({ drafted, onDraft, onDone }: PopulationProps) {
  const session = useSession();
  const setup = useSessionState((state) => state.setup.config);
  const view = useSessionState((state) => state.view);
  const next = useSessionState(nextIteration);
  const fixed = useSessionState((state) => state.fixed);
  const hidden = useSessionState((state) => state.hidden);
  const refusal = useSessionState((state) => state.refusal);
  const inForce = next !== null && view ? configAt(view.config, next) : setup;
  const isChanged = (key: ChangeableKey): boolean =>
    Object.hasOwn(drafted, key) && JSON.stringify(drafted[key]) !== JSON.stringify(inForce[key]);
  const changed = changeableKeys.filter(isChanged);
  const settings = Object.fromEntries(changed.map((key) => [key, drafted[key]]));
  const take = (isNext: boolean): void => {
    if (isNext) session.changeNext(settings);
    else session.change(settings);
    if (session.store.getState().refusal === null) onDone();
  };
  return (
    <>
      <p className={styles['intro']}>
        {words.intro} {words.panel}
      </p>
      <div className={styles['fields']}>
        {changeableKeys
          .filter((key) => !hidden.includes(key))
          .map((key) => (
            <OptionField
              key={key}
              name={key}
              // what is drafted is checked where it is taken: until then it is only shown
              config={{ ...inForce, ...drafted }}
              preset={inForce[key]}
              compared={words.compared}
              isChanged={isChanged(key)}
              isFixed={fixed.includes(key)}
              fault={refusal?.field.split('.').includes(key) === true ? refusalText(refusal) : null}
              onChange={(value) => {
                onDraft({ ...drafted, [key]: value });
              }}
            />
          ))}
      </div>
      <p className={styles['odd']} role="status">
        {oddities(inForce, drafted)}
      </p>
      <div className={styles['take']}>
        <p role="status">{changed.length === 0 ? words.nothing : words.changed(changed.length)}</p>
        <div className={styles['buttons']}>
          <button
            type="button"
            disabled={changed.length === 0}
            onClick={() => {
              take(false);
            }}
          >
            {words.before}
          </button>
          {next !== null && (
            <button
              type="button"
              className={styles['lead']}
              disabled={changed.length === 0}
              onClick={() => {
                take(true);
              }}
            >
              {words.next(next)}
            </button>
          )}
        </div>
        <p className={styles['hint']}>
          {words.beforeHint} {next === null ? words.noNext : words.nextHint(next)}
          {changeableKeys.some((key) => fixed.includes(key)) && ` ${words.fixed}`}
        </p>
      </div>
    </>
  );
}
