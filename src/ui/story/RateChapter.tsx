import { useMemo } from 'react';
import type { Example } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { storyWords } from '../locale/story.ts';
import { bestText, keptText, selectionText, thumbsText } from '../locale/storySentences.ts';
import { Title } from '../lecture/Title.tsx';
import lecture from '../lecture/Lecture.module.css';
import { Said } from '../run/Said.tsx';
import { expectedRating, ratedPair, replyOf } from './ratedPair.ts';
import { NotTold } from './NotTold.tsx';
import type { Memory } from './types.ts';
import styles from './Story.module.css';

const words = storyWords.rate;
const thumbs = { up: true, down: false } as const;
const thumbOf = (word: string | undefined): boolean | null => (word === undefined ? null : word === 'up');

/** Two replies that the reader rates, and what training made of them. */
export function RateChapter({ run, kept, keep }: Memory & { readonly run: RunView }) {
  const pair = useMemo(() => ratedPair(run), [run]);
  const rated = words.replies.map((_, i) => thumbOf(kept[`thumb${String(i)}`]));
  const isShown = kept['rated'] === 'shown';
  if (!pair) return <NotTold title={words.title} />;
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <p className={lecture['small']}>{storyWords.keys}</p>
      <div className={lecture['pair']}>
        {pair.replies.map((example, i) => (
          <Rated
            key={words.replies[i]}
            name={words.replies[i] ?? ''}
            example={example}
            up={rated[i] ?? null}
            onRate={(thumb) => {
              keep(`thumb${String(i)}`, thumb);
            }}
          />
        ))}
      </div>
      <div className={lecture['actions']}>
        <button
          type="button"
          className={lecture['lead']}
          aria-expanded={isShown}
          onClick={() => {
            keep('rated', isShown ? 'hidden' : 'shown');
          }}
        >
          {isShown ? words.hide : words.show}
        </button>
      </div>
      <section className={styles['answer']} role="status">
        {isShown ? (
          <>
            <p className={lecture['verdict']}>
              {thumbsText(
                rated,
                pair.replies.map(({ label }) => label),
              )}
            </p>
            {pair.replies.map((example, i) => (
              <p key={words.replies[i]}>{keptText(words.replies[i] ?? '', example, expectedRating(example))}</p>
            ))}
            <p>
              {selectionText(pair.selection)} {bestText(pair.best)}
            </p>
            <p className={lecture['small']}>{words.harmful}</p>
          </>
        ) : (
          <p className={lecture['small']}>{words.waiting}</p>
        )}
      </section>
    </>
  );
}

interface RatedProps {
  readonly name: string;
  readonly example: Example;
  /** Null: not rated. */
  readonly up: boolean | null;
  readonly onRate: (thumb: keyof typeof thumbs) => void;
}

/** A reply without anything that would tell what became of it. */
function Rated({ name, example, up, onRate }: RatedProps) {
  const { turns, scripted } = example.conversation;
  return (
    <article className={styles['card']} aria-label={name}>
      <h2>
        {name} <span className={styles['tag']}>{pageWords.simulated}</span>
      </h2>
      <p>
        <b>{words.user}</b> <Said>{turns[scripted - 1]?.text}</Said>
      </p>
      <p>
        <b>{words.agent}</b> <Said>{replyOf(example)}</Said>
      </p>
      <div className={lecture['actions']}>
        {(['up', 'down'] as const).map((thumb) => (
          <button
            key={thumb}
            type="button"
            aria-pressed={up === thumbs[thumb]}
            aria-label={thumb === 'up' ? words.upOf(name) : words.downOf(name)}
            onClick={() => {
              onRate(thumb);
            }}
          >
            {words[thumb]}
          </button>
        ))}
      </div>
    </article>
  );
}
