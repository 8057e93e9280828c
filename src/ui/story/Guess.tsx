import type { ReactNode } from 'react';
import { storyWords } from '../locale/story.ts';
import { guessText } from '../locale/storySentences.ts';
import lecture from '../lecture/Lecture.module.css';
import styles from './Story.module.css';

interface GuessProps<Name extends string> {
  readonly names: readonly Name[];
  readonly options: Readonly<Record<Name, string>>;
  /** Null: not yet guessed. */
  readonly picked: string | null;
  /** Null: nobody has measured it here. */
  readonly answer: Name | null;
  readonly onPick: (name: Name) => void;
  /** What is shown after the guess. */
  readonly children: ReactNode;
}

/** A question whose answer is shown once it has been guessed. */
export function Guess<Name extends string>({ names, options, picked, answer, onPick, children }: GuessProps<Name>) {
  return (
    <>
      <div className={styles['choices']} role="group" aria-label={storyWords.guess}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={picked === name}
            onClick={() => {
              onPick(name);
            }}
          >
            {options[name]}
          </button>
        ))}
      </div>
      <p className={lecture['verdict']} role="status">
        {picked !== null && guessText(picked, answer)}
      </p>
      {picked !== null && children}
    </>
  );
}
