import { useId } from 'react';
import type { Outcome } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { percent } from '../locale/numbers.ts';
import { movedText } from '../locale/lectureSentences.ts';
import { storyWords } from '../locale/story.ts';
import { averageText, averageTitle } from '../locale/storySentences.ts';
import { Figures } from '../lecture/Figures.tsx';
import type { Figure } from '../lecture/Figures.tsx';
import { Title } from '../lecture/Title.tsx';
import lecture from '../lecture/Lecture.module.css';
import { averageOf } from './averageOf.ts';
import type { Memory } from './types.ts';
import styles from './Story.module.css';

const words = storyWords.average;

/** One number for all users, of any mix, beside what happened to those who can be won over. */
export function AverageChapter({ run, outcome, kept, keep }: Memory & { run: RunView; outcome: Outcome }) {
  const id = useId();
  const share = Number(kept['share'] ?? run.config.gameableShare);
  const average = averageOf(outcome, share);
  const { gameable } = outcome.harm;
  const ends = { from: run.policies[0], to: run.policies.at(-1) };
  const figures = [
    { name: words.all, moved: average, groups: ['gameable', 'other'] as const },
    { name: pageWords.groupStart.gameable, moved: gameable, groups: ['gameable'] as const },
  ].flatMap(({ name, moved, groups }): Figure[] =>
    moved
      ? (['from', 'to'] as const).map((end) => {
          const label = end === 'from' ? words.before(name) : words.after(name);
          // the judge reads every reply, also those that can't be parsed
          const of = groups.reduce((sum, group) => sum + (ends[end]?.summary.judgeHarm[group].n ?? 0), 0);
          return { name: label, finding: { ...moved[end], of, label, paper: null }, note: null };
        })
      : [],
  );
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <div className={lecture['scrub']}>
        <label htmlFor={id}>{words.slider}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          value={Math.round(100 * share)}
          aria-valuetext={percent(share)}
          onChange={(event) => {
            keep('share', String(Number(event.target.value) / 100));
          }}
        />
        <output htmlFor={id}>{percent(share)}</output>
      </div>
      <section className={styles['answer']}>
        {/* alone: a step of the slider says its share, and need not say the rest again */}
        <p className={lecture['verdict']} role="status">
          {averageTitle(average, gameable)}.
        </p>
        <p>{averageText(share, average)}</p>
        <p>{movedText('gameable', gameable)}</p>
      </section>
      <Figures unit="share" scale={[0, 1]} figures={figures} />
      <p className={lecture['small']}>
        {words.legend} {words.caveat}
      </p>
    </>
  );
}
