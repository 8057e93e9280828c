import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyCorpus } from '../../test/support/copyCorpus.ts';
import { createFromModel } from '../engine/modelFile.ts';
import { checkpointPath } from './checkpoint.ts';
import type { TrainingState } from './checkpoint.ts';
import { makePlan, planCourse } from './plan.ts';
import { usage } from './options.ts';
import { runProgram } from './program.ts';
import { pretrain } from './run.ts';
import type { PretrainEvent, RunOptions } from './run.ts';
import type { TrainingCorpus } from './types.ts';

const thread = new URL('../../node_modules/.cache/swayground-test/replicaThread.mjs', import.meta.url);
const corpus = copyCorpus();
const course = planCourse({ ...makePlan('tiny', 3, 2000), batchRows: 16 }, corpus);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** All events of a run; `seen` may end it by giving true. */
async function run(
  options: Partial<RunOptions> = {},
  seen: (event: PretrainEvent) => boolean = () => false,
  rows: TrainingCorpus = corpus,
): Promise<PretrainEvent[]> {
  const stop = new AbortController();
  const usual = { workers: 1, thread, cache: folder, checkpointSeconds: 3600, signal: stop.signal };
  const events: PretrainEvent[] = [];
  for await (const event of pretrain(rows, course, { ...usual, ...options })) {
    events.push(event);
    if (seen(event)) stop.abort();
  }
  return events;
}

function finalState(events: readonly PretrainEvent[]): TrainingState {
  const last = events.at(-1);
  if (last?.kind !== 'done') throw new Error(`the run ended with ${String(last?.kind)}`);
  return last.state;
}

function hashOf({ tensors, optimizer }: TrainingState): string {
  const hash = createHash('sha256');
  for (const { data } of tensors) hash.update(data);
  return hash.update(optimizer.firstMoment).update(optimizer.secondMoment).digest('hex');
}

const afterStep = (step: number) => (event: PretrainEvent) => event.kind === 'progress' && event.step === step;

describe('a training', () => {
  it('makes all its steps and learns', async () => {
    const events = await run({ workers: 2 });
    const progress = events.filter((event) => event.kind === 'progress');
    expect(events.map(({ kind }) => kind)).toEqual(['start', ...progress.map(() => 'progress'), 'done']);
    expect(progress.map(({ step }) => step)).toEqual(Array.from({ length: course.steps }, (_, i) => i + 1));
    // nothing known: log 32
    expect(progress[0]?.loss).toBeCloseTo(Math.log(32), 1);
    const { loss, tokens, step, optimizer } = finalState(events);
    expect(loss).toBeLessThan(progress[0]?.loss ?? 0);
    expect([step, optimizer.steps]).toEqual([course.steps, course.steps]);
    let expected = 0;
    for (let row = 0; row < course.steps * 16; row++) expected += corpus.row(row).tokens.length;
    expect(tokens).toBe(expected);
    expect(progress.at(-1)).toMatchObject({ secondsLeft: 0, tokens });
  });

  it('ends with the same bits when it was interrupted and the number of workers changed', async () => {
    const unbroken = finalState(await run());
    const first = await run({}, afterStep(5));
    expect(first.slice(-2)).toEqual([
      { kind: 'checkpoint', step: 5, path: checkpointPath(folder, course) },
      { kind: 'stopped', step: 5 },
    ]);
    const second = await run({ workers: 2 }, afterStep(9));
    expect(second[0]).toEqual({ kind: 'start', step: 5 });
    const last = await run();
    expect(last[0]).toEqual({ kind: 'start', step: 9 });
    const state = finalState(last);
    expect(hashOf(state)).toBe(hashOf(unbroken));
    expect([state.loss, state.tokens]).toEqual([unbroken.loss, unbroken.tokens]);
  });

  it('writes checkpoints on its way, from the last of which it goes on after a crash', async () => {
    const crash = run({ checkpointSeconds: 1e-9 }, (event) => {
      if (event.kind === 'checkpoint' && event.step === 4) throw new Error('crash');
      return false;
    });
    await expect(crash).rejects.toThrow('crash');
    const events = await run();
    expect(events[0]).toEqual({ kind: 'start', step: 4 });
    const unbroken = await run({ cache: join(folder, 'other') });
    expect(unbroken[0]).toEqual({ kind: 'start', step: 0 });
    expect(hashOf(finalState(events))).toBe(hashOf(finalState(unbroken)));
  });

  it('refuses a damaged checkpoint aloud and starts over', async () => {
    await run({}, afterStep(2));
    const path = checkpointPath(folder, course);
    const file = await readFile(path);
    await writeFile(path, file.subarray(0, file.length - 1));
    const events = await run();
    expect(events[0]).toMatchObject({ kind: 'refused', message: expect.stringMatching(/cut off/) as string });
    expect(events[1]).toEqual({ kind: 'start', step: 0 });
  });

  it('fails, and ends its workers, when the corpus does', async () => {
    const broken: TrainingCorpus = {
      ...corpus,
      row: (index) => {
        if (index === 40) throw new Error('no row 40');
        return corpus.row(index);
      },
    };
    await expect(run({}, () => false, broken)).rejects.toThrow('no row 40');
    const foreign: TrainingCorpus = { ...corpus, row: () => ({ tokens: [1, 99], weights: [0, 1] }) };
    await expect(run({}, () => false, foreign)).rejects.toThrow('token 99');
  });
});

