import { Fragment } from 'react';
import type { ReplyDetails, Sent } from '../../archive/index.ts';
import { sightName, trajectoryWords } from '../locale/trajectories.ts';
import styles from './Panel.module.css';

const words = trajectoryWords.sights;

/** Exactly what each model read, around each reply. */
export function Sights({ replies }: { replies: readonly ReplyDetails[] }) {
  const kinds = new Set(replies.flatMap(({ sights }) => sights.map(({ sent }) => sent.kind)));
  return (
    <details className={styles['sights']}>
      <summary>{words.title}</summary>
      <p>{(['marks', 'chat'] as const).flatMap((kind) => (kinds.has(kind) ? [words.sent[kind]] : [])).join(' ')}</p>
      {replies.map(({ sights }, turn) => (
        <section key={turn} aria-label={words.ofReply(turn + 1)}>
          {replies.length > 1 && <h3>{words.ofReply(turn + 1)}</h3>}
          {sights.map(({ model, playedBy, sent, answers, except }) => (
            <div key={model}>
              <h4>
                {sightName(model)} <span>{words.playedBy(playedBy)}</span>
              </h4>
              <div className={styles['sight']} lang="en" dir="ltr">
                {sent.kind === 'marks' ? (
                  <p>
                    <Pieces pieces={sent.pieces} />
                  </p>
                ) : (
                  sent.messages.map(({ role, content }, i) => (
                    <Fragment key={i}>
                      <b className={styles['speaker']}>{role}</b>
                      <p>{content}</p>
                    </Fragment>
                  ))
                )}
              </div>
              {answers && <p className={styles['legend']}>{words.answers(answers)}</p>}
              {except && <p className={styles['legend']}>{words.excepts[except]}</p>}
            </div>
          ))}
        </section>
      ))}
    </details>
  );
}

/** Marks look like marks; a text that is spelled like one does not. Each part of a conversation has a line of its own. */
function Pieces({ pieces }: Pick<Extract<Sent, { kind: 'marks' }>, 'pieces'>) {
  return pieces.map((piece, i) => {
    if (!('mark' in piece)) return <Fragment key={i}>{piece.text}</Fragment>;
    return (
      <Fragment key={i}>
        <b>{piece.mark}</b>
        {piece.mark === '<end>' || piece.mark === '<bos>' ? '\n' : ' '}
      </Fragment>
    );
  });
}
