import { useId, useMemo } from 'react';
import type { RunView } from '../../session/index.ts';
import { Conversation } from '../run/Conversation.tsx';
import { storyWords } from '../locale/story.ts';
import { changedTitle, rankText } from '../locale/storySentences.ts';
import { Title } from '../lecture/Title.tsx';
import lecture from '../lecture/Lecture.module.css';
import { changedReplies, turnedOf } from './changedReplies.ts';
import { NotTold } from './NotTold.tsx';
import type { Memory } from './types.ts';
import styles from './Story.module.css';

const words = storyWords.changed;

/** All replies on file to twin pairs, from the least to the most changed by training. */
export function ChangedChapter({ run, kept, keep }: Memory & { readonly run: RunView }) {
  const id = useId();
  const replies = useMemo(() => {
    const [first, last] = [run.policies[0], run.policies.at(-1)];
    return first && last ? changedReplies(first, last) : [];
  }, [run]);
  const at = Math.min(replies.length, Number(kept['rank'] ?? replies.length));
  const shown = replies[at - 1];
  const goTo = (rank: number): void => {
    keep('rank', String(rank));
  };
  if (!shown) return <NotTold title={words.title} />;
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <div className={styles['rank']}>
        <label htmlFor={id}>{words.slider}</label>
        <button
          type="button"
          aria-pressed={at === 1}
          onClick={() => {
            goTo(1);
          }}
        >
          {words.least}
        </button>
        <input
          id={id}
          type="range"
          min={1}
          max={replies.length}
          value={at}
          aria-valuetext={rankText(at, replies.length, shown.share, shown.change)}
          onChange={(event) => {
            goTo(Number(event.target.value));
          }}
        />
        <button
          type="button"
          aria-pressed={at === replies.length}
          onClick={() => {
            goTo(replies.length);
          }}
        >
          {words.most}
        </button>
      </div>
      <p className={lecture['verdict']} role="status">
        {rankText(at, replies.length, shown.share, shown.change)}
      </p>
      <div className={styles['single']}>
        <Conversation group={shown.group} shown={shown.last} twin={null} base={shown.first} />
      </div>
      <p className={lecture['small']}>
        {changedTitle(turnedOf(replies))}. {words.marks}
      </p>
    </>
  );
}
