import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { lectureWords as words } from '../locale/lecture.ts';
import styles from './Bars.module.css';
import page from './Lecture.module.css';

/** Of more steps the names have no room beside each other. */
const mostNamed = 7;

interface BeatBarProps<Step extends string> {
  readonly steps: readonly Step[];
  readonly names: Readonly<Record<Step, string>>;
  readonly label: string;
  readonly at: Step;
  readonly onGo: (step: Step) => void;
  readonly onStep: (by: 1 | -1) => void;
  /** Buttons before those that turn. */
  readonly children?: ReactNode;
}

/** The beats, or chapters, as dots with names, and what keys do as buttons. */
export function BeatBar<Step extends string>({ steps, names, label, at, onGo, onStep, children }: BeatBarProps<Step>) {
  return (
    <footer className={styles['bottom']}>
      <p>{words.about}</p>
      <nav aria-label={label}>
        {steps.map((each) => (
          <button
            key={each}
            type="button"
            title={names[each]}
            aria-current={each === at ? 'step' : undefined}
            onClick={() => {
              onGo(each);
            }}
          >
            <i aria-hidden="true" />
            <span className={classes(steps.length > mostNamed && 'spoken')}>{names[each]}</span>
          </button>
        ))}
      </nav>
      <div className={styles['turn']}>
        {children}
        <button
          type="button"
          disabled={at === steps[0]}
          onClick={() => {
            onStep(-1);
          }}
        >
          {words.before}
        </button>
        <button
          type="button"
          className={page['lead']}
          disabled={at === steps.at(-1)}
          onClick={() => {
            onStep(1);
          }}
        >
          {words.next}
        </button>
      </div>
    </footer>
  );
}
