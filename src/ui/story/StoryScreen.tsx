import { useMemo, useState } from 'react';
import { chapters } from '../../session/index.ts';
import type { Chapter, RunView } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { useClaims } from '../claims/useClaims.ts';
import type { ClaimsReading } from '../claims/useClaims.ts';
import { storyWords as words } from '../locale/story.ts';
import { lectureWords } from '../locale/lecture.ts';
import { BeatBar } from '../lecture/BeatBar.tsx';
import { betKeys } from '../lecture/betKeys.ts';
import { endsOf } from '../lecture/endsOf.ts';
import { Face } from '../lecture/Face.tsx';
import { mildest } from '../lecture/mildest.ts';
import { ScrubBeat } from '../lecture/ScrubBeat.tsx';
import { Title } from '../lecture/Title.tsx';
import { TopBar } from '../lecture/TopBar.tsx';
import { useLectureKeys } from '../lecture/useLectureKeys.ts';
import { usePlayback } from '../lecture/usePlayback.ts';
import type { Playback } from '../lecture/usePlayback.ts';
import { useRecordedRun } from '../lecture/useRecordedRun.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { AverageChapter } from './AverageChapter.tsx';
import { ChangedChapter } from './ChangedChapter.tsx';
import { CriticsChapter, JudgeChapter, TableChapter } from './ClaimChapters.tsx';
import { GameableChapter } from './GameableChapter.tsx';
import { PlayChapter } from './PlayChapter.tsx';
import { PredictChapter } from './PredictChapter.tsx';
import { RateChapter } from './RateChapter.tsx';
import type { Memory } from './types.ts';
import lecture from '../lecture/Lecture.module.css';
import styles from './Story.module.css';

/** Ten minutes for a reader, chapter by chapter, from the lecture's recorded run and the site's claims. Whatever is on show elsewhere stays. */
export default function StoryScreen({ onShare }: { onShare: () => void }) {
  const session = useSession();
  const chapter = useSessionState((state) => state.story);
  const [reading, readAgain] = useRecordedRun(mildest);
  const [claims] = useClaims();
  const [kept, setKept] = useState<Memory['kept']>({});
  const [isBetting, setBetting] = useState(true);
  const keep: Memory['keep'] = (name, value) => {
    setKept({ ...kept, [name]: value });
  };
  const run = reading.stage === 'read' ? reading.run : null;
  const end = run?.policies.at(-1)?.iteration ?? 0;
  const playback = usePlayback(end, chapter === 'play' && !isBetting);

  const move = (by: number): void => {
    keep('iteration', String(Math.min(end, Math.max(0, Number(kept['iteration'] ?? 0) + by))));
  };
  const step = (by: number): void => {
    const next = chapters[chapters.indexOf(chapter) + by];
    if (next) session.goToChapter(next);
  };
  const leave = (): void => {
    session.show('run');
  };
  const back = (): void => {
    step(-1);
  };
  const next = (): void => {
    step(1);
  };
  useLectureKeys({
    ...{ ArrowRight: next, PageDown: next, ArrowLeft: back, PageUp: back, s: onShare, Escape: leave },
    Home: () => {
      session.goToChapter(chapters[0]);
    },
    End: () => {
      session.goToChapter('predict');
    },
    ...(chapter === 'play' && run && !isBetting ? { ' ': playback.toggle } : {}),
    ...(chapter === 'play' && isBetting
      ? {
          ...betKeys(session.bet),
          ' ': () => {
            setBetting(false);
          },
        }
      : {}),
    ...(chapter === 'twins' && run
      ? {
          '[': () => {
            move(-1);
          },
          ']': () => {
            move(1);
          },
        }
      : {}),
  });

  return (
    <div className={classes(lecture['lecture'], styles['story'])}>
      <TopBar
        run={isOfRun(chapter) ? run : null}
        where={[words.position(chapters.indexOf(chapter) + 1, chapters.length), words.names[chapter]]}
        onShare={onShare}
        onLeave={leave}
      />
      <main key={chapter} className={lecture['main']} aria-label={words.region}>
        {!isOfRun(chapter) ? (
          <OfClaims {...{ chapter, kept, keep }} reading={claims} />
        ) : run ? (
          <OfRun {...{ chapter, run, kept, keep, playback, isBetting }} onBetting={setBetting} />
        ) : reading.stage === 'failed' ? (
          <Face
            {...{ title: lectureWords.fault.title, text: reading.message, action: lectureWords.fault.action }}
            onAction={readAgain}
          />
        ) : reading.stage === 'missing' ? (
          <Face
            {...words.missing}
            onAction={() => {
              session.setUp(mildest);
            }}
          />
        ) : (
          <Title>{lectureWords.loading}</Title>
        )}
      </main>
      <BeatBar
        {...{ steps: chapters, names: words.names, label: words.nav, at: chapter }}
        onGo={session.goToChapter}
        onStep={step}
      />
    </div>
  );
}

const ofClaims = ['judge', 'table', 'critics', 'predict'] as const satisfies readonly Chapter[];
type OfClaimsChapter = (typeof ofClaims)[number];
type OfRunChapter = Exclude<Chapter, OfClaimsChapter>;
const isOfRun = (chapter: Chapter): chapter is OfRunChapter => !(ofClaims as readonly Chapter[]).includes(chapter);

interface OfClaimsProps extends Memory {
  readonly chapter: OfClaimsChapter;
  readonly reading: ClaimsReading;
}

/** The chapters that need no recording. */
function OfClaims({ chapter, ...props }: OfClaimsProps) {
  switch (chapter) {
    case 'judge':
      return <JudgeChapter {...props} />;
    case 'table':
      return <TableChapter {...props} />;
    case 'critics':
      return <CriticsChapter {...props} />;
    case 'predict':
      return <PredictChapter kept={props.kept} keep={props.keep} />;
  }
}

interface OfRunProps extends Memory {
  readonly chapter: OfRunChapter;
  readonly run: RunView;
  readonly playback: Playback;
  readonly isBetting: boolean;
  readonly onBetting: (isBetting: boolean) => void;
}

/** The chapters that are made of the recorded run. */
function OfRun({ chapter, run, playback, isBetting, onBetting, kept, keep }: OfRunProps) {
  const ends = useMemo(() => endsOf(run), [run]);
  const end = run.policies.at(-1)?.iteration ?? 0;
  if (!ends) return <Title>{words.missing.title}</Title>;
  switch (chapter) {
    case 'rate':
      return <RateChapter {...{ run, kept, keep }} />;
    case 'gameable':
      return <GameableChapter {...{ run, kept, keep }} />;
    case 'play':
      return <PlayChapter {...{ run, playback, isBetting, onBetting }} outcome={ends.outcome} />;
    case 'changed':
      return <ChangedChapter {...{ run, kept, keep }} />;
    case 'twins':
      return (
        <ScrubBeat
          {...{ run, first: ends.first, last: ends.last, question: words.twins }}
          at={Math.min(end, Number(kept['iteration'] ?? 0))}
          onMove={(iteration) => {
            keep('iteration', String(iteration));
          }}
        />
      );
    case 'average':
      return <AverageChapter {...{ run, kept, keep }} outcome={ends.outcome} />;
  }
}
