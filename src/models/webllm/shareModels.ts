import type { RoleModels } from '../chat/chatLanguageModel.ts';
import type { StartWorker } from './door.ts';
import type { ModelRecord } from './records.ts';
import { WebLlmEngine } from './webLlmEngine.ts';
import type { EngineOptions } from './webLlmEngine.ts';

/** Models in their roles, none of them loaded yet; `engines`: each once, in the order in which they are to be loaded. */
export interface SharedModels extends RoleModels {
  readonly engines: readonly WebLlmEngine[];
}

/**
 * One engine for each distinct model: roles with the same model share it, so that its weights are on the GPU once. `optionsOf` is
 * asked once a model. Throws RangeError for two different records of one name.
 */
export function shareModels(
  start: StartWorker,
  records: Readonly<Record<keyof RoleModels, ModelRecord>>,
  optionsOf: (record: ModelRecord) => EngineOptions = () => ({}),
): SharedModels {
  const engines = new Map<string, WebLlmEngine>();
  const engineOf = (record: ModelRecord): WebLlmEngine => {
    const known = engines.get(record.model_id);
    if (known && JSON.stringify(known.record) !== JSON.stringify(record)) {
      throw new RangeError(`two different models are called ${record.model_id}`);
    }
    const engine = known ?? new WebLlmEngine(start, record, optionsOf(record));
    engines.set(record.model_id, engine);
    return engine;
  };
  const roles = { agent: engineOf(records.agent), user: engineOf(records.user), judge: engineOf(records.judge) };
  return { ...roles, engines: [...engines.values()] };
}
