import { describe, expect, it } from 'vitest';
import { bits, randomBase, siluLearned } from '../../test/support/engineCases.ts';
import { RandomStream } from '../core/rng/index.ts';
import { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { CancelledError, finish, runSteps, type RunControls } from './run.ts';
import type { Progress, Sample, SampleRequest } from './sampling/sample.ts';
import { adamDefaults } from './training/optimizer.ts';

function* counting(total: number, log: string[]): Generator<Progress, string> {
  for (let done = 0; done < total; done++) {
    log.push(`work ${String(done)}`);
    yield { done, total };
  }
  return 'result';
}

function controls(log: string[], cancelAfter = Infinity): RunControls {
  let pauses = 0;
  return {
    pause: () => {
      log.push('pause');
      pauses++;
      return Promise.resolve();
    },
    onProgress: ({ done }) => {
      log.push(`progress ${String(done)}`);
    },
    isCancelled: () => pauses >= cancelAfter,
  };
}

describe('runSteps', () => {
  it('works, reports, pauses, in turn', async () => {
    const log: string[] = [];
    expect(await runSteps(counting(2, log), controls(log))).toBe('result');
    expect(log).toEqual(['work 0', 'progress 0', 'pause', 'work 1', 'progress 1', 'pause']);
  });

  it('stops between steps when cancelled, at once when cancelled before', async () => {
    const log: string[] = [];
    await expect(runSteps(counting(5, log), controls(log, 2))).rejects.toBeInstanceOf(CancelledError);
    expect(log.filter((line) => line.startsWith('work'))).toEqual(['work 0', 'work 1']);
    const none: string[] = [];
    await expect(runSteps(counting(5, none), controls(none, 0))).rejects.toBeInstanceOf(CancelledError);
    expect(none).toEqual([]);
  });

  it('needs neither progress nor cancel, and passes errors on', async () => {
    const pause = (): Promise<void> => Promise.resolve();
    expect(await runSteps(counting(3, []), { pause })).toBe('result');
    // eslint-disable-next-line require-yield -- a step that fails before it yields
    function* failing(): Generator<Progress, string> {
      throw new EngineError('badInput', 'no');
    }
    await expect(runSteps(failing(), { pause })).rejects.toThrow('no');
    expect(() => finish(failing())).toThrow('no');
  });

  it('finish gives the same without pausing', () => {
    expect(finish(counting(3, []))).toBe('result');
  });
});

describe('with an engine', () => {
  const shape = { ...siluLearned, context: 40 };
  const requests = (): SampleRequest[] =>
    [3, 9, 17].map((length) => ({
      ...{ prompt: Array.from({ length }, (_, i) => i % 24), temperature: 1, maxNewTokens: 20, endToken: null },
      streams: [0, 1, 2, 3].map((i) => RandomStream.root(length).child(String(i))),
    }));
  const create = async (): Promise<Engine> => {
    const engine = await Engine.create({ shape, training: 'full', slots: 3, maxTokens: 40 });
    engine.loadBase(randomBase(shape));
    return engine;
  };
  const bitsOf = (samples: readonly Sample[][]): string[] =>
    samples.flat().map(({ tokens, logProbs }) => `${tokens.join()} ${bits(logProbs)}`);
  const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const rows = [{ tokens: [1, 2, 3, 4], weights: [0, 1, 1, 1] }];

  const prompt = [1, 2, 3];
  const scores = Array.from({ length: 20 }, (_, i) => ({ prompt, completions: [[i, 1], [2]] }));
  const questions = Array.from({ length: 20 }, (_, i) => ({
    ...{
      transcript: prompt,
      questions: [
        { tokens: [i], options: [1] },
        { tokens: [], options: [2] },
      ],
    },
  }));
  it.each<[string, (engine: Engine) => Generator<Progress, unknown>]>([
    ['sampling', (engine) => engine.sampleSteps(requests(), 'policy')],
    ['scoring', (engine) => engine.logProbSteps(scores, 'policy')],
    ['scoring under policy and reference', (engine) => engine.logProbPairSteps(scores)],
    ['a readout', (engine) => engine.readoutSteps(questions, 'policy')],
  ])('the progress of %s never falls, has one total and ends there', async (_, stepsOf) => {
    const engine = await create();
    engine.snapshotReference();
    const seen: Progress[] = [];
    await runSteps(stepsOf(engine), { pause, onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen.map(({ total }) => total)).size).toBe(1);
    for (const [i, { done, total }] of seen.entries()) {
      expect(done).toBeGreaterThanOrEqual(seen[i - 1]?.done ?? 0);
      expect(done).toBeLessThanOrEqual(total);
    }
    const { done, total } = seen[seen.length - 1] ?? { done: 0, total: NaN };
    expect(done).toBe(total);
  });

  it('a cancel anywhere leaves the engine as it was: later samples, scores and steps have the same bits', async () => {
    const untouched = await create();
    const expected = bitsOf(untouched.sample(requests(), 'policy'));
    untouched.supervisedStep(rows, adamDefaults);
    const engine = await create();
    for (const after of [0, 1, 2, 5, 11, 30]) {
      let paused = 0;
      const counted = async (): Promise<void> => {
        paused++;
        await pause();
      };
      const steps = engine.sampleSteps(requests(), 'policy');
      const run = runSteps(steps, { pause: counted, isCancelled: () => paused >= after });
      await expect(run).rejects.toBeInstanceOf(CancelledError);
      expect(bitsOf(engine.sample(requests(), 'policy'))).toEqual(expected);
    }
    engine.supervisedStep(rows, adamDefaults);
    expect(engine.trainedParameters()).toEqual(untouched.trainedParameters());
  });

  // Two operations at a time would share one cache and one set of buffers.
  it.each<[string, (engine: Engine) => unknown]>([
    [
      'scoring',
      (engine) => engine.logProbs([{ prompt: [9, 8, 7, 6, 5, 4, 3, 2, 1], completions: [[1, 2, 3]] }], 'policy'),
    ],
    ['sampling', (engine) => engine.sample(requests().reverse(), 'policy')],
    ['a training step', (engine) => engine.supervisedStep(rows, adamDefaults)],
    [
      'new weights',
      (engine) => {
        engine.loadBase(randomBase(shape, 9));
      },
    ],
  ])('%s in the middle of sampling either does not show or is refused', async (_, other) => {
    const engine = await create();
    const expected = bitsOf(engine.sample(requests(), 'policy'));
    const steps = engine.sampleSteps(requests(), 'policy');
    for (let i = 0; i < 4; i++) steps.next();
    let refused = false;
    let found: string[] = [];
    try {
      other(engine);
      found = bitsOf(finish(steps));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      refused = true;
    }
    expect(refused || found.join() === expected.join()).toBe(true);
  });
});
