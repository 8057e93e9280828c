import { useMemo } from 'react';
import { talkBasis } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { talkWords as words } from '../locale/talk.ts';
import { useSession, useSessionState } from '../useSession.ts';
import type { Partner } from './partner.ts';
import { numbersAround } from './suggestionsShown.ts';
import styles from './Talk.module.css';

/** Openings to choose from, each of another user of the chosen kind. */
export function Suggestions({ config }: Pick<Partner, 'config'>) {
  const session = useSession();
  const talking = useSessionState((state) => state.talking);
  const all = useMemo(
    () =>
      numbersAround(talking.opening).map((number) => ({
        ...{ number, ...talkBasis(config, { ...talking, opening: number, notes: null }, null) },
      })),
    [config, talking],
  );
  return (
    <div className={styles['suggestions']} role="group" aria-label={words.suggestions}>
      <p className={styles['hint']}>{words.start}</p>
      {all.map(({ number, opening: text, state }) => (
        <button
          key={number}
          type="button"
          lang="en"
          dir="ltr"
          aria-pressed={number === talking.opening}
          className={classes(number === talking.opening && styles['chosen'])}
          onClick={() => {
            session.talk({ opening: number, draft: null }, true);
          }}
        >
          {text}
          <small>{state.notes}</small>
        </button>
      ))}
    </div>
  );
}
