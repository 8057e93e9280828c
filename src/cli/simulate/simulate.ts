import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runExperiment, Summary } from '../../experiments/index.ts';
import type { RunDeps, RunEvent, RunSummary } from '../../experiments/index.ts';
import { LoraLearner } from '../../learners/loraKto.ts';
import { TabularKto } from '../../learners/tabular/tabularKto.ts';
import { openBuiltinPool } from '../../models/builtin/index.ts';
import { startReplicas } from '../../threads/replicas.ts';
import type { Options } from './options.ts';
import { Screen } from './screen.ts';

/** Runs an experiment in worker threads, shows how it goes and writes its events. */
export async function simulate(
  { config, workers, model: name, out }: Options,
  thread: URL,
  signal: AbortSignal,
  stderr: { readonly isTTY?: boolean; write(text: string): void },
): Promise<RunSummary> {
  const folder = `public/models/${name}`;
  const weights = new Uint8Array(await readFile(`${folder}/weights.bin`));
  const tokenizer: unknown = JSON.parse(await readFile(`${folder}/tokenizer.json`, 'utf8'));
  const { replicas, stop } = startReplicas(workers, thread);
  const file = out === null ? null : createWriteStream(out);
  try {
    const { loraRank: rank, loraAlpha: alpha, rankStabilised } = config;
    const training = { rank, alpha, rankStabilised };
    const { model, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { training });
    const { learner } = config;
    const deps: RunDeps = {
      ...{ model: { name, hash }, spectators: model },
      createLearner: (stream, stateOf) =>
        learner === 'tabularKto'
          ? Promise.resolve(new TabularKto(stateOf))
          : LoraLearner.create(model, pool, learner === 'loraKto' ? 'kto' : 'expertIteration', stream),
    };
    const summary = new Summary();
    const screen = new Screen(stderr, config.iterations, () => performance.now());
    for await (const event of runExperiment(config, deps, { signal })) {
      summary.add(event);
      screen.show(event);
      if (file && event.kind !== 'progress') file.write(`${eventLine(event)}\n`);
    }
    return summary.result();
  } finally {
    await stop();
    await new Promise<void>((done) => {
      if (file) file.end(done);
      else done();
    });
  }
}

/** An event as a line of JSON; bytes as base64. */
function eventLine(event: RunEvent): string {
  return JSON.stringify(event, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}
