import { useCallback, useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { OpenTrajectory, Place } from '../../archive/index.ts';
import type { Against } from '../../policies/index.ts';
import { classes } from '../classes.ts';
import type { Stored } from '../archive/StoredRuns.tsx';
import { useAnswer } from '../archive/useAnswer.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import said from '../run/Conversation.module.css';
import { GroupMark } from '../run/Marks.tsx';
import { Said } from '../run/Said.tsx';
import { Found } from './Found.tsx';
import { ReplyFacts } from './ReplyFacts.tsx';
import { Reasons } from './Reasons.tsx';
import { Sights } from './Sights.tsx';
import { Tokens } from './Tokens.tsx';
import { useMeasurement } from './useMeasurement.ts';
import { refusalText } from '../options/refusalText.ts';
import styles from './Panel.module.css';

const words = trajectoryWords.panel;

interface PanelProps {
  readonly archive: Stored;
  /** Null: nothing is chosen. */
  readonly place: Place | null;
  /** What was searched for. */
  readonly wanted: string;
  readonly panelRef: RefObject<HTMLDivElement | null>;
  readonly onBack: () => void;
  readonly onFault: (fault: string) => void;
}

/** The conversation that is read, with all that is known about it. */
export function Panel({ archive, place, wanted, panelRef, onBack, onFault }: PanelProps) {
  const { run = '', part = 'training', iteration = 0, index = 0 } = place ?? {};
  const isChosen = place !== null;
  const ask = useCallback(
    () => (isChosen ? archive.trajectory({ run, part, iteration, index }) : Promise.resolve(null)),
    [archive, isChosen, run, part, iteration, index],
  );
  const { value, fault } = useAnswer(ask);
  /** Stays from one conversation to the next. */
  const [against, setAgainst] = useState<Against>('update');
  useEffect(() => {
    if (fault !== null) onFault(fault);
  }, [fault, onFault]);
  // what is read next begins at its beginning
  useEffect(() => {
    if (panelRef.current) panelRef.current.scrollTop = 0;
  }, [value, panelRef]);
  return (
    <div ref={panelRef} className={styles['panel']} role="region" aria-label={words.region} tabIndex={0}>
      <button type="button" className={styles['back']} onClick={onBack}>
        {words.back}
      </button>
      {!place && <p className={styles['hint']}>{words.choose}</p>}
      {place && !value && <p className={styles['hint']}>{words.loading}</p>}
      {place && value?.kind === 'damaged' && (
        <div className={styles['fault']} role="alert">
          <h2>{words.damaged.title}</h2>
          <p>{words.damaged.text}</p>
          <code>{refusalText(value.refusal)}</code>
        </div>
      )}
      {place && value?.kind === 'open' && (
        <Conversation opened={value} wanted={wanted} against={against} onAgainst={setAgainst} />
      )}
    </div>
  );
}

interface ConversationProps {
  readonly opened: OpenTrajectory;
  /** What was searched for. */
  readonly wanted: string;
  /** What log-ratios compare. */
  readonly against: Against;
  readonly onAgainst: (against: Against) => void;
}

/** All that was said, as text whatever stands in it, and after each reply how it was judged. */
function Conversation({ opened, wanted, ...choice }: ConversationProps) {
  const { stored, replies } = opened;
  const { trajectory, part, iteration, index } = stored;
  const { state, turns, played } = trajectory;
  const group = state.gameable ? 'gameable' : 'other';
  const asked = useMeasurement(stored);
  const twinOf = stored.part === 'panel' ? stored.trajectory.twinOf : null;
  return (
    <article className={classes(said['conversation'], said[group])}>
      <header className={styles['head']}>
        <h2>
          <GroupMark group={group} />
          {words.title(state.gameable, nameOf(state.scenario))}
          <span className={said['tag']}>{pageWords.simulated}</span>
        </h2>
        <p>
          {words.place(part, iteration, index)} {twinOf && words.twin(twinOf.user, twinOf.channel)}
        </p>
      </header>
      {state.notes !== null && (
        <p className={said['notes']}>
          <b>{pageWords.twins.knows}</b>{' '}
          <Said>
            <Found text={state.notes} wanted={wanted} />
          </Said>
        </p>
      )}
      {turns.map(({ role, text }, at) => {
        const turn = played.findIndex(({ end }) => end === at + 1);
        const reply = played[turn];
        const details = replies[turn];
        return (
          <div key={at} className={styles['turn']}>
            <p className={classes(said['turn'], said[role === 'agent' && !reply ? 'user' : role])}>
              <b>{pageWords.twins[role]}</b>{' '}
              <Said>
                {details?.tokens ? (
                  <Tokens tokens={details.tokens} wanted={wanted} />
                ) : (
                  <Found text={text} wanted={wanted} />
                )}
              </Said>
            </p>
            {reply && (
              <ReplyFacts
                reply={reply}
                group={group}
                turn={turn}
                of={played.length}
                hasTokens={Boolean(details?.tokens)}
                ratios={{ asked, part, ...choice }}
              />
            )}
          </div>
        );
      })}
      {played.length === 0 && <p>{words.noReply}</p>}
      <Reasons opened={opened} />
      <Sights replies={replies} />
    </article>
  );
}
