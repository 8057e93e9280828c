import { useState } from 'react';
import { messageOf } from '../../core/text/messageOf.ts';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import { modelsWords } from '../locale/models.ts';
import { FaultText } from './FaultText.tsx';
import { TextField } from './TextField.tsx';
import type { KnownModels } from './useModels.ts';
import styles from './Models.module.css';

const words = modelsWords.own;

/** A model that no list has, by its addresses. */
export function AddOwn({ port, lookAgain }: KnownModels) {
  const [own, setOwn] = useState({ id: '', model: '', library: '' });
  const [fault, setFault] = useState<ModelFault | null>(null);
  const add = (): void => {
    try {
      port?.addOwn(own);
      setFault(null);
      setOwn({ id: '', model: '', library: '' });
      lookAgain();
    } catch (error) {
      setFault({ engine: 'webllm', kind: 'badAddress', detail: messageOf(error) });
    }
  };
  return (
    <details className={styles['more']}>
      <summary>{words.title}</summary>
      <p>{words.text}</p>
      {(['id', 'model', 'library'] as const).map((name) => (
        <TextField
          key={name}
          label={words[name]}
          value={own[name]}
          onChange={(value) => {
            setOwn({ ...own, [name]: value });
          }}
        />
      ))}
      <button type="button" onClick={add}>
        {words.add}
      </button>
      {fault && <FaultText fault={fault} />}
    </details>
  );
}
