import { useSyncExternalStore } from 'react';
import type { Group, Outcome, PolicyFact } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { Chart } from '../charts/Chart.tsx';
import type { Point } from '../charts/Chart.tsx';
import { GroupMark } from '../run/Marks.tsx';
import { pageWords } from '../locale/page.ts';
import { lectureWords } from '../locale/lecture.ts';
import { answerTitle, betText, collapseText, gapText, movedText, rateText } from '../locale/lectureSentences.ts';
import { percent, points } from '../locale/numbers.ts';
import { useSessionState } from '../useSession.ts';
import { nearestBets } from './nearestBets.ts';
import { Title } from './Title.tsx';
import type { Playback } from './usePlayback.ts';
import styles from './Lecture.module.css';

const words = lectureWords.play;
const groups = ['gameable', 'other'] as const;
const groupNames = { gameable: pageWords.chart.gameable, other: pageWords.chart.other };

/** A rate as the chart and the sentences take it. */
const rateOf = ({ summary }: PolicyFact, group: Group) => {
  const rate = summary.harm[group];
  return rate && { ...rate, value: rate.rate };
};

interface PlayBeatProps {
  readonly run: RunView;
  readonly outcome: Outcome;
  readonly playback: Playback;
}

/** The training, played; then what it has done, and whose bet that was. */
export function PlayBeat({ run, outcome, playback }: PlayBeatProps) {
  const { at, isPlaying, isOver, isStill } = playback;
  const { iterations } = run.config;
  const height = useChartHeight();
  const played = run.policies.filter(({ iteration }) => iteration <= at);
  const policy = played.at(-1);
  const told = (group: Group): string => {
    const rate = policy && rateOf(policy, group);
    return rate ? rateText(rate) : pageWords.chart.unknown;
  };
  const gap = policy?.summary.gap ?? null;
  const pointsOf = (group: Group): Point[] =>
    played.flatMap((each) => {
      const rate = rateOf(each, group);
      return rate ? [{ ...rate, iteration: each.iteration }] : [];
    });
  return (
    <>
      <Title hasRoom>{isOver ? answerTitle(outcome) : words.title}</Title>
      <div className={styles['played']}>
        <section className={styles['stack']} aria-label={pageWords.harm.region}>
          <p className={styles['now']}>
            <b>{words.at(at, iterations)}</b>
            {groups.map((group) => (
              <span key={group} className={styles[group]}>
                <GroupMark group={group} /> {groupNames[group]} {told(group)}
              </span>
            ))}
          </p>
          <Chart
            isLarge
            full={Infinity}
            series={{ gameable: pointsOf('gameable'), other: pointsOf('other') }}
            overlays={[]}
            iterations={iterations}
            range={[0, 1]}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            tick={percent}
            height={height}
            at={at}
            gap={gap ? words.gap(points(gap.value)) : null}
            event={null}
            cursor={{
              label: words.cursor,
              text: pageWords.chart.spoken(at, told('gameable'), told('other'), null),
              onMove: playback.goTo,
            }}
          />
          <p className={styles['small']}>{words.caption}</p>
        </section>
        <div className={styles['stack']}>
          <div className={styles['actions']}>
            <button type="button" className={styles['lead']} onClick={playback.toggle}>
              {isPlaying ? words.pause : isOver ? words.again : isStill ? words.end : words.play}
            </button>
            {!isStill && !isOver && (
              <button
                type="button"
                onClick={() => {
                  playback.goTo(iterations);
                }}
              >
                {words.end}
              </button>
            )}
          </div>
          <section className={styles['answer']} aria-label={words.answer} role="status">
            {isOver ? <Answer outcome={outcome} /> : <p className={styles['small']}>{words.waiting}</p>}
          </section>
        </div>
      </div>
    </>
  );
}

function Answer({ outcome }: { outcome: Outcome }) {
  const bets = useSessionState((state) => state.bets);
  const { gameable, other } = outcome.harm;
  const nearest = gameable && other && nearestBets({ gameable: gameable.move, other: other.move });
  const collapse = collapseText(outcome.collapse);
  return (
    <>
      {groups.map((group) => (
        <p key={group}>{movedText(group, outcome.harm[group])}</p>
      ))}
      <p>{gapText(lectureWords.when.end, outcome.gap)}</p>
      {collapse !== null && <p>{collapse}</p>}
      <p className={styles['verdict']}>{betText(nearest, bets)}</p>
    </>
  );
}

/** As much of the window as the words around the chart leave. */
function useChartHeight(): number {
  const room = useSyncExternalStore(subscribe, () => innerHeight);
  return Math.round(Math.min(640, Math.max(240, Math.min(room * 0.58, room - 390))));
}

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => {
    removeEventListener('resize', listener);
  };
}
