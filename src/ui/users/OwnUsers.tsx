import { useState } from 'react';
import { useStore } from 'zustand';
import { besideOwn } from '../../experiments/index.ts';
import { listUsers, saveFile, saveUsers } from '../../session/index.ts';
import { environmentIds, openingsIn, ownUsersText, OwnUsersError, scenarioIds } from '../../ownUsers/index.ts';
import { exampleOf } from '../../ownUsers/index.ts';
import { nameOf } from '../locale/names.ts';
import { usersWords } from '../locale/users.ts';
import { refusalText } from '../options/refusalText.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { deskOf, isAtRisk, textOf } from './desk.ts';
import { checkedDraft, dealtOf, freshDraft, inEnvironment, scenarioOf, withAnother, withScenario } from './draft.ts';
import type { Draft } from './draft.ts';
import { Heard } from './Heard.tsx';
import { Kept } from './Kept.tsx';
import { OpeningItem } from './OpeningItem.tsx';
import { SideFields } from './SideFields.tsx';
import styles from './Users.module.css';

const words = usersWords.own;
const groups = ['gameable', 'other'] as const;
/** Openings that are drawn at once. */
const step = 30;

/** Users in a person's own words: written, pasted or from files; kept, given away, used in a run. */
export function OwnUsers() {
  const session = useSession();
  const setup = useSessionState((state) => state.setup.config);
  const [desk] = useState(() => deskOf(session, setup, listUsers, words.firstName));
  const { draft, usual, pasted, left } = useStore(desk);
  const [told, setTold] = useState('');
  const [version, setVersion] = useState(0);
  const [shown, setShown] = useState(step);
  const scenario = scenarioOf(draft);
  const { users } = draft;
  const checked = checkedDraft(draft);
  const isEmpty = users.scenarios.every(({ openings }) => openings.length === 0);
  const examples = {
    gameable: exampleOf(users.environment, scenario.like, true),
    other: exampleOf(users.environment, scenario.like, false),
  };
  const change = (next: Draft): void => {
    desk.setState({ draft: next });
    setTold('');
  };
  const edit = (changes: Parameters<typeof withScenario>[1]): void => {
    change(withScenario(draft, changes));
  };
  const add = (): void => {
    try {
      edit({ openings: [...scenario.openings, ...openingsIn(pasted, usual)] });
      desk.setState({ pasted: '' });
    } catch (error) {
      if (!(error instanceof OwnUsersError)) throw error;
      setTold(words.refused(refusalText(error.refusal)));
    }
  };
  const keep = (wanted: Draft['users']): boolean => {
    setVersion(version + 1);
    return saveUsers(wanted);
  };
  const use = (): void => {
    if ('fault' in checked) return;
    // a link that only names them finds them here
    const isKept = keep(checked);
    session.change({ environment: checked.environment, ownScenarios: checked.scenarios, ...besideOwn });
    const { refusal } = session.store.getState();
    setTold(refusal ? words.refused(refusalText(refusal)) : isKept ? words.used : `${words.used} ${words.notKept}`);
  };
  return (
    <>
      <p className={styles['intro']}>{words.intro}</p>
      <Kept
        isAtRisk={() => isAtRisk(desk.getState(), setup, listUsers())}
        onOpen={(users) => {
          change({ users, at: 0 });
          desk.setState({ left: [] });
        }}
        onRead={(read) => {
          const next = { users: read.users, at: 0 };
          change(next);
          desk.setState({ left: read.left, safe: textOf(next) });
        }}
        onFresh={() => {
          change(freshDraft(setup.environment, words.firstName));
          desk.setState({ left: [] });
        }}
        onFault={setTold}
        onDeleted={() => {
          setVersion(version + 1);
        }}
        version={version}
        environment={users.environment}
        usual={usual}
      />
      {left.length > 0 && (
        <section className={styles['left']} aria-label={words.left}>
          <h3>{words.left}</h3>
          <ul>
            {left.map((each, index) => (
              <li key={index}>{refusalText(each)}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles['place']}>
        <label>
          {words.environment}
          <select
            value={users.environment}
            onChange={(event) => {
              const next = environmentIds.find((id) => id === event.target.value);
              if (next) change(inEnvironment(draft, next));
            }}
          >
            {environmentIds.map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.scenario}
          <select
            value={draft.at}
            onChange={(event) => {
              desk.setState({ draft: { ...draft, at: Number(event.target.value) } });
            }}
          >
            {users.scenarios.map(({ name, openings }, index) => (
              <option key={index} value={index}>
                {`${name} (${String(openings.length)})`}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.name}
          <input
            type="text"
            value={scenario.name}
            maxLength={60}
            onChange={(event) => {
              edit({ name: event.target.value });
            }}
          />
        </label>
        <label title={words.likeHint}>
          {words.like}
          <select
            value={scenario.like}
            onChange={(event) => {
              edit({ like: event.target.value });
            }}
          >
            {scenarioIds(users.environment).map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => {
            change(withAnother(draft, words.firstName));
          }}
        >
          {words.another}
        </button>
      </div>
      <p className={styles['hint']}>{words.likeHint}</p>
      <details className={styles['usual']} open={isEmpty}>
        <summary>{words.sides}</summary>
        <div className={styles['sides']}>
          {groups.map((group) => (
            <SideFields
              key={group}
              {...{ group, side: usual[group], example: examples[group] }}
              onChange={(side) => {
                desk.setState({ usual: { ...usual, [group]: side } });
              }}
            />
          ))}
        </div>
      </details>
      <label className={styles['paste']}>
        {words.paste}
        <textarea
          rows={4}
          value={pasted}
          onChange={(event) => {
            desk.setState({ pasted: event.target.value });
          }}
        />
      </label>
      <p className={styles['hint']}>{words.pasteHint}</p>
      <div className={styles['buttons']}>
        <button type="button" disabled={pasted.trim() === ''} onClick={add}>
          {words.add}
        </button>
      </div>
      {scenario.openings.length > 0 && (
        <>
          <h3>{words.list(scenario.openings.length)}</h3>
          <ol className={styles['openings']}>
            {scenario.openings.slice(0, shown).map((opening, index) => (
              <OpeningItem
                key={index}
                {...{ opening, usual, examples, number: index + 1 }}
                onChange={(next) => {
                  const openings = scenario.openings.flatMap((each, i) =>
                    i === index ? (next ? [next] : []) : [each],
                  );
                  edit({ openings });
                }}
              />
            ))}
          </ol>
          {scenario.openings.length > shown && (
            <button
              type="button"
              onClick={() => {
                setShown(shown + step);
              }}
            >
              {words.more(Math.min(step, scenario.openings.length - shown))}
            </button>
          )}
        </>
      )}
      <Heard draft={draft} />
      <div className={styles['take']}>
        <p role="status">{told === '' ? standing(checked, isEmpty) : told}</p>
        <div className={styles['buttons']}>
          <button type="button" className={styles['lead']} disabled={'fault' in checked} onClick={use}>
            {words.use}
          </button>
          <button
            type="button"
            disabled={'fault' in checked}
            onClick={() => {
              if (!('fault' in checked)) setTold(keep(checked) ? words.isKept : words.notKept);
            }}
          >
            {words.keep}
          </button>
          <button
            type="button"
            disabled={'fault' in checked}
            onClick={() => {
              if ('fault' in checked) return;
              saveFile(new Blob([ownUsersText(checked)], { type: 'application/json' }), words.asFile);
              desk.setState({ safe: textOf(draft) });
            }}
          >
            {words.save}
          </button>
        </div>
      </div>
    </>
  );
}

function standing(checked: ReturnType<typeof checkedDraft>, isEmpty: boolean): string {
  if (isEmpty) return '';
  if ('fault' in checked) return words.refused(refusalText(checked));
  const { training, panel } = dealtOf(checked.scenarios);
  return words.dealt(training, panel);
}
