// Whole runs of a model of random weights: small enough to be repeated many times.
import { parseConfig, runExperiment } from '../../src/experiments/index.ts';
import type { Checkpoint, RunConfig, RunControl, RunDeps, RunEvent } from '../../src/experiments/index.ts';
import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import { openRunDeps } from '../../src/runDeps.ts';
import { tinyTokenizer, tinyWeights } from './builtinCase.ts';

/** Long enough for an opening written in bytes. */
const context = 512;

export const smallRun: Partial<RunConfig> = {
  ...{ iterations: 2, initialStates: 16, scenarios: ['smoking', 'theft'], maxNewTokens: 8, selectedFraction: 0.25 },
  ...{
    epochs: 1,
    learningRate: 3e-4,
    optimizer: 'fresh',
    batchRows: 3,
    loraRank: 2,
    loraAlpha: 4,
    panelUsers: 8,
    panelTwins: 8,
    interferenceRows: 4,
  },
};

export const smallConfig = (changes: Partial<RunConfig> = {}): RunConfig => parseConfig({ ...smallRun, ...changes });

/** A fresh pool of engines, and the learner that the config names. */
export async function smallDeps(config: RunConfig, replicas: readonly RemoteReplica[]): Promise<RunDeps> {
  const weights = await tinyWeights(1, tinyTokenizer.size, context);
  const model = { name: 'tiny', weights, tokenizer: tinyTokenizer.toJson() };
  return openRunDeps(config, replicas, model, { slots: 8 });
}

/** All events of a run but its progress. */
export async function smallRunEvents(
  config: RunConfig,
  replicas: readonly RemoteReplica[],
  control: RunControl = {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of runExperiment(config, await smallDeps(config, replicas), control)) {
    if (event.kind !== 'progress') events.push(event);
  }
  return events;
}

/** Throws where a run has not ended. */
export function fingerprintOf(events: readonly RunEvent[]): string {
  const end = events.find((event) => event.kind === 'end');
  if (!end) throw new Error('the run did not end');
  return end.fingerprint;
}

export const checkpointsOf = (events: readonly RunEvent[]): Checkpoint[] =>
  events.flatMap((event) => (event.kind === 'complete' ? [event.checkpoint] : []));

/** Of `smallConfig()`. Changes with the engine's bits, the openings, the config table and the fingerprint's version. */
export const goldenFingerprint = '0f291366978508b9872cc1e8588cf7f1f6677bed3cd8628070d5c9ff6ac0b36b';
