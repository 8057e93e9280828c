// What the page asks about WebLLM's models and servers, and what it knows of where they are. Fetched when it is first needed.
import type { Remote } from 'comlink';
import * as v from 'valibot';
import type { ModelOutcome, SimulationWorker } from '../../../workers/protocol.ts';
import type { RunConfig } from '../../experiments/index.ts';
import type { CachedModel, ModelOffers } from '../../models/shelf/modelShelf.ts';
import type { ModelPlaces, ServerPlace } from '../../models/shelf/places.ts';
import type { Fit } from '../../models/webllm/adapter.ts';
import { ownModel } from '../../models/webllm/records.ts';
import { keepPlaces, pageStorage, readPlaces } from './keptPlaces.ts';
import type { Kept } from './keptPlaces.ts';
import {
  cachedSchema,
  fitSchema,
  namesSchema,
  nothingSchema,
  offersSchema,
  outcomeSchema,
  sizeSchema,
  speedSchema,
} from './schemas.ts';

type Worker = Remote<SimulationWorker>;

export interface ModelsPort {
  /** Tells a worker where models are: before it is asked about them, or to begin a run. */
  readonly give: (worker: Worker) => Promise<void>;
  readonly places: () => ModelPlaces;
  /** The browser may keep them or not; a server's key it never keeps. */
  readonly setServer: (id: string, place: ServerPlace) => void;
  /** Gives the model's id. Throws WebLlmError('badAddress'), which says what must lie there. */
  readonly addOwn: (own: Parameters<typeof ownModel>[0]) => string;
  readonly offers: () => Promise<ModelOutcome<ModelOffers>>;
  readonly fit: (ids: readonly string[]) => Promise<ModelOutcome<Fit>>;
  /** Bytes to download. */
  readonly size: (id: string) => Promise<ModelOutcome<number>>;
  readonly cached: () => Promise<ModelOutcome<readonly CachedModel[]>>;
  readonly remove: (id: string) => Promise<ModelOutcome<unknown>>;
  readonly serverModels: (place: ServerPlace) => Promise<ModelOutcome<readonly string[]>>;
  /** Loads a config's models and times conversations of it. */
  readonly tryOut: (config: RunConfig) => Promise<ModelOutcome<{ readonly msPerTrajectory: number }>>;
  readonly cancel: () => void;
}

interface PortParts {
  /** Asks the simulation worker that is there. */
  readonly ask: <Answer>(command: (worker: Worker) => Promise<Answer>) => Promise<Answer>;
  readonly kept?: Kept;
}

export function modelsPort({ ask, kept = pageStorage() }: PortParts): ModelsPort {
  let places = readPlaces(kept);
  const give = (worker: Worker): Promise<void> => worker.setPlaces(places);
  const set = (next: ModelPlaces): void => {
    places = next;
    keepPlaces(places, kept);
  };
  /** Throws ValiError for an answer that makes no sense. */
  const outcome = async <Value>(
    schema: v.GenericSchema<unknown, Value>,
    command: (worker: Worker) => Promise<unknown>,
  ): Promise<ModelOutcome<Value>> => {
    const answer = await ask(async (worker) => {
      await give(worker);
      return command(worker);
    });
    return v.parse(outcomeSchema(schema), answer);
  };
  return {
    give,
    places: () => places,
    setServer: (id, place) => {
      set({ ...places, servers: { ...places.servers, [id]: place } });
    },
    addOwn: (own) => {
      const record = ownModel(own);
      set({ ...places, own: [...places.own.filter(({ model_id }) => model_id !== record.model_id), record] });
      return record.model_id;
    },
    offers: () => outcome(offersSchema, (worker) => worker.modelOffers()),
    fit: (ids) => outcome(fitSchema, (worker) => worker.modelFit(ids)),
    size: (id) => outcome(sizeSchema, (worker) => worker.modelSize(id)),
    cached: () => outcome(cachedSchema, (worker) => worker.cachedModels()),
    remove: (id) => outcome(nothingSchema, (worker) => worker.removeModel(id)),
    serverModels: (place) => outcome(namesSchema, (worker) => worker.serverModels(place)),
    tryOut: (config) => outcome(speedSchema, (worker) => worker.tryModels(config)),
    cancel: () => {
      // a worker that is gone has nothing to cancel
      ask((worker) => worker.cancelModels()).catch(() => undefined);
    },
  };
}
