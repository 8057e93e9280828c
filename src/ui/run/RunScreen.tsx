import { momentOf } from '../../session/index.ts';
import { percent } from '../locale/numbers.ts';
import { pageWords } from '../locale/page.ts';
import { LanguageChoice } from '../shell/LanguageChoice.tsx';
import { useSessionState } from '../useSession.ts';
import { Changes } from './Changes.tsx';
import { Foot } from './Foot.tsx';
import { HarmCard } from './HarmCard.tsx';
import { Loop } from './Loop.tsx';
import { Population } from './Population.tsx';
import { RatingCard } from './RatingCard.tsx';
import { SetupStrip } from './SetupStrip.tsx';
import { TimeBar } from './TimeBar.tsx';
import { Twins } from './Twins.tsx';
import { useUnmixed } from './useMoment.ts';
import styles from './RunScreen.module.css';

/** Press play and watch it happen: setup, time, the loop, what it does to harm and ratings, and to two users. */
export function RunScreen() {
  return (
    <>
      <SetupStrip />
      <TimeBar />
      <Loop />
      <div className={styles['rowA']}>
        <HarmCard />
        <Twins />
      </div>
      <div className={styles['rowB']}>
        <Changes />
        <RatingCard />
        <Population />
      </div>
      <Foot>
        <LanguageChoice />
      </Foot>
      <Announcement />
    </>
  );
}

/** Reads out each evaluation, once; those of a recording come too fast, and nobody has asked for them. */
function Announcement() {
  const view = useUnmixed();
  const recording = useSessionState((state) => state.recording);
  const { policy } = momentOf(view, null);
  const rate = (value: { readonly rate: number } | null): string =>
    value ? percent(value.rate) : pageWords.chart.unknown;
  return (
    <p className="spoken" role="status">
      {recording.stage === 'playing' && recording.entry
        ? pageWords.recording.plays(recording.entry.seed)
        : policy &&
          pageWords.chart.evaluated(
            policy.iteration,
            rate(policy.summary.harm.gameable),
            rate(policy.summary.harm.other),
          )}
    </p>
  );
}
