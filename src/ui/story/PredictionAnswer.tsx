import type { Prediction } from '../../session/index.ts';
import { noBets } from '../../session/index.ts';
import { lectureWords } from '../locale/lecture.ts';
import { elsewhereText, predictedText, waitingText } from '../locale/storySentences.ts';
import { nearestBets } from '../lecture/nearestBets.ts';
import { useSessionState } from '../useSession.ts';
import { predictionState } from './predictions.ts';

interface PredictionAnswerProps {
  readonly prediction: Prediction;
  /** Without the figures, where they stand beside it. */
  readonly isShort?: boolean;
}

/** What came of a prediction, or that it has not been run to its end. */
export function PredictionAnswer({ prediction, isShort = false }: PredictionAnswerProps) {
  const view = useSessionState((state) => state.view);
  const setup = useSessionState((state) => state.setup);
  const state = predictionState(prediction, view, setup);
  const bet = lectureWords.bet.bets[prediction.bet];
  if (state.stage !== 'over') return <p>{state.stage === 'waiting' ? waitingText(bet) : elsewhereText(bet)}</p>;
  const { gameable, other } = state.outcome.harm;
  const nearest = gameable && other && nearestBets({ gameable: gameable.move, other: other.move });
  const told = predictedText(state.outcome, nearest, { ...noBets, placed: prediction.bet });
  if (isShort) return <p>{[told[0], told.at(-1)].join(' ')}</p>;
  return told.map((text) => <p key={text}>{text}</p>);
}
