// All models but the built-in one, as the simulation worker has them: asked about by the page, opened for runs, tried before one.
import { chosenModels, measureSpeed, parseConfig, parseModel } from '../src/experiments/index.ts';
import type { RunConfig, RunDeps } from '../src/experiments/index.ts';
import { anyModelFault } from '../src/models/shelf/modelFault.ts';
import { ModelShelf } from '../src/models/shelf/modelShelf.ts';
import type { ChosenModel, ModelLoading, ModelLoss } from '../src/models/shelf/modelShelf.ts';
import { parsePlaces } from '../src/models/shelf/places.ts';
import type { StartWorker } from '../src/models/webllm/door.ts';
import { WebLlmError } from '../src/models/webllm/errors.ts';
import type { ModelOutcome, ModelsDoor } from './protocol.ts';
import { startWebLlmWorker } from './webllmWorkers.ts';

interface ChatModelsOptions {
  readonly tell: (loading: ModelLoading | null) => void;
  readonly tellLoss: (loss: ModelLoss) => void;
  /** Whether a run is in progress: it has the models for itself. */
  readonly isBusy: () => boolean;
  /** `signal`: the models are no longer wanted. */
  readonly depsOf: (config: RunConfig, signal: AbortSignal) => Promise<RunDeps>;
  readonly onTried: () => void;
  readonly start?: StartWorker;
  /** Milliseconds. */
  readonly now?: () => number;
}

export class ChatModels implements ModelsDoor {
  readonly #options: ChatModelsOptions;
  readonly #shelf: ModelShelf;
  #trial: AbortController | null = null;

  constructor(options: ChatModelsOptions) {
    this.#options = options;
    this.#shelf = new ModelShelf(options.start ?? startWebLlmWorker, options.tell, options.tellLoss);
  }

  setPlaces(places: unknown): Promise<void> {
    this.#shelf.places = parsePlaces(places);
    return Promise.resolve();
  }

  /** The models of a config, loaded; `signal` gives up those that are being loaded. */
  open(config: RunConfig, signal: AbortSignal): ReturnType<ModelShelf['open']> {
    const chosen = chosenModels(config).flatMap((word): ChosenModel[] => {
      const model = parseModel(word);
      return model.engine === 'builtin' ? [] : [{ word, ...model }];
    });
    return this.#shelf.open(chosen, signal);
  }

  modelOffers(): ReturnType<ModelsDoor['modelOffers']> {
    return outcomeOf(() => this.#shelf.offers(deviceMemory()));
  }

  modelFit(ids: readonly string[]): ReturnType<ModelsDoor['modelFit']> {
    return outcomeOf(() => this.#shelf.fit(ids, deviceMemory()));
  }

  modelSize(id: string): ReturnType<ModelsDoor['modelSize']> {
    return outcomeOf(() => this.#shelf.size(id));
  }

  cachedModels(): ReturnType<ModelsDoor['cachedModels']> {
    return outcomeOf(() => this.#shelf.cached());
  }

  removeModel(id: string): ReturnType<ModelsDoor['removeModel']> {
    return outcomeOf(async () => {
      await this.#shelf.remove(id);
      return null;
    });
  }

  serverModels(place: Parameters<ModelsDoor['serverModels']>[0]): ReturnType<ModelsDoor['serverModels']> {
    return outcomeOf(() => this.#shelf.serverModels(place));
  }

  tryModels(input: unknown): ReturnType<ModelsDoor['tryModels']> {
    return outcomeOf(async () => {
      const { isBusy, depsOf, onTried, now = () => performance.now() } = this.#options;
      if (isBusy()) throw new WebLlmError('badRequest', 'a run is in progress, and has the models for itself');
      const trial = new AbortController();
      this.#trial?.abort();
      this.#trial = trial;
      const config = parseConfig(input);
      try {
        const deps = await depsOf(config, trial.signal);
        const isCancelled = (): boolean => trial.signal.aborted || isBusy();
        const msPerTrajectory = await measureSpeed(config, deps, { now, isCancelled });
        if (msPerTrajectory === null) throw new WebLlmError('cancelled', 'broken off');
        return { msPerTrajectory };
      } finally {
        if (!isBusy()) onTried();
      }
    });
  }

  cancelModels(): Promise<void> {
    this.#trial?.abort();
    this.#trial = null;
    if (!this.#options.isBusy()) this.#shelf.close();
    return Promise.resolve();
  }
}

/** GiB, where the browser tells it. */
function deviceMemory(): number | null {
  const told: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : null;
  return typeof told === 'number' ? told : null;
}

async function outcomeOf<Value>(work: () => Promise<Value>): Promise<ModelOutcome<Value>> {
  try {
    return { fault: null, value: await work() };
  } catch (error) {
    return { fault: anyModelFault(error), value: null };
  }
}