describe('the program', () => {
  async function program(words: string, signal = new AbortController().signal, openCorpus = () => corpus) {
    const said: string[] = [];
    const printed: string[] = [];
    const code = await runProgram([...words.split(' '), '--out', join(folder, 'out')], {
      openCorpus,
      thread,
      cache: join(folder, 'cache'),
      screen: { isTTY: false, write: (text) => said.push(text) },
      print: (text) => printed.push(text),
      signal,
    });
    return { code, said: said.join(''), printed: printed.join('') };
  }
  const weights = (): Promise<Buffer> => readFile(join(folder, 'out/tiny/weights.bin'));
  const command = '--size tiny --seed 4 --tokens 6000';

  it('writes the same model with 1 and 2 workers, and what it says of it is true', async () => {
    const one = await program(`${command} --workers 1 --json`);
    expect(one.code).toBe(0);
    const file = await weights();
    const record = await readFile(join(folder, 'out/tiny/pretraining.json'), 'utf8');
    expect(JSON.parse(one.printed)).toEqual(JSON.parse(record));
    expect(JSON.parse(record)).toMatchObject({
      size: 'tiny',
      seed: 4,
      steps: 42,
      shape: { vocabulary: 32, width: 32 },
      weightsSha256: createHash('sha256').update(file).digest('hex'),
      plan: { tokens: 6000, batchRows: 16 },
    });
    const { engine } = await createFromModel(Uint8Array.from(file), { training: 'none' });
    const { tokens } = corpus.row(0);
    expect(engine.logProbs([{ prompt: tokens.slice(0, 1), completions: [tokens.slice(1)] }], 'base')).toHaveLength(1);
    const two = await program(`${command} --workers 2`);
    expect([two.code, two.printed]).toEqual([0, '']);
    expect((await weights()).equals(file)).toBe(true);
    expect(two.said).toMatch(/42 steps of 16 rows.*\n(.*\n)*Wrote .*out.tiny: loss/);
  });

  it('says how to go on when it is interrupted', async () => {
    const stop = new AbortController();
    stop.abort();
    const { code, said } = await program(`${command} --workers 1`, stop.signal);
    expect(code).toBe(130);
    expect(said).toContain('Interrupted after step 0');
  });

  it.each(['--help', '-h', '--tokens none --help'])('explains itself and does nothing else: %s', async (words) => {
    const opened = () => {
      throw new Error('there is no corpus');
    };
    expect(await program(words, undefined, opened)).toEqual({ code: 0, said: '', printed: usage });
  });

  it('gives exit code 2 for a wrong command line and 1 for a failure', async () => {
    expect(await program('--tokens none')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^--tokens: none/) as string,
    });
    const failure = await program(command, undefined, () => {
      throw new Error('there is no corpus');
    });
    expect(failure).toEqual({ code: 1, said: 'Pretraining failed: there is no corpus\n', printed: '' });
  });
});
