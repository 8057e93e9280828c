import { useMemo, useState } from 'react';
import { beats, isLive } from '../../session/index.ts';
import type { Beat, RunView } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { useClaims } from '../claims/useClaims.ts';
import { lectureWords as words } from '../locale/lecture.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { BeatBar } from './BeatBar.tsx';
import { BetBeat } from './BetBeat.tsx';
import { ClaimBeat } from './ClaimBeat.tsx';
import { betKeys } from './betKeys.ts';
import { endsOf } from './endsOf.ts';
import { Face } from './Face.tsx';
import { PlayBeat } from './PlayBeat.tsx';
import { SandboxBeat } from './SandboxBeat.tsx';
import { ScrubBeat } from './ScrubBeat.tsx';
import { Title } from './Title.tsx';
import { mildest } from './mildest.ts';
import { TopBar } from './TopBar.tsx';
import { TwinsBeat } from './TwinsBeat.tsx';
import { useLectureKeys } from './useLectureKeys.ts';
import { usePlayback } from './usePlayback.ts';
import type { Playback } from './usePlayback.ts';
import { useRecordedRun } from './useRecordedRun.ts';
import { VetoBeat } from './VetoBeat.tsx';
import styles from './Lecture.module.css';

/** A minute for a room, in seven beats, from a recorded run. Whatever is on show elsewhere stays as it is. */
export default function LectureScreen({ onShare }: { onShare: () => void }) {
  const session = useSession();
  const beat = useSessionState((state) => state.beat);
  const [reading, readAgain] = useRecordedRun(mildest);
  const [claims] = useClaims();
  const [hasNotes, setNotes] = useState(false);
  const [scrubbed, setScrubbed] = useState<number | null>(null);
  const run = reading.stage === 'read' ? reading.run : null;
  const end = run?.policies.at(-1)?.iteration ?? 0;
  const playback = usePlayback(end, beat === 'play');
  const at = scrubbed ?? end;

  const step = (by: number): void => {
    const next = beats[beats.indexOf(beat) + by];
    if (next) session.goToBeat(next);
  };
  const scrub = (iteration: number): void => {
    setScrubbed(Math.min(end, Math.max(0, iteration)));
  };
  const openSandbox = (): void => {
    const { status, view } = session.store.getState();
    // what has been played elsewhere is in the Library; what is live is left alone
    if (view && !isLive(status)) session.reset();
    session.choosePreset(mildest);
    session.show('run');
  };
  const leave = (): void => {
    session.show('run');
  };
  const turnNotes = (): void => {
    setNotes(!hasNotes);
  };
  const back = (): void => {
    step(-1);
  };
  const next = (): void => {
    step(1);
  };
  useLectureKeys({
    ...{ ArrowRight: next, PageDown: next, ArrowLeft: back, PageUp: back },
    Home: () => {
      session.goToBeat(beats[0]);
    },
    End: () => {
      session.goToBeat('sandbox');
    },
    ...{ n: turnNotes, s: onShare, Escape: leave },
    ...(beat === 'play' && run ? { ' ': playback.toggle } : {}),
    ...(beat === 'scrub'
      ? {
          '[': () => {
            scrub(at - 1);
          },
          ']': () => {
            scrub(at + 1);
          },
        }
      : {}),
    ...(beat === 'bet' ? betKeys(session.bet) : {}),
  });

  return (
    <div className={styles['lecture']}>
      <TopBar
        run={beat === 'veto' || beat === 'claim' ? null : run}
        where={[words.position(beats.indexOf(beat) + 1, beats.length), words.names[beat]]}
        onShare={onShare}
        onLeave={leave}
      />
      <main
        key={beat}
        className={classes(styles['main'], (beat === 'bet' || beat === 'sandbox') && styles['middle'])}
        aria-label={words.region}
      >
        {beat === 'veto' ? (
          <VetoBeat reading={claims} />
        ) : beat === 'claim' ? (
          <ClaimBeat reading={claims} />
        ) : beat === 'sandbox' ? (
          <SandboxBeat preset={mildest} onOpen={openSandbox} />
        ) : run ? (
          <OfRun beat={beat} run={run} playback={playback} at={at} onScrub={scrub} />
        ) : reading.stage === 'failed' ? (
          <Face title={words.fault.title} text={reading.message} action={words.fault.action} onAction={readAgain} />
        ) : reading.stage === 'missing' ? (
          <Face {...words.missing} onAction={openSandbox} />
        ) : (
          <Title>{words.loading}</Title>
        )}
      </main>
      {hasNotes && (
        <aside className={styles['notes']} aria-label={words.notesRegion}>
          <ul>
            {words.speaker[beat].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <p>{words.keys}</p>
        </aside>
      )}
      <BeatBar steps={beats} names={words.names} label={words.nav} at={beat} onGo={session.goToBeat} onStep={step}>
        <button type="button" aria-pressed={hasNotes} onClick={turnNotes}>
          {words.notes}
        </button>
      </BeatBar>
    </div>
  );
}

interface OfRunProps {
  readonly beat: Exclude<Beat, 'veto' | 'claim' | 'sandbox'>;
  readonly run: RunView;
  readonly playback: Playback;
  readonly at: number;
  readonly onScrub: (iteration: number) => void;
}

/** The beats that are made of the recorded run. */
function OfRun({ beat, run, playback, at, onScrub }: OfRunProps) {
  const facts = useMemo(() => endsOf(run), [run]);
  if (!facts) return <Title>{words.missing.title}</Title>;
  switch (beat) {
    case 'twins':
      return <TwinsBeat run={run} pair={facts.first} />;
    case 'bet':
      return <BetBeat run={run} />;
    case 'play':
      return <PlayBeat run={run} outcome={facts.outcome} playback={playback} />;
    case 'scrub':
      return <ScrubBeat run={run} first={facts.first} last={facts.last} at={at} onMove={onScrub} />;
  }
}
