import { useState } from 'react';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import { faultWords } from '../locale/faults.ts';
import { modelFaultWords, modelsWords } from '../locale/models.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession } from '../useSession.ts';
import ModelsDialog from './ModelsDialog.tsx';
import styles from './Models.module.css';

/** A run has ended because of a model: why, and both ways on. */
export default function ModelFaultNotice({ fault }: { fault: ModelFault }) {
  const session = useSession();
  const [isChoosing, setChoosing] = useState(false);
  const { title, advice } = modelFaultWords(fault);
  return (
    <>
      <Notice isAlert title={title} action={faultWords.restart} onAction={session.restart}>
        <p>{advice}</p>
        <p>
          {modelsWords.said} <code>{fault.detail}</code>
        </p>
        <button
          type="button"
          className={styles['quiet']}
          onClick={() => {
            session.restart();
            setChoosing(true);
          }}
        >
          {modelsWords.choose}
        </button>
      </Notice>
      {isChoosing && (
        <ModelsDialog
          onClose={() => {
            setChoosing(false);
          }}
        />
      )}
    </>
  );
}
