import { useEffect, useState } from 'react';
import type { CachedModel, ModelOffer } from '../../models/shelf/modelShelf.ts';
import { bytes } from '../locale/numbers.ts';
import { modelNameOf } from '../locale/names.ts';
import { modelsWords } from '../locale/models.ts';
import { fetchedDialog } from '../shell/fetched.tsx';
import type { KnownModels } from './useModels.ts';
import styles from './Models.module.css';

const SelfTestDialog = fetchedDialog(async () => ({ default: (await import('./SelfTestDialog.tsx')).SelfTestDialog }));

const { columns } = modelsWords;

interface ChosenTableProps {
  readonly ids: readonly string[];
  readonly known: KnownModels;
}

/** What each chosen model of WebLLM's asks for: download, memory, terms. */
export function ChosenTable({ ids, known }: ChosenTableProps) {
  const { offers, cached, places, port } = known;
  return (
    <table className={styles['chosen']}>
      <caption>{modelsWords.chosen}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.model}</th>
          <th scope="col">{columns.download}</th>
          <th scope="col">{columns.memory}</th>
          <th scope="col">{columns.licence}</th>
          <th scope="col">{columns.test}</th>
        </tr>
      </thead>
      <tbody>
        {ids.map((id) => (
          <Row
            key={id}
            id={id}
            offer={offers?.models.find((each) => each.id === id) ?? null}
            held={cached.find((each) => each.id === id) ?? null}
            own={places.own.find(({ model_id }) => model_id === id) ?? null}
            port={port}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<KnownModels, 'port'> {
  readonly id: string;
  readonly offer: ModelOffer | null;
  readonly held: CachedModel | null;
  /** Null: it is WebLLM's list that knows where it is. */
  readonly own: KnownModels['places']['own'][number] | null;
}

function Row({ id, offer, held, own, port }: RowProps) {
  const memory = offer?.memoryMB ?? null;
  const [isTesting, setTesting] = useState(false);
  const size = useSize(id, held, port);
  return (
    <tr>
      <th scope="row">{modelNameOf(id)}</th>
      <td data-label={columns.download}>{size}</td>
      <td data-label={columns.memory}>{memory === null ? modelsWords.unknown : bytes(memory * 1024 * 1024)}</td>
      <td data-label={columns.licence}>{offer?.licence ?? modelsWords.seeLicence}</td>
      <td data-label={columns.test}>
        <button
          type="button"
          aria-label={modelsWords.testOf(modelNameOf(id))}
          onClick={() => {
            setTesting(true);
          }}
        >
          {modelsWords.test}
        </button>
        {isTesting && (
          <SelfTestDialog
            model={id}
            own={own}
            onClose={() => {
              setTesting(false);
            }}
          />
        )}
      </td>
    </tr>
  );
}

/** Bytes that are to be downloaded, in words: its host is asked, unless all of it is here. */
function useSize(id: string, held: CachedModel | null, port: KnownModels['port']): string {
  const [size, setSize] = useState<number | 'unknown' | null>(null);
  const isHere = held?.isComplete === true;
  useEffect(() => {
    let isWanted = true;
    if (isHere || !port) return;
    port.size(id).then(
      ({ value }) => {
        if (isWanted) setSize(value ?? 'unknown');
      },
      () => {
        if (isWanted) setSize('unknown');
      },
    );
    return () => {
      isWanted = false;
    };
  }, [id, isHere, port]);
  if (isHere) return `${bytes(held.bytes)}, ${modelsWords.cached}`;
  const told = size === null ? modelsWords.asking : size === 'unknown' ? modelsWords.unknown : bytes(size);
  return held ? `${told}; ${modelsWords.partly(held.bytes)}` : told;
}
