import type { ReactNode } from 'react';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import { modelFaultWords, modelsWords } from '../locale/models.ts';
import styles from './Models.module.css';

/** What went wrong with a model, a way on, and what was said. */
export function FaultText({ fault, children }: { fault: ModelFault; children?: ReactNode }) {
  const { title, advice } = modelFaultWords(fault);
  return (
    <div className={styles['fault']} role="alert">
      <p>
        <b>{title}.</b> {advice} {children}
      </p>
      {fault.detail !== '' && fault.kind !== 'cancelled' && (
        <p>
          {modelsWords.said} <code>{fault.detail}</code>
        </p>
      )}
    </div>
  );
}
