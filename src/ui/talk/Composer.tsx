import { useId } from 'react';
import type { KeyboardEvent } from 'react';
import { mostSaid } from '../../session/index.ts';
import type { Speaker } from '../../policies/index.ts';
import { talkWords as words } from '../locale/talk.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { pinnedTo } from './partner.ts';
import { suggestionsShown } from './suggestionsShown.ts';
import type { Replies } from './useReplies.ts';
import styles from './Talk.module.css';

interface ComposerProps {
  readonly replies: Replies;
  readonly speaker: Speaker | null;
  readonly opening: string;
  /** No message would be answered any more. */
  readonly isOver: boolean;
}

/** The field for the next message, with the suggested opening in it until something is said. */
export function Composer({ replies, speaker, opening, isOver }: ComposerProps) {
  const session = useSession();
  const talking = useSessionState((state) => state.talking);
  const id = useId();
  const hintId = useId();
  const distressId = useId();
  const { said, seed } = talking;
  const isFirst = said.length === 0;
  const draft = talking.draft ?? (isFirst ? opening : '');
  const { isBusy, isStopped } = replies;
  const isFull = isOver || said.length >= mostSaid;
  const canSend = !isBusy && !isFull && draft.trim() !== '';

  const send = (): void => {
    if (!canSend) return;
    const text = isFirst && draft === opening ? null : draft;
    session.talk({ ...pinnedTo(speaker), said: [...said, { text, seed }], draft: null }, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const again = (): void => {
    const next = seed + 1;
    session.talk(
      { seed: next, said: said.map((each, i) => (i < said.length - 1 ? each : { ...each, seed: next })) },
      true,
    );
  };

  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={id}>{words.message}</label>
      <p id={distressId} className={styles['small']}>
        {words.distress}
      </p>
      <textarea
        id={id}
        lang="en"
        dir="auto"
        rows={2}
        maxLength={400}
        value={draft}
        placeholder={words.placeholder}
        aria-describedby={`${distressId} ${hintId}`}
        disabled={isFull}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          session.talk({ draft: event.target.value }, false);
        }}
      />
      <div className={styles['actions']}>
        <button type="submit" className={styles['send']} disabled={!canSend}>
          {words.send}
        </button>
        {isFirst ? (
          <button
            type="button"
            onClick={() => {
              session.talk({ opening: talking.opening + suggestionsShown, draft: null }, true);
            }}
          >
            {words.another}
          </button>
        ) : (
          <>
            <button type="button" disabled={isBusy} onClick={again}>
              {words.again}
            </button>
            <button
              type="button"
              onClick={() => {
                session.talk({ said: [], draft: null }, true);
              }}
            >
              {words.fresh}
            </button>
          </>
        )}
        <span className={styles['small']}>{words.seed(seed)}</span>
      </div>
      <div className={styles['state']}>
        {isBusy ? (
          <>
            <span role="status">{words.progress(replies.progress)}</span>
            <button type="button" onClick={replies.stop}>
              {words.cancel}
            </button>
          </>
        ) : isStopped ? (
          <>
            <span role="status">{words.stopped}</span>
            <button type="button" onClick={replies.retry}>
              {words.answer}
            </button>
          </>
        ) : (
          <span id={hintId}>{isFull ? (speaker ? words.over : words.overAlone) : words.keys}</span>
        )}
      </div>
    </form>
  );
}
