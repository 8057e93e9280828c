import { useState } from 'react';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import { bytes } from '../locale/numbers.ts';
import { modelNameOf } from '../locale/names.ts';
import { modelsWords } from '../locale/models.ts';
import { FaultText } from './FaultText.tsx';
import { heldFolders } from './heldFolders.ts';
import type { KnownModels } from './useModels.ts';
import styles from './Models.module.css';

const words = modelsWords.cache;

/** Models that this browser holds, with what they take. */
export function CacheList({ cached, port, lookAgain }: KnownModels) {
  const [fault, setFault] = useState<ModelFault | null>(null);
  const folders = heldFolders(cached);
  const total = folders.reduce((sum, { bytes: size }) => sum + size, 0);
  const remove = async (id: string): Promise<void> => {
    const done = await port?.remove(id);
    setFault(done?.fault ?? null);
    lookAgain();
  };
  return (
    <details className={styles['more']}>
      <summary>
        {words.title}
        {folders.length > 0 && ` (${words.total(total)})`}
      </summary>
      {folders.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul>
          {folders.map(({ folder, ids, bytes: size, isComplete }) => (
            <li key={folder}>
              <span>{ids.map(modelNameOf).join(', ')}</span>
              <span>
                {bytes(size)}
                {!isComplete && `, ${words.broken}`}
              </span>
              <button
                type="button"
                aria-label={words.removeOf(ids.join(', '))}
                onClick={() => {
                  remove(ids[0]).catch((error: unknown) => {
                    setFault({ engine: 'webllm', kind: 'other', detail: String(error) });
                  });
                }}
              >
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      {fault && <FaultText fault={fault} />}
    </details>
  );
}
