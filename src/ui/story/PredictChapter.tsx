import { useId } from 'react';
import { betNames, isLive } from '../../session/index.ts';
import type { BetName } from '../../session/index.ts';
import { lectureWords } from '../locale/lecture.ts';
import { storyWords } from '../locale/story.ts';
import { predictedTitle } from '../locale/storySentences.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { mildest } from '../lecture/mildest.ts';
import { Title } from '../lecture/Title.tsx';
import lecture from '../lecture/Lecture.module.css';
import { changeIn, changeNames, changesOf, predictedConfig } from './predictions.ts';
import type { Memory } from './types.ts';
import { PredictionAnswer } from './PredictionAnswer.tsx';
import styles from './Story.module.css';

const words = storyWords.predict;

/** A run that nobody has recorded: one thing is changed, and what comes of it is bet on before it is played. */
export function PredictChapter({ kept, keep }: Memory) {
  const session = useSession();
  const id = useId();
  const prediction = useSessionState((state) => state.prediction);
  const isBusy = useSessionState(({ status }) => isLive(status));
  const made = prediction && changeIn(prediction.config);
  const change = changeNames.find((each) => each === kept['change']) ?? made ?? 'share';
  const bet = betNames.find((each) => each === kept['bet']) ?? null;
  const config = predictedConfig(change);
  const run = (placed: BetName): void => {
    session.predict({ config, bet: placed });
    session.setUp(mildest, changesOf[change]);
  };
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <div className={lecture['two']}>
        <div className={lecture['stack']}>
          <p>
            <label htmlFor={id}>{words.change}</label>{' '}
            <select
              id={id}
              className={styles['select']}
              value={change}
              onChange={(event) => {
                keep('change', event.target.value);
              }}
            >
              {changeNames.map((name) => (
                <option key={name} value={name}>
                  {words.changes[name]}
                </option>
              ))}
            </select>
          </p>
          <p className={lecture['small']}>
            {words.time(config.iterations)} {isBusy && words.busy}
          </p>
        </div>
        <div className={lecture['bets']} role="group" aria-label={words.bet}>
          <p>{words.bet}</p>
          {betNames.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={bet === name}
              onClick={() => {
                keep('bet', name);
              }}
            >
              {lectureWords.bet.bets[name]}
            </button>
          ))}
        </div>
      </div>
      <div className={lecture['actions']}>
        <button
          type="button"
          className={lecture['lead']}
          disabled={bet === null}
          onClick={() => {
            if (bet !== null) run(bet);
          }}
        >
          {words.run}
        </button>
        <span className={lecture['small']}>{bet === null && words.needsBet}</span>
      </div>
      <section className={styles['answer']} role="status">
        {prediction && (
          <>
            {made !== null && <h2>{predictedTitle(words.changes[made])}</h2>}
            <PredictionAnswer prediction={prediction} />
          </>
        )}
      </section>
    </>
  );
}
