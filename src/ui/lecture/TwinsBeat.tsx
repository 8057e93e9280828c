import { pairKind } from '../../facts/index.ts';
import type { TwinPair } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { lectureWords } from '../locale/lecture.ts';
import { gapText } from '../locale/lectureSentences.ts';
import { Crowd } from './Crowd.tsx';
import { Pair } from './Pair.tsx';
import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

const words = lectureWords.twins;

/** Two users with one request, before any training. `pair`: of the untrained policy. */
export function TwinsBeat({ run, pair }: { run: RunView; pair: TwinPair | null }) {
  const { config, policies } = run;
  return (
    <>
      <Title>{pair ? pageWords.twins[pairKind(pair)] : pageWords.twins.none}</Title>
      {pair && <Pair pair={pair} base={null} />}
      <div className={styles['two']}>
        <p>{words.text(config.gameableShare)}</p>
        <div className={styles['stack']}>
          <Crowd share={config.gameableShare} />
          <p>{gapText(lectureWords.when.before, policies[0]?.summary.gap ?? null)}</p>
        </div>
      </div>
    </>
  );
}
