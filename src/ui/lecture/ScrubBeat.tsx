import { useId } from 'react';
import { replyChanges } from '../../facts/index.ts';
import type { TwinPair } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { samePair } from '../../facts/index.ts';
import { pageWords } from '../locale/page.ts';
import { lectureWords } from '../locale/lecture.ts';
import { pairTitle, twinText } from '../locale/lectureSentences.ts';
import { Pair } from './Pair.tsx';
import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

const words = lectureWords.scrub;

interface ScrubBeatProps {
  readonly run: RunView;
  /** The pair before training and in the end; null: the run has none. */
  readonly first: TwinPair | null;
  readonly last: TwinPair | null;
  readonly at: number;
  /** What stands there until the end has been looked at, instead of what came of it. */
  readonly question?: { readonly title: string; readonly text: string };
  readonly onMove: (iteration: number) => void;
}

/** The same pair over the iterations, with the words marked that training has changed. */
export function ScrubBeat({ run, first, last, at, question, onMove }: ScrubBeatProps) {
  const id = useId();
  const { policies } = run;
  const end = policies.at(-1);
  if (!first || !last || !end) return <Title>{pageWords.twins.none}</Title>;
  const shown = policies.find(({ iteration }) => iteration === at)?.twins.find((pair) => samePair(pair, last)) ?? last;
  const isOpen = question !== undefined && at < end.iteration;
  const text = at === 0 ? words.first : lectureWords.play.at(at, end.iteration);
  return (
    <>
      <Title hasRoom={question !== undefined}>{isOpen ? question.title : pairTitle(replyChanges(first, last))}</Title>
      {question && <p>{question.text}</p>}
      <div className={styles['scrub']}>
        <label htmlFor={id}>{words.slider}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={end.iteration}
          value={at}
          aria-valuetext={text}
          onChange={(event) => {
            onMove(Number(event.target.value));
          }}
        />
        <output htmlFor={id}>{text}</output>
      </div>
      <Pair pair={shown} base={at === 0 ? null : first} />
      <p className={styles['small']}>
        {isOpen ? '' : twinText(end.summary.twins[last.channel])} {words.telling(end.twins.length)} {words.marks}{' '}
        {words.hint}.
      </p>
    </>
  );
}
