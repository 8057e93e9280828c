import { Fragment } from 'react';
import type { ReactNode } from 'react';
import styles from './Found.module.css';
import { stretches } from './stretches.ts';

interface FoundProps {
  readonly text: string;
  /** What was searched for; empty: nothing is marked. */
  readonly wanted: string;
  /** What is shown of the text from one place to another; by default the text itself. */
  readonly children?: (from: number, to: number) => ReactNode;
}

/** A text with every place marked where it has what was searched for. */
export function Found({ text, wanted, children = (from, to) => text.slice(from, to) }: FoundProps) {
  return stretches(text, wanted).map(({ from, to, isFound }) =>
    isFound ? (
      <mark key={from} className={styles['found']}>
        {children(from, to)}
      </mark>
    ) : (
      <Fragment key={from}>{children(from, to)}</Fragment>
    ),
  );
}
