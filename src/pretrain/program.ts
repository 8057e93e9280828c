// The program behind `npm run pretrain`, apart from the process that it runs in.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parameterCount } from '../engine/transformer/shape.ts';
import { removeCheckpoint } from './checkpoint.ts';
import { parseOptions, usage, UsageError } from './options.ts';
import type { Options } from './options.ts';
import { writeModel } from './output.ts';
import type { PretrainRecord } from './output.ts';
import { makePlan, planCourse } from './plan.ts';
import type { Course } from './plan.ts';
import { durationText, ProgressLine } from './progressLine.ts';
import type { Screen } from './progressLine.ts';
import { pretrain } from './run.ts';
import type { TrainingCorpus } from './types.ts';
import { messageOf } from '../core/text/messageOf.ts';

export interface Host {
  readonly openCorpus: (seed: number) => TrainingCorpus;
  /** The bundled replicaThread.ts. */
  readonly thread: URL;
  /** Folder of the checkpoints. */
  readonly cache: string;
  readonly screen: Screen;
  readonly print: (text: string) => void;
  /** Aborted to interrupt training. */
  readonly signal: AbortSignal;
}

/**
 * Gives the exit code: 0 done, 1 failed, 2 a command line that can't be followed, 130 interrupted. With --help among the words it
 * prints the usage alone.
 */
export async function runProgram(words: readonly string[], host: Host): Promise<number> {
  if (words.includes('--help') || words.includes('-h')) {
    host.print(usage);
    return 0;
  }
  try {
    return await train(parseOptions(words, availableParallelism()), host);
  } catch (error) {
    const message = messageOf(error);
    const isUsage = error instanceof UsageError;
    host.screen.write(isUsage ? `${message}\n\n${usage}` : `Pretraining failed: ${message}\n`);
    return isUsage ? 2 : 1;
  }
}

async function train(options: Options, host: Host): Promise<number> {
  const corpus = host.openCorpus(options.seed);
  const usual = makePlan(options.size, options.seed, options.tokens);
  const { batchRows, peak, muonPeak } = options;
  const plan = {
    ...usual,
    batchRows: batchRows ?? usual.batchRows,
    peak: peak ?? usual.peak,
    muonPeak: muonPeak ?? usual.muonPeak,
  };
  const course = planCourse(plan, corpus);
  const line = new ProgressLine(host.screen, course.steps, () => performance.now());
  line.say(courseText(course, options.workers));
  const events = pretrain(corpus, course, {
    workers: options.workers,
    thread: host.thread,
    cache: host.cache,
    checkpointSeconds: options.checkpointMinutes * 60,
    signal: host.signal,
  });
  for await (const event of events) {
    switch (event.kind) {
      case 'refused':
        line.say(`The checkpoint is of no use: ${event.message}. Starting over.`);
        break;
      case 'start':
        if (event.step > 0) line.say(`Going on after step ${String(event.step)}.`);
        break;
      case 'progress':
        line.show(event);
        break;
      case 'checkpoint':
        break;
      case 'stopped':
        line.say(`Interrupted after step ${String(event.step)}. The same command goes on from there.`);
        return 130;
      case 'done': {
        const folder = join(options.out, options.name);
        const record = await writeModel(folder, course, event.state, corpus.tokenizer);
        await removeCheckpoint(host.cache, course);
        line.say(recordText(record, folder));
        if (options.json) host.print(`${JSON.stringify(record)}\n`);
        return 0;
      }
    }
  }
  throw new Error('training ended without a result');
}

function courseText({ plan, shape, steps, meanRowTokens }: Course, workers: number): string {
  const parameters = `${(parameterCount(shape) / 1e6).toFixed(2)} M parameters`;
  const rows = `${String(plan.batchRows)} rows of ${meanRowTokens.toFixed(1)} tokens`;
  return `${plan.size}: ${parameters}, ${String(steps)} steps of ${rows}, ${workers === 1 ? '1 worker' : `${String(workers)} workers`}`;
}

function recordText({ finalLoss, seconds, tokensPerSecond, weightsSha256 }: PretrainRecord, folder: string): string {
  const speed = `${durationText(seconds)}, ${String(Math.round(tokensPerSecond))} tokens/s`;
  return `Wrote ${folder}: loss ${finalLoss.toFixed(3)}, ${speed}, weights ${weightsSha256.slice(0, 16)}...`;
}
