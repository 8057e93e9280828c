import type { ModelFault } from '../../models/shelf/modelFault.ts';
import { faultWords } from '../locale/faults.ts';
import { modelFaultWords, modelsWords } from '../locale/models.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession } from '../useSession.ts';
import styles from './Models.module.css';

interface ModelFaultNoticeProps {
  readonly fault: ModelFault;
  /** The models dialog is opened by whoever outlives this notice; null: by nobody. */
  readonly onChoose: (() => void) | null;
}

/** A run has ended because of a model: why, and both ways on. */
export default function ModelFaultNotice({ fault, onChoose }: ModelFaultNoticeProps) {
  const session = useSession();
  const { title, advice } = modelFaultWords(fault);
  return (
    <Notice
      isAlert
      title={title}
      action={faultWords.restart}
      onAction={() => {
        session.restart();
      }}
    >
      <p>{advice}</p>
      <p>
        {modelsWords.said} <code>{fault.detail}</code>
      </p>
      {onChoose && (
        <button type="button" className={styles['quiet']} onClick={onChoose}>
          {modelsWords.choose}
        </button>
      )}
    </Notice>
  );
}
