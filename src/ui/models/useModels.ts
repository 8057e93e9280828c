import { useCallback, useEffect, useState } from 'react';
import type { CachedModel, ModelOffers } from '../../models/shelf/modelShelf.ts';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import type { ModelPlaces } from '../../models/shelf/places.ts';
import { messageOf } from '../../core/text/messageOf.ts';
import { WorkerGone } from '../../session/index.ts';
import { useSession, useSessionState } from '../useSession.ts';

type ModelsPort = Awaited<ReturnType<ReturnType<typeof useSession>['models']>>;

export interface KnownModels {
  /** Null: still looking. */
  readonly offers: ModelOffers | null;
  readonly cached: readonly CachedModel[];
  readonly places: ModelPlaces;
  readonly fault: ModelFault | null;
  readonly port: ModelsPort | null;
  /** Nobody is there to be asked. */
  readonly isGone: boolean;
  /** After something of it has changed. */
  readonly lookAgain: () => void;
}

/** What this browser can run, holds in its cache, and knows the whereabouts of. */
export function useModels(): KnownModels {
  const session = useSession();
  const [port, setPort] = useState<ModelsPort | null>(null);
  const [offers, setOffers] = useState<ModelOffers | null>(null);
  const [cached, setCached] = useState<readonly CachedModel[]>([]);
  const [places, setPlaces] = useState<ModelPlaces>({ own: [], servers: {} });
  const [fault, setFault] = useState<ModelFault | null>(null);
  const [isRefused, setRefused] = useState(false);
  const isGone = useSessionState((state) => state.status === 'failed') || isRefused;
  const look = useCallback(async (): Promise<void> => {
    setRefused(false);
    setFault(null);
    const models = await session.models();
    setPort(models);
    setPlaces(models.places());
    const found = await models.offers();
    setFault(found.fault);
    if (!found.value) return;
    setOffers(found.value);
    // without a GPU nothing is asked of WebLLM's list, which would have to be fetched
    if (typeof found.value.gpu === 'string') return;
    const held = await models.cached();
    setFault(held.fault);
    if (held.value) setCached(held.value);
  }, [session]);
  const lookAgain = useCallback(() => {
    look().catch((error: unknown) => {
      if (error instanceof WorkerGone) setRefused(true);
      else setFault({ engine: 'webllm', kind: 'other', detail: messageOf(error) });
    });
  }, [look]);
  useEffect(() => {
    const looking = setTimeout(lookAgain);
    return () => {
      clearTimeout(looking);
    };
  }, [lookAgain]);
  return { offers, cached, places, fault, port, isGone, lookAgain };
}
