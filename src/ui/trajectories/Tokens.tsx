import { Fragment } from 'react';
import type { Token } from '../../archive/index.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import styles from './Panel.module.css';

/** Log-probabilities below which the line gets thicker: more likely than 1 in 2, 1 in 5, 1 in 20. */
const levels = [-0.69, -1.61, -3] as const;

/** A reply whose words are underlined by how unlikely they were: by the line's thickness, so without colour. */
export function Tokens({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map(({ text, logProb }, i) => {
    const level = levels.filter((limit) => logProb < limit).length;
    if (level === 0) return text;
    // the space before a word belongs to its token, but has no line under it
    const word = text.trimStart();
    return (
      <Fragment key={i}>
        {text.slice(0, text.length - word.length)}
        <span className={styles[`unlikely${String(level)}`]} title={trajectoryWords.panel.token(logProb)}>
          {word}
        </span>
      </Fragment>
    );
  });
}
