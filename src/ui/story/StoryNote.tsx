import { storyWords } from '../locale/story.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { PredictionAnswer } from './PredictionAnswer.tsx';
import styles from './StoryNote.module.css';

const words = storyWords.note;

/** On the Run screen: what a reader of the story has bet, what came of it, and the way back. */
export default function StoryNote() {
  const session = useSession();
  const prediction = useSessionState((state) => state.prediction);
  if (!prediction) return null;
  return (
    <section className={styles['note']} aria-label={words.region}>
      <h2>{words.region}</h2>
      <div role="status">
        <PredictionAnswer prediction={prediction} />
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
