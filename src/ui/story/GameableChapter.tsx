import { useMemo } from 'react';
import type { Channel } from '../../environments/index.ts';
import { builtinFigures } from '../../experiments/index.ts';
import type { Example } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { pageWords } from '../locale/page.ts';
import { storyWords } from '../locale/story.ts';
import { ratedText, whoText } from '../locale/storySentences.ts';
import { Title } from '../lecture/Title.tsx';
import { GroupMark } from '../run/Marks.tsx';
import lecture from '../lecture/Lecture.module.css';
import { Said } from '../run/Said.tsx';
import { twoUsers } from './twoUsers.ts';
import type { Memory } from './types.ts';
import styles from './Story.module.css';

const words = storyWords.gameable;
const channels = ['notes', 'message', 'goal', 'wish'] as const satisfies readonly Channel[];
/** What the assistant reads before it replies. */
const seen: readonly Channel[] = ['notes', 'message'];

/** Which of two users can be won over, and where such users differ from others. */
export function GameableChapter({ run, kept, keep }: Memory & { readonly run: RunView }) {
  const users = useMemo(() => twoUsers(run), [run]);
  const [first] = run.policies;
  const picked = kept['who'] ?? null;
  const channel = channels.find((each) => each === kept['channel']) ?? 'notes';
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text(run.config.gameableShare)}</p>
      <div className={lecture['pair']}>
        {users.map((user, i) => (
          <User
            key={user.group}
            user={user}
            name={words.users[i] ?? ''}
            isTold={picked !== null}
            marked={picked === null ? null : channel}
            onPick={() => {
              keep('who', user.group);
            }}
          />
        ))}
      </div>
      <p className={lecture['verdict']} role="status">
        {picked !== null && whoText(picked === 'gameable')}
      </p>
      <section className={lecture['stack']} aria-label={words.channelsTitle}>
        <h2>{words.channelsTitle}</h2>
        <div className={styles['choices']} role="group" aria-label={words.channelsTitle}>
          {channels.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={channel === each}
              onClick={() => {
                keep('channel', each);
              }}
            >
              {words.channels[each]}
            </button>
          ))}
        </div>
        <p className={classes(styles['text'], styles['channel'])}>
          {words.what[channel]} <b>{seen.includes(channel) ? words.seen : words.unseen}</b>{' '}
          {channel === 'goal' && pageWords.twins.oppositeGoal(builtinFigures.oppositeGoal)}
          {channel === 'wish' && first && ratedText(first.rating)}
        </p>
      </section>
    </>
  );
}

interface UserProps {
  readonly user: Example;
  readonly name: string;
  readonly isTold: boolean;
  /** What of the user stands out; null: nothing. */
  readonly marked: Channel | null;
  readonly onPick: () => void;
}

function User({ user: { group, conversation }, name, isTold, marked, onPick }: UserProps) {
  return (
    <article className={styles['card']} aria-label={name}>
      <h2>
        {isTold ? (
          <>
            <GroupMark group={group} /> {words[group]}
          </>
        ) : (
          name
        )}
        <span className={styles['tag']}>{pageWords.simulated}</span>
      </h2>
      <p className={classes(marked === 'notes' && styles['marked'])}>
        <b>{words.knows}</b> <Said>{conversation.notes}</Said>
      </p>
      <p className={classes(marked === 'message' && styles['marked'])}>
        <b>{words.says}</b> <Said>{conversation.turns[0]?.text}</Said>
      </p>
      {!isTold && (
        <div className={lecture['actions']}>
          <button type="button" aria-label={words.isThisOf(name)} onClick={onPick}>
            {words.isThis}
          </button>
        </div>
      )}
    </article>
  );
}
