import type { Prediction } from '../../session/index.ts';
import { noBets } from '../../session/index.ts';
import { lectureWords } from '../locale/lecture.ts';
import { elsewhereText, predictedText, waitingText } from '../locale/storySentences.ts';
import { nearestBets } from '../lecture/nearestBets.ts';
import { useSessionState } from '../useSession.ts';
import { predictionState } from './predictions.ts';

/** What came of a prediction, or that it has not been run to its end. */
export function PredictionAnswer({ prediction }: { prediction: Prediction }) {
  const view = useSessionState((state) => state.view);
  const setup = useSessionState((state) => state.setup);
  const state = predictionState(prediction, view, setup);
  const bet = lectureWords.bet.bets[prediction.bet];
  if (state.stage !== 'over') return <p>{state.stage === 'waiting' ? waitingText(bet) : elsewhereText(bet)}</p>;
  const { gameable, other } = state.outcome.harm;
  const nearest = gameable && other && nearestBets({ gameable: gameable.move, other: other.move });
  return predictedText(state.outcome, nearest, { ...noBets, placed: prediction.bet }).map((text) => (
    <p key={text}>{text}</p>
  ));
}
