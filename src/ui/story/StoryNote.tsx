import { storyWords } from '../locale/story.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { predictedTitle } from '../locale/storySentences.ts';
import { changeIn } from './predictions.ts';
import { PredictionAnswer } from './PredictionAnswer.tsx';
import styles from './StoryNote.module.css';

const words = storyWords.note;

/** On the Run screen: what a reader of the story has bet, what came of it, and the way back. */
export default function StoryNote() {
  const session = useSession();
  const prediction = useSessionState((state) => state.prediction);
  if (!prediction) return null;
  const change = changeIn(prediction.config);
  return (
    <section className={styles['note']} aria-label={words.region}>
      <h2>{change === null ? words.region : predictedTitle(storyWords.predict.changes[change])}</h2>
      <div role="status">
        <PredictionAnswer isShort prediction={prediction} />
      </div>
      <div className={styles['actions']}>
        <button
          type="button"
          onClick={() => {
            session.show('story');
          }}
        >
          {words.back}
        </button>
        <button
          type="button"
          onClick={() => {
            session.predict(null);
          }}
        >
          {words.drop}
        </button>
      </div>
    </section>
  );
}
