import { Fragment, useState } from 'react';
import type { LogRatios } from '../../policies/index.ts';
import { classes } from '../classes.ts';
import { ratioWords } from '../locale/ratios.ts';
import { ratioMark } from './ratioMark.ts';
import styles from './Ratios.module.css';

interface RatioWordsProps {
  /** What each token is called, and what it adds to the text. */
  readonly words: readonly string[];
  readonly pieces: readonly string[];
  readonly ratios: LogRatios;
  readonly unit: 'token' | 'act';
  /** Of the cursor. */
  readonly label: string;
}

/**
 * A text whose words are marked by their log-ratios. Pointer and keys choose a word, whose figures stand below: the keys
 * move an invisible slider, so the browser speaks them, too.
 */
export function RatioWords({ words, pieces, ratios, unit, label }: RatioWordsProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const { policy, reference, logRatios } = ratios;
  const at = chosen === null ? null : Math.min(chosen, words.length - 1);
  const told = (i: number): string =>
    ratioWords.told(words[i] ?? '', policy[i] ?? NaN, reference[i] ?? NaN, logRatios[i] ?? NaN);
  return (
    <>
      <div className={styles['words']}>
        <p
          onPointerLeave={({ pointerType }) => {
            // a finger that is lifted leaves what it has chosen
            if (pointerType === 'mouse') setChosen(null);
          }}
        >
          {pieces.map((piece, i) => {
            const word = piece.trimStart();
            return (
              <Fragment key={i}>
                {piece.slice(0, piece.length - word.length)}
                <span
                  className={classes(
                    styles[ratioMark(logRatios[i] ?? 0)],
                    piece === '' && styles['mark'],
                    i === at && styles['at'],
                  )}
                  onPointerEnter={() => {
                    setChosen(i);
                  }}
                >
                  {piece === '' ? words[i] : word}
                </span>
              </Fragment>
            );
          })}
        </p>
        <input
          type="range"
          className={styles['cursor']}
          aria-label={label}
          aria-valuetext={told(at ?? 0)}
          min={0}
          max={words.length - 1}
          value={at ?? 0}
          onChange={({ target }) => {
            setChosen(Number(target.value));
          }}
          onFocus={() => {
            setChosen(at ?? 0);
          }}
          onBlur={() => {
            setChosen(null);
          }}
        />
      </div>
      <p className={styles['told']} aria-hidden="true">
        {at === null ? ratioWords.hint[unit] : told(at)}
      </p>
    </>
  );
}
