import { useState } from 'react';
import { serverAddressFault } from '../../session/models/serverAddress.ts';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import { modelsWords } from '../locale/models.ts';
import { FaultText } from './FaultText.tsx';
import { TextField } from './TextField.tsx';
import type { KnownModels } from './useModels.ts';
import styles from './Models.module.css';

const words = modelsWords.server;

/** A model behind a server: asked once whether it is there. */
export function AddServer({ port, places, lookAgain }: KnownModels) {
  const [known] = Object.values(places.servers);
  const [base, setBase] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [model, setModel] = useState('');
  const [names, setNames] = useState<readonly string[]>([]);
  const [added, setAdded] = useState<string | null>(null);
  const [fault, setFault] = useState<ModelFault | null>(null);
  const place = { base: (base ?? known?.base ?? 'http://127.0.0.1:8080/v1').trim(), key: key === '' ? null : key };
  const wrong = serverAddressFault(place.base);
  const ask = async (): Promise<void> => {
    const { fault: refused, value } = (await port?.serverModels(place)) ?? { fault: null, value: null };
    setFault(refused);
    setNames(value ?? []);
    if (model === '' && value?.[0] !== undefined) setModel(value[0]);
  };
  const add = (): void => {
    if (wrong !== null) {
      setFault({ engine: 'server', kind: 'badAddress', detail: wrong });
      return;
    }
    port?.setServer(model.trim(), place);
    setFault(null);
    setAdded(model.trim());
    lookAgain();
  };
  return (
    <details className={styles['more']}>
      <summary>{words.title}</summary>
      <p>{words.text}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField label={words.base} value={base ?? place.base} onChange={setBase} />
        <TextField label={words.key} value={key} onChange={setKey} isSecret />
        <button
          type="button"
          disabled={wrong !== null}
          onClick={() => {
            ask().catch((error: unknown) => {
              setFault({ engine: 'server', kind: 'unreachable', detail: String(error) });
            });
          }}
        >
          {words.ask}
        </button>
        <TextField label={words.model} value={model} onChange={setModel} suggestions={names} />
        <button type="submit" disabled={model.trim() === ''}>
          {words.add}
        </button>
      </form>
      <p role="status">{added === null ? '' : words.added(added)}</p>
      {fault && <FaultText fault={fault} />}
    </details>
  );
}
