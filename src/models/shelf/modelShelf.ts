// All models but the built-in one: which there are, which are loaded, and each of them once.
import { fitOf } from '../webllm/adapter.ts';
import type { AdapterFacts, Fit } from '../webllm/adapter.ts';
import type { ChatModel } from '../chat/chatModel.ts';
import { openServerModel } from '../openai/openServerModel.ts';
import { ServerError } from '../openai/errors.ts';
import { listServerModels } from '../openai/wire.ts';
import type { Server } from '../openai/wire.ts';
import { modelFaultOf } from './modelFault.ts';
import type { ModelFault } from './modelFault.ts';
import { noPlaces } from './places.ts';
import type { ModelPlaces, ServerPlace } from './places.ts';
import { usualPatience, WorkerDoor } from '../webllm/door.ts';
import type { StartWorker } from '../webllm/door.ts';
import { WebLlmError } from '../webllm/errors.ts';
import type { LoadProgress } from '../webllm/progress.ts';
import type { CallName, RequestOf, ResultOf } from '../webllm/protocol.ts';
import { arithmeticOf, buildFor, listModels, proposedPairs } from '../webllm/records.ts';
import type { Arithmetic, ListedModel, ModelRecord } from '../webllm/records.ts';
import { WebLlmEngine } from '../webllm/webLlmEngine.ts';

/** A model as it is chosen. */
export interface ChosenModel {
  /** The config's word for it. */
  readonly word: string;
  readonly engine: 'webllm' | 'server';
  readonly id: string;
}

/** What a model's loading is at. */
export interface ModelLoading {
  /** Which of how many, counted from 1. */
  readonly index: number;
  readonly count: number;
  readonly id: string;
  readonly progress: LoadProgress;
}

/** A model lost its GPU or its worker in the middle of a request, and is loaded anew. */
export interface ModelLoss {
  readonly id: string;
  readonly fault: ModelFault;
}

/** A WebLLM model that this GPU has a build for. */
export interface ModelOffer {
  readonly id: string;
  readonly name: string;
  /** Bits of a weight; null: those of its arithmetic. */
  readonly bits: number | null;
  readonly arithmetic: Arithmetic;
  /** Tokens. */
  readonly context: number;
  /** As its list declares it; null: it does not. */
  readonly memoryMB: number | null;
  readonly licence: string | null;
  readonly isOwn: boolean;
  /** By itself. */
  readonly fit: Fit;
}

export interface ModelOffers {
  readonly gpu: AdapterFacts | 'noWebGpu' | 'noAdapter';
  /** None without a GPU: nothing is fetched for it then. */
  readonly models: readonly ModelOffer[];
  /** Ids that go together, from light to heavy. */
  readonly pairs: readonly { readonly agent: string; readonly others: string; readonly fit: Fit }[];
}

/** A model in the browser's cache. */
export interface CachedModel {
  readonly id: string;
  /** Where its weights lie: several models may share them. */
  readonly folder: string;
  /** Of that folder. */
  readonly bytes: number;
  /** False: weights or library are missing, or damaged; the next download goes on from there. */
  readonly isComplete: boolean;
}

interface Loaded {
  readonly engine: WebLlmEngine;
  readonly identity: string;
}

export class ModelShelf {
  places: ModelPlaces = noPlaces;
  readonly #start: StartWorker;
  readonly #tell: (loading: ModelLoading | null) => void;
  readonly #tellLoss: (loss: ModelLoss) => void;
  readonly #loaded = new Map<string, Loaded>();
  /** A worker for questions about GPU, list and cache. */
  #desk: WorkerDoor | null = null;
  #listed: Promise<readonly unknown[]> | null = null;

  constructor(
    start: StartWorker,
    tell: (loading: ModelLoading | null) => void,
    tellLoss: (loss: ModelLoss) => void = () => undefined,
  ) {
    this.#start = start;
    this.#tell = tell;
    this.#tellLoss = tellLoss;
  }

