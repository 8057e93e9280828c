import type { Speaker, Talked, TalkReply, TalkSide } from '../../policies/index.ts';
import type { Group } from '../../facts/index.ts';
import type { TalkBasis } from '../../session/index.ts';
import { wordDiff } from '../../core/diff/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { talkWords as words } from '../locale/talk.ts';
import talk from '../run/Conversation.module.css';
import { GroupMark } from '../run/Marks.tsx';
import { Said } from '../run/Said.tsx';
import { Facts } from '../trajectories/Facts.tsx';
import { RatingBars } from '../trajectories/RatingBars.tsx';
import styles from './Talk.module.css';

interface ExchangeProps {
  readonly said: string;
  /** What follows the message by script: the assistant and the veto alone see it. */
  readonly after: TalkBasis['after'];
  /** Null: none yet. */
  readonly answer: Talked | null;
  /** True: the answer was given by somebody else, or with other notes. */
  readonly isOld: boolean;
  /** An answer is on its way. */
  readonly isAwaited: boolean;
  readonly isTable: boolean;
  readonly group: Group;
  readonly basis: TalkBasis;
  readonly speaker: Speaker | null;
}

/** A message of the person and what the two policies say to it. */
export function Exchange({ said, after, answer, isOld, isAwaited, speaker, ...known }: ExchangeProps) {
  const { trained = null, untrained = null } = answer ?? {};
  return (
    <div className={styles['exchange']} data-exchange="" aria-busy={isAwaited}>
      <div className={classes(talk['turn'], talk['user'], styles['said'])}>
        <b>{words.you}</b>
        <p lang="en" dir="auto">
          {said}
        </p>
        {answer && answer.heard !== said && <p className={styles['small']}>{words.heard(answer.heard)}</p>}
        {answer && answer.unknown.length > 0 && <p className={styles['small']}>{words.unknown(answer.unknown)}</p>}
      </div>
      {after.map(({ role, text }, i) => (
        <p key={i} className={classes(talk['turn'], talk['tool'])}>
          <b>{words.scripted(pageWords.twins[role])}</b> <Said>{text}</Said>
        </p>
      ))}
      {(answer !== null || isAwaited) && (
        <div
          className={classes(
            ...[styles['sides'], !speaker && styles['single']],
            ...[answer && isOld && styles['old'], !answer && styles['waiting']],
          )}
        >
          {speaker && <Side title={words.side.trained(speaker.iteration)} side={trained} {...known} />}
          <Side title={words.side.untrained} side={untrained} {...known} />
        </div>
      )}
    </div>
  );
}

interface SideProps extends Pick<ExchangeProps, 'isTable' | 'group' | 'basis'> {
  readonly title: string;
  readonly side: TalkSide | null;
}

function Side({ title, side, isTable, group, basis }: SideProps) {
  const twin = group === 'gameable' ? 'other' : 'gameable';
  const { flipped } = basis;
  const reply = side?.reply ?? null;
  return (
    <article className={styles['side']} aria-label={title}>
      <div className={classes(talk['conversation'], talk[group], styles['own'])}>
        <h4>{title}</h4>
        {reply ? (
          <Reply reply={reply} from={null} group={group} basis={basis} />
        ) : (
          <p className={styles['small']}>{side ? (isTable ? words.table : words.full) : words.waiting}</p>
        )}
      </div>
      {/* where it stands follows from the reply above it, so it comes with it */}
      {reply && (
        <div className={classes(talk['conversation'], talk[twin], styles['flipped'])}>
          <h5>
            {flipped && <GroupMark group={twin} />}
            {flipped ? words.flipped(flipped.to) : words.noFlip}
          </h5>
          {flipped && !side?.flipped && <p className={styles['small']}>{words.flipFull}</p>}
          {side?.flipped && <Reply reply={side.flipped} from={reply.text} group={twin} basis={basis} />}
        </div>
      )}
    </article>
  );
}

interface ReplyProps {
  readonly reply: TalkReply;
  /** The reply with which it is compared, word by word; null: the one that is not turned round. */
  readonly from: string | null;
  readonly group: Group;
  readonly basis: TalkBasis;
}

/** What was said, as text whatever stands in it, and how rater, veto and tagger see it. */
function Reply({ reply, from, group, basis }: ReplyProps) {
  const { plan, text, ended, judged, gold } = reply;
  const { asks } = basis.request.veto;
  return (
    <>
      {plan !== null && (
        <p className={classes(talk['turn'], talk['plan'])}>
          <b>{words.plan}</b> <Said>{plan}</Said>
        </p>
      )}
      {text === from ? (
        <p className={styles['same']}>{words.sameReply}</p>
      ) : (
        <p className={classes(talk['turn'], talk['agent'])}>
          <b>{pageWords.twins.agent}</b> <Said>{from === null ? text : <Changed from={from} to={text} />}</Said>
        </p>
      )}
      <div className={styles['judged']}>
        {judged && <RatingBars probabilities={judged.ratings} expected={judged.expected} group={group} />}
        <Facts
          facts={[
            ...(judged
              ? [
                  [words.rating, words.ratingValue(judged.expected)] as const,
                  [words.veto(asks), words.vetoValue(judged.veto, basis.vetoLevel)] as const,
                ]
              : [[words.judges, words.unjudged] as const]),
            [words.gold, words.goldValue(gold, ended)],
          ]}
        />
      </div>
    </>
  );
}

/** A reply with what the other one says instead of its words; where the two share nothing, the reply alone. */
function Changed({ from, to }: { from: string; to: string }) {
  const parts = wordDiff(from, to);
  if (parts.every(({ kind }) => kind !== 'same')) return to;
  return parts.map(({ kind, text }, i) => {
    if (kind === 'same') return ` ${text} `;
    return kind === 'removed' ? <del key={i}>{text} </del> : <ins key={i}>{text} </ins>;
  });
}
