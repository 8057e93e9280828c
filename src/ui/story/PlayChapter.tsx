import { storyWords } from '../locale/story.ts';
import type { Outcome } from '../../facts/index.ts';
import type { RunView } from '../../session/index.ts';
import { useSessionState } from '../useSession.ts';
import { BetBeat } from '../lecture/BetBeat.tsx';
import { PlayBeat } from '../lecture/PlayBeat.tsx';
import type { Playback } from '../lecture/usePlayback.ts';
import lecture from '../lecture/Lecture.module.css';

const words = storyWords.play;

interface PlayChapterProps {
  readonly run: RunView;
  readonly outcome: Outcome;
  readonly playback: Playback;
  readonly isBetting: boolean;
  readonly onBetting: (isBetting: boolean) => void;
}

/** A bet, then the training of the recorded run, played. */
export function PlayChapter({ run, outcome, playback, isBetting, onBetting }: PlayChapterProps) {
  const hasBet = useSessionState((state) => state.bets.placed !== null);
  return (
    <>
      {isBetting ? <BetBeat run={run} /> : <PlayBeat run={run} outcome={outcome} playback={playback} />}
      <div className={lecture['actions']}>
        <button
          type="button"
          onClick={() => {
            onBetting(!isBetting);
          }}
        >
          {isBetting ? (hasBet ? words.go : words.skip) : words.again}
        </button>
      </div>
    </>
  );
}
