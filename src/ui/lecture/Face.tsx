import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

interface FaceProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

/** Where the recorded run can't be shown. */
export function Face({ title, text, action, onAction }: FaceProps) {
  return (
    <>
      <Title>{title}</Title>
      <p>{text}</p>
      <div className={styles['actions']}>
        <button type="button" className={styles['lead']} onClick={onAction}>
          {action}
        </button>
      </div>
    </>
  );
}
