import { chosenModels, isBuiltin, modelFault } from '../experiments/index.ts';
import type { RoleField, RunConfig } from '../experiments/index.ts';
import { defaults } from '../experiments/config/fields.ts';
import type { StoredRun } from '../storage/index.ts';
import { UnmeasuredError } from './errors.ts';
import { HeldModel } from './heldModel.ts';
import type { ModelParts } from './heldModel.ts';

/** Bytes of the model's file that have come. */
export type OnBytes = (done: number, total: number) => void;

type AdapterSettings = Pick<RunConfig, 'loraRank' | 'loraAlpha' | 'rankStabilised'>;

/** What of a config names the agent's model, and its adapter. */
type AgentSettings = AdapterSettings & Pick<RunConfig, RoleField>;

/**
 * Of the weights that the agent has. Null: an older run in which several models play, whose hash is of them all; an adapter says
 * itself which weights it is for.
 */
function agentHash(config: AgentSettings, { hash, builtin }: StoredRun['model']): string | null {
  return chosenModels(config).length > 0 && isBuiltin(config.agentModel) ? (builtin ?? null) : hash;
}

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

  /** The model with an adapter as a run has it. Throws UnmeasuredError where the run's agent is another model. */
  async of(config: AgentSettings, model: StoredRun['model'], onBytes?: OnBytes): Promise<HeldModel> {
    const held = await this.#hold(config, onBytes);
    const hash = agentHash(config, model);
    const fault = hash === null ? null : modelFault({ hash }, held);
    if (fault) throw new UnmeasuredError('otherModel', fault);
    return held;
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
