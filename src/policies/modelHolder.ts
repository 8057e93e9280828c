import type { RunConfig } from '../experiments/index.ts';
import { defaults } from '../experiments/config/fields.ts';
import type { StoredRun } from '../storage/index.ts';
import { UnmeasuredError } from './errors.ts';
import { HeldModel } from './heldModel.ts';
import type { ModelParts } from './heldModel.ts';

/** Bytes of the model's file that have come. */
export type OnBytes = (done: number, total: number) => void;

type AdapterSettings = Pick<RunConfig, 'loraRank' | 'loraAlpha' | 'rankStabilised'>;

/** The one model of a worker, opened when it is first needed, and the queue of those who want it. */
export class ModelHolder {
  readonly #parts: (onBytes: OnBytes) => Promise<ModelParts>;
  /** An engine has one adapter, whose settings its memory was planned for. */
  #held: { readonly settings: string; readonly model: Promise<HeldModel> } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  /** `parts`: fetches the model's files. */
  constructor(parts: (onBytes: OnBytes) => Promise<ModelParts>) {
    this.#parts = parts;
  }

  /** One thing at a time: all share the adapter. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const answer = this.#queue.then(work);
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  /** The model with an adapter as a run has it. Throws UnmeasuredError where the run is another model's. */
  async of(config: AdapterSettings, { hash }: StoredRun['model'], onBytes?: OnBytes): Promise<HeldModel> {
    const held = await this.#hold(config, onBytes);
    if (held.hash === hash) return held;
    const [own, model] = [held.hash.slice(0, 12), hash.slice(0, 12)];
    throw new UnmeasuredError('otherModel', { code: 'otherModel', model, own });
  }

  /** The model, whatever its adapter is. */
  async any(onBytes?: OnBytes): Promise<HeldModel> {
    return (await this.#held?.model) ?? this.#hold(defaults, onBytes);
  }

  #hold(
    { loraRank: rank, loraAlpha: alpha, rankStabilised }: AdapterSettings,
    onBytes: OnBytes = () => undefined,
  ): Promise<HeldModel> {
    const settings = JSON.stringify([rank, alpha, rankStabilised]);
    if (this.#held?.settings !== settings) {
      const model = this.#parts(onBytes).then((parts) => HeldModel.open(parts, { rank, alpha, rankStabilised }));
      this.#held = { settings, model };
      // asked again, it is tried again
      model.catch(() => {
        if (this.#held?.model === model) this.#held = null;
      });
    }
    return this.#held.model;
  }
}
