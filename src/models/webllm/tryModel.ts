// The self-test of a model, from its name to its last check.
import * as v from 'valibot';
import { usualPatience, WorkerDoor } from './door.ts';
import type { StartWorker } from './door.ts';
import { toWebLlmError, WebLlmError } from './errors.ts';
import type { LoadProgress } from './progress.ts';
import { checked } from './protocol.ts';
import { recordSchema } from './records.ts';
import type { ModelRecord } from './records.ts';
import { selfTest } from './selfTest.ts';
import type { CheckResult, SelfCheck, SelfTestOptions, TriedEngine } from './selfTest.ts';
import { WebLlmEngine } from './webLlmEngine.ts';

/** A model of WebLLM's list by its id, or one of one's own. */
const modelSchema = v.union([v.pipe(v.string(), v.nonEmpty()), recordSchema]);

/** What a self-test tells on its way. */
export type SelfTestReport =
  | { readonly kind: 'gpu'; readonly description: string; readonly isFallback: boolean }
  /** Share of the phase that loading is at, 0 to 1. */
  | { readonly kind: 'loading'; readonly share: number }
  | { readonly kind: 'result'; readonly result: CheckResult<SelfCheck> };

type Tell = (report: SelfTestReport) => void | Promise<void>;

/**
 * Tries a model that WebLLM is to run here, in workers of its own, which end with it. Every check has a result: where there is no GPU or
 * no such model, that is why the first one fails.
 */
export async function tryModel(
  start: StartWorker,
  input: unknown,
  options: SelfTestOptions,
  tell: Tell,
): Promise<void> {
  const model = checked(modelSchema, 'model', input);
  // one after the other, and all before the end: the answer to the call must not overtake what was told
  let told: Promise<void> = Promise.resolve();
  const say = (report: SelfTestReport): Promise<void> => (told = told.then(() => tell(report)));
  const engines: WebLlmEngine[] = [];
  const loaded = (): WebLlmEngine => {
    const [engine] = engines;
    if (!engine) throw new WebLlmError('notLoaded', 'the model was not loaded');
    return engine;
  };
  const tried: TriedEngine = {
    load: async () => {
      const record = await lookedUp(start, model, say);
      const onProgress = ({ share }: LoadProgress): void => {
        // a refusal is met with the next result
        say({ kind: 'loading', share }).catch(() => undefined);
      };
      engines.push(new WebLlmEngine(start, record, { onProgress }));
      await loaded().load();
    },
    write: (...given) => loaded().write(...given),
    answer: (...given) => loaded().answer(...given),
  };
  try {
    for await (const result of selfTest(tried, options)) await say({ kind: 'result', result });
  } finally {
    for (const engine of engines) engine.close();
  }
}

/** Asks for the GPU first: without one nothing is fetched. */
async function lookedUp(start: StartWorker, model: string | ModelRecord, say: Tell): Promise<ModelRecord> {
  const desk = new WorkerDoor(start, usualPatience, () => undefined);
  try {
    const gpu = await desk.call('probe', {});
    if (typeof gpu === 'string') throw new WebLlmError(gpu, 'no GPU is offered by this browser');
    await say({ kind: 'gpu', description: gpu.description, isFallback: gpu.isFallback });
    if (typeof model !== 'string') return model;
    for (const each of await desk.call('models', {})) {
      const { success, output } = v.safeParse(recordSchema, each);
      if (success && output.model_id === model) return output;
    }
    throw new WebLlmError('unknownModel', `WebLLM has no model called ${model}`);
  } catch (error) {
    throw toWebLlmError(error, 'loading');
  } finally {
    desk.close();
  }
}
