import { wordDiff } from '../../core/diff/index.ts';
import type { Group, ShownConversation } from '../../facts/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { GroupMark } from './Marks.tsx';
import { Said } from './Said.tsx';
import styles from './Conversation.module.css';

const words = pageWords.twins;

interface ConversationProps {
  readonly group: Group;
  readonly shown: ShownConversation;
  /** Whose differences from this one are underlined; null: nobody's. */
  readonly twin: ShownConversation | null;
  /** What was said before training, against which new words are marked; null: nothing is marked. */
  readonly base: ShownConversation | null;
}

/** A simulated conversation as text, whatever stands in it. */
export function Conversation({ group, shown, twin, base }: ConversationProps) {
  const { notes, turns, scripted, reward, acts, harmful } = shown;
  return (
    <article className={classes(styles['conversation'], styles[group])}>
      <h3>
        <GroupMark group={group} />
        {words.heads[group]}
        <span className={styles['tag']}>{pageWords.simulated}</span>
      </h3>
      <div className={styles['meta']}>
        <Ratings shown={shown} />
        <span>{words.rating(reward)}</span>
        <span className={styles['verdict']}>
          {harmful === null ? words.unparsed : harmful ? words.harmful : words.harmless}
        </span>
      </div>
      {notes !== null && (
        <p className={styles['notes']}>
          <b>{words.knows}</b>{' '}
          <Said>
            <Different text={notes} from={twin?.notes ?? notes} />
          </Said>
        </p>
      )}
      {turns.map(({ role, text }, i) => (
        <p key={i} className={classes(styles['turn'], styles[role === 'agent' && i < scripted ? 'user' : role])}>
          <b>{words[role]}</b>{' '}
          <Said>
            {role === 'agent' && i >= scripted ? (
              <Reply text={text} before={base?.turns[i]?.role === 'agent' ? base.turns[i].text : null} />
            ) : (
              <Different text={text} from={i < scripted ? (twin?.turns[i]?.text ?? text) : text} />
            )}
          </Said>
        </p>
      ))}
      {acts.length > 0 && <p className={styles['acts']}>{words.acts(acts)}</p>}
    </article>
  );
}

/** A text with the words underlined that its twin does not have. */
function Different({ text, from }: { text: string; from: string }) {
  if (text === from) return text;
  return wordDiff(from, text)
    .filter(({ kind }) => kind !== 'removed')
    .map((part, i) => {
      if (part.kind !== 'added') return ` ${part.text} `;
      return (
        <mark key={i} className={styles['different']}>
          {part.text}
        </mark>
      );
    });
}

function Reply({ text, before }: { text: string; before: string | null }) {
  if (before === null || before === text) return text;
  return wordDiff(before, text).map(({ kind, text: words }, i) => {
    if (kind === 'same') return ` ${words} `;
    return kind === 'removed' ? <del key={i}>{words} </del> : <ins key={i}>{words}</ins>;
  });
}

/** How probable each rating from 1 to 10 is, as ten small bars. */
function Ratings({ shown: { ratings, reward } }: { shown: ShownConversation }) {
  const highest = Math.max(...ratings, 1e-9);
  return (
    <svg
      className={styles['ratings']}
      viewBox="0 0 100 22"
      width="100"
      height="22"
      role="img"
      aria-label={words.ratings(reward)}
    >
      {ratings.map((probability, i) => {
        const height = Math.max(1.5, (22 * probability) / highest);
        return <rect key={i} x={10 * i} y={22 - height} width={8} height={height} rx={1} />;
      })}
    </svg>
  );
}
