import { useEffect, useRef } from 'react';
import { nobody } from '../../session/index.ts';
import type { TalkBasis } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { nameOf } from '../locale/names.ts';
import { talkWords as words } from '../locale/talk.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import said from '../run/Conversation.module.css';
import { GroupMark } from '../run/Marks.tsx';
import { Notice } from '../shell/Notice.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { Composer } from './Composer.tsx';
import { Exchange } from './Exchange.tsx';
import { spokenOf } from './spokenOf.ts';
import type { Partner } from './partner.ts';
import { Suggestions } from './Suggestions.tsx';
import { useReplies } from './useReplies.ts';
import { refusalText } from '../options/refusalText.ts';
import styles from './Talk.module.css';

/** All that was said, the latest in sight, and the field for what comes next. */
export function Exchanges({ partner, basis }: { partner: Partner; basis: TalkBasis }) {
  const session = useSession();
  const talking = useSessionState((state) => state.talking);
  const replies = useReplies(basis, talking.said);
  const { answers, done, fault, refused, isBusy } = replies;
  const { speaker } = partner;
  const group = talking.gameable ? 'gameable' : 'other';
  const frame = useRef<HTMLDivElement>(null);
  const count = talking.said.length;
  useEffect(() => {
    const list = frame.current;
    const last = list?.querySelector<HTMLElement>('[data-exchange]:last-of-type');
    if (list && last) list.scrollTop = last.offsetTop - list.offsetTop - 8;
  }, [count, done]);
  const last = answers[count - 1] ?? null;
  return (
    <section className={styles['talk']} aria-label={words.conversation}>
      <header className={said['conversation']}>
        <h3>
          <GroupMark group={group} />
          {trajectoryWords.panel.title(talking.gameable, nameOf(basis.scenario))}
          <span className={said['tag']}>{pageWords.simulated}</span>
        </h3>
      </header>
      <div ref={frame} className={styles['frame']} role="region" aria-label={words.messages} tabIndex={0}>
        {basis.before.map(({ role, text }, i) => (
          <p key={i} className={classes(said['turn'], said['user'])}>
            <b>{pageWords.twins[role]}</b> {text}
          </p>
        ))}
        {count === 0 && <Suggestions config={partner.config} />}
        {speaker?.iteration === 0 && count > 0 && <p className={styles['small']}>{words.same}</p>}
        {talking.said.map(({ text }, i) => (
          <Exchange
            key={i}
            said={text ?? basis.opening}
            after={i === 0 ? basis.after : []}
            answer={answers[i] ?? null}
            isOld={i >= done}
            isAwaited={i >= done && isBusy}
            isTable={partner.config.learner === 'tabularKto' && speaker !== null}
            {...{ group, basis, speaker }}
          />
        ))}
        {refused && (
          <Notice
            isAlert
            title={words.refused.title}
            action={words.refused.action}
            onAction={() => {
              session.talk({ run: nobody, iteration: null }, true);
            }}
          >
            <p>{words.refused.causes[refused.reason]}</p>
            <code>{refusalText(refused.refusal)}</code>
          </Notice>
        )}
        {fault !== null && (
          <Notice isAlert title={words.fault.title} action={words.fault.action} onAction={replies.retry}>
            <p>{words.fault.cause}</p>
            <p>
              {words.fault.said} <code>{fault}</code>
            </p>
          </Notice>
        )}
      </div>
      <Composer
        replies={replies}
        speaker={speaker}
        opening={basis.opening}
        isOver={last !== null && !isBusy && last.trained?.goesOn !== true && !last.untrained.goesOn}
      />
      <p className="spoken" role="status">
        {last && done === count ? spokenOf(last, speaker) : ''}
      </p>
    </section>
  );
}