  /** `deviceMemory`: GiB, where the browser tells it. */
  async offers(deviceMemory: number | null): Promise<ModelOffers> {
    const gpu = await this.#ask('probe', {});
    if (typeof gpu === 'string') return { gpu, models: [], pairs: [] };
    const listed = listModels(await this.#list());
    const offer = (model: ListedModel, isOwn: boolean): ModelOffer[] => {
      const record = buildFor(model, gpu);
      if (!record) return [];
      const { name, bits, context, licence } = model;
      return [
        {
          ...{ id: record.model_id, name, bits, context, licence, isOwn, arithmetic: arithmeticOf(record) },
          memoryMB: record.vram_required_MB ?? null,
          fit: fitOf([record], gpu, deviceMemory),
        },
      ];
    };
    return {
      gpu,
      models: [
        ...listModels(this.places.own).flatMap((model) => offer(model, true)),
        ...listed.flatMap((model) => offer(model, false)),
      ],
      pairs: proposedPairs(listed, gpu).map(({ agent, others }) => ({
        ...{ agent: agent.model_id, others: others.model_id },
        fit: fitOf([agent, others], gpu, deviceMemory),
      })),
    };
  }

  /** Whether these WebLLM models will run together. */
  async fit(ids: readonly string[], deviceMemory: number | null): Promise<Fit> {
    const gpu = await this.#ask('probe', {});
    if (typeof gpu === 'string') return { fit: 'cannotRun', why: 'limits' };
    return fitOf(await Promise.all(ids.map((id) => this.#recordOf(id))), gpu, deviceMemory);
  }

  /** Bytes to download; asks the model's host unless the file that tells is there. */
  async size(id: string): Promise<number> {
    return this.#ask('size', { record: await this.#recordOf(id) });
  }

  async cached(): Promise<readonly CachedModel[]> {
    const records = await this.#records();
    const found = await this.#ask('cached', { records });
    return found.map(({ model_id: id, ...held }) => ({ id, ...held }));
  }

  /** With every model that shares its weights. Of a model that is loaded, the copy on the GPU stays. */
  async remove(id: string): Promise<void> {
    const record = await this.#recordOf(id);
    await this.#ask('remove', { record, records: await this.#records() });
  }

  serverModels(place: ServerPlace): Promise<string[]> {
    return listServerModels({ ...serverOf(place), retries: 0 });
  }

  /**
   * These models, ready to be asked, by their words; what else is loaded is given up, for a GPU holds little. `signal` gives up what is
   * being loaded, at once, and nothing more is told of it; what is loaded already stays. Throws WebLlmError and ServerError.
   */
  async open(
    chosen: readonly ChosenModel[],
    signal?: AbortSignal,
  ): Promise<Map<string, { chat: ChatModel; name: string; identity: string }>> {
    for (const [word, { engine }] of this.#loaded) {
      if (chosen.some((each) => each.word === word)) continue;
      engine.close();
      this.#loaded.delete(word);
    }
    const opened = new Map<string, { chat: ChatModel; name: string; identity: string }>();
    try {
      for (const [at, { word, engine, id }] of chosen.entries()) {
        const which = { index: at + 1, count: chosen.length };
        refuse(signal);
        // also of one that is loaded already: whoever watches hears that it has begun
        this.#tell({ ...which, id, progress: begun });
        const found = engine === 'server' ? this.#server(id) : await this.#load(word, id, which, signal);
        opened.set(word, found);
      }
      refuse(signal);
    } finally {
      // another loading may be what is told by now
      if (signal?.aborted !== true) this.#tell(null);
    }
    return opened;
  }

  /** Gives up all that is loaded, and the loading in progress; what has been downloaded stays in the browser's cache. */
  close(): void {
    for (const { engine } of this.#loaded.values()) engine.close();
    this.#loaded.clear();
  }

  #server(id: string) {
    const place = Object.hasOwn(this.places.servers, id) ? this.places.servers[id] : undefined;
    if (!place) throw new ServerError('badAddress', `where ${id} is served is not known in this browser`);
    return openServerModel(serverOf(place), id);
  }

  async #load(
    word: string,
    id: string,
    which: { readonly index: number; readonly count: number },
    signal: AbortSignal | undefined,
  ) {
    const record = await this.#recordOf(id);
    refuse(signal);
    const { model, model_lib, overrides = null } = record;
    const identity = JSON.stringify(['webllm', id, model, model_lib, overrides]);
    const known = this.#loaded.get(word);
    if (known && known.identity !== identity) {
      known.engine.close();
      this.#loaded.delete(word);
    }
    // between two models of one loading nothing is said to be over
    let isOpening = true;
    const engine =
      this.#loaded.get(word)?.engine ??
      new WebLlmEngine(this.#start, record, {
        // also when a lost device is recovered from
        onProgress: (progress) => {
          const isOver = progress.phase === 'done' && !isOpening;
          this.#tell(isOver ? null : { ...which, id, progress });
        },
        onRecovery: (reason) => {
          const fault = modelFaultOf(reason);
          if (fault) this.#tellLoss({ id, fault });
        },
      });
    this.#loaded.set(word, { engine, identity });
    const giveUp = (): void => {
      engine.close();
      // by now another one may have its place
      if (this.#loaded.get(word)?.engine === engine) this.#loaded.delete(word);
    };
    const giveUpLoading = (): void => {
      giveUp();
      this.#tell(null);
    };
    signal?.addEventListener('abort', giveUpLoading);
    try {
      await engine.load();
    } catch (error) {
      giveUp();
      throw error;
    } finally {
      isOpening = false;
      signal?.removeEventListener('abort', giveUpLoading);
    }
    return { chat: engine, name: id, identity };
  }

  async #records(): Promise<ModelRecord[]> {
    const builds = [...listModels(this.places.own), ...listModels(await this.#list())];
    return builds.flatMap(({ builds: { f16, f32 } }) => [f16, f32].filter((record) => record !== undefined));
  }

  async #recordOf(id: string): Promise<ModelRecord> {
    const found = (await this.#records()).find(({ model_id }) => model_id === id);
    if (found) return found;
    throw new WebLlmError('unknownModel', `neither WebLLM's list nor this browser knows a model called ${id}`);
  }

  #list(): Promise<readonly unknown[]> {
    this.#listed ??= this.#ask('models', {}).catch((error: unknown) => {
      this.#listed = null;
      throw error;
    });
    return this.#listed;
  }

  async #ask<Name extends CallName>(name: Name, request: RequestOf<Name>): Promise<ResultOf<Name>> {
    this.#desk ??= new WorkerDoor(this.#start, usualPatience, () => undefined);
    try {
      return await this.#desk.call(name, request);
    } catch (error) {
      if (error instanceof WebLlmError && error.wayOn === 'restart') {
        this.#desk.close();
        this.#desk = null;
      }
      throw error;
    }
  }
}

const begun: LoadProgress = { phase: 'start', share: 0, bytes: null, speed: null, secondsLeft: null };

function refuse(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new WebLlmError('cancelled', 'the models are no longer wanted');
}

const serverOf = ({ base, key }: ServerPlace): Server => ({ base, ...(key === null ? {} : { key }) });
