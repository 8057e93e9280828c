import { Fragment } from 'react';
import type { ReplyDetails, Sight } from '../../archive/index.ts';
import { sightName, trajectoryWords } from '../locale/trajectories.ts';
import styles from './Panel.module.css';

const words = trajectoryWords.sights;

/** Exactly what each model read, around each reply. */
export function Sights({ replies }: { replies: readonly ReplyDetails[] }) {
  return (
    <details className={styles['sights']}>
      <summary>{words.title}</summary>
      <p>{words.text}</p>
      {replies.map(({ sights }, turn) => (
        <section key={turn} aria-label={words.ofReply(turn + 1)}>
          {replies.length > 1 && <h3>{words.ofReply(turn + 1)}</h3>}
          {sights.map(({ model, pieces }) => (
            <div key={model}>
              <h4>{sightName(model)}</h4>
              <p className={styles['sight']} lang="en" dir="ltr">
                <Pieces pieces={pieces} />
              </p>
            </div>
          ))}
        </section>
      ))}
    </details>
  );
}

/** Marks look like marks; a text that is spelled like one does not. Each part of a conversation has a line of its own. */
function Pieces({ pieces }: { pieces: Sight['pieces'] }) {
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
