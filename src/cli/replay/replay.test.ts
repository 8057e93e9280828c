import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localReplica } from '../../../test/support/localReplica.ts';
import { checkpointsOf, fingerprintOf, smallConfig, smallRunEvents } from '../../../test/support/runCase.ts';
import { linesOf, openTiny, writeLines } from '../../../test/support/tinyRunFile.ts';
import type { RunConfig, RunEvent } from '../../experiments/index.ts';
import type { OpenRun } from '../openRun.ts';
import { replay, replayText } from './replay.ts';
import type { ReplayReport } from './replay.ts';

const config = smallConfig({ iterations: 2, panelTwins: 1 });
let events: RunEvent[] = [];
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-replay-'));
  events = await smallRunEvents(config, [localReplica()]);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const options = { signal: new AbortController().signal, stderr: { write: () => true } };

async function replayed(
  lines: readonly string[],
  open: (config: RunConfig) => Promise<OpenRun> = openTiny,
): Promise<ReplayReport | null> {
  const path = join(folder, 'run.jsonl');
  await writeLines(path, lines);
  return replay(path, open, options);
}

const changed = (change: (event: RunEvent) => RunEvent): string[] => linesOf(events.map(change));

describe('a run', () => {
  test('is reproduced bit for bit', async () => {
    const report = await replayed(linesOf(events));
    const fingerprint = fingerprintOf(events);
    expect(report).toEqual({
      ...{ reproduced: true, iterations: 2, fingerprint, difference: null, file: { iteration: 2, reason: 'finished' } },
    });
    expect(report && replayText(report)).toBe(`reproduced bit for bit: 2 iterations, fingerprint ${fingerprint}\n`);
  });

  test('that was interrupted is reproduced as far as its file goes', async () => {
    const lines = linesOf(events);
    const second = events.findIndex((event) => event.kind === 'trajectories' && event.iteration === 1);
    const cut = [...lines.slice(0, second + 1), (lines[second + 1] ?? '').slice(0, 50)];
    const report = await replayed(cut);
    const fingerprint = checkpointsOf(events)[1]?.fingerprint ?? '';
    expect(report).toMatchObject({ reproduced: true, iterations: 1, fingerprint });
    expect(report && replayText(report)).toContain('(the file was interrupted after iteration 1)\n');
  });

  test('that was cancelled is reproduced as far as it went', async () => {
    const lines = linesOf([
      ...events.slice(0, 4),
      { kind: 'end', reason: 'cancelled', fingerprint: checkpointsOf(events)[0]?.fingerprint ?? '' },
    ]);
    const report = await replayed(lines);
    expect(report).toMatchObject({ reproduced: true, iterations: 0, file: { iteration: 0, reason: 'cancelled' } });
    expect(report && replayText(report)).toContain('(the run was cancelled after iteration 0)');
  });
});

describe('a difference is found where it is', () => {
  test('in trajectories', async () => {
    const lines = changed((event) =>
      event.kind === 'trajectories' && event.iteration === 1
        ? {
            ...event,
            trajectories: event.trajectories.map((each, i) =>
              i === 5 ? { ...each, reward: each.reward + 1e-12 } : each,
            ),
          }
        : event,
    );
    const report = await replayed(lines);
    expect(report).toMatchObject({
      ...{ reproduced: false, iterations: 1, fingerprint: checkpointsOf(events)[1]?.fingerprint },
      difference: { part: 'trajectories', iteration: 1, field: 'trajectories.5.reward' },
    });
    expect(report && replayText(report)).toMatch(
      /^differs at iteration 1, trajectories \(trajectories\.5\.reward\): recorded /u,
    );
  });

  test('in an update, where only its parameters are others', async () => {
    const lines = changed((event) =>
      event.kind === 'complete' && event.checkpoint.iteration === 1
        ? { kind: 'complete', checkpoint: { ...event.checkpoint, fingerprint: '0'.repeat(64) } }
        : event,
    );
    expect((await replayed(lines))?.difference).toMatchObject({
      ...{ part: 'update', iteration: 0, field: 'checkpoint.fingerprint', recorded: `"${'0'.repeat(56)}...` },
    });
  });

  test('in metrics', async () => {
    const lines = changed((event) =>
      event.kind === 'evaluation' && event.iteration === 1
        ? { ...event, metrics: { ...event.metrics, entropy: event.metrics.entropy + 1 } }
        : event,
    );
    const report = await replayed(lines);
    expect(report?.difference).toMatchObject({ part: 'metrics', iteration: 1, field: 'metrics.entropy' });
    expect(report?.iterations).toBe(0);
  });

  test('in the settings', async () => {
    const lines = changed((event) => (event.kind === 'start' ? { ...event, config: { ...config, seed: 2 } } : event));
    expect((await replayed(lines))?.difference).toMatchObject({ part: 'start', field: 'fingerprint' });
  });
});

describe('refused', () => {
  test('other weights, with both hashes; nothing is left running', async () => {
    let stopped = 0;
    const other = 'e'.repeat(64);
    const [start] = events;
    const open = async (given: RunConfig): Promise<OpenRun> => {
      const run = await openTiny(given);
      return {
        deps: { ...run.deps, model: { name: 'tiny', hash: other } },
        stop: () => {
          stopped++;
          return Promise.resolve();
        },
      };
    };
    const refusal = replayed(linesOf(events), open);
    await expect(refusal).rejects.toThrow(`; here tiny is ${other}`);
    await expect(refusal).rejects.toThrow(start?.kind === 'start' ? start.model.hash : 'no start');
    expect(stopped).toBe(1);
  });

  test('a damaged file, before anything is run', async () => {
    const lines = linesOf(events).with(5, '{"kind":"update"}');
    const open = (): Promise<OpenRun> => Promise.reject(new Error('opened'));
    await expect(replayed(lines, open)).rejects.toThrow('line 6, iteration: is missing');
    await expect(replayed(lines.slice(0, 2), open)).rejects.toThrow(
      'run.jsonl: the file was interrupted before iteration 0 was complete: there is nothing',
    );
    await expect(replay(join(folder, 'none.jsonl'), open, options)).rejects.toThrow(
      'none.jsonl: there is no such file',
    );
  });
});

describe('the model is opened', () => {
  const headed = (settings: Partial<RunConfig>, name: string) =>
    changed((event) =>
      event.kind === 'start'
        ? { ...event, config: { ...config, ...settings }, model: { ...event.model, name } }
        : event,
    );
  const opened = async (lines: readonly string[]): Promise<unknown> => {
    await writeLines(join(folder, 'named.jsonl'), lines);
    return replay(join(folder, 'named.jsonl'), (_, name) => Promise.reject(new Error(`opened ${name}`)), options);
  };

  test('from the folder of its name, which is no path out of the models’', async () => {
    await expect(opened(headed({}, 'large'))).rejects.toThrow('opened large');
    await expect(opened(headed({}, '../large'))).rejects.toThrow('named.jsonl, model.name: ../large is not the name');
  });

  test('from the built-in folder where a server’s models play, too, whose names are in the run’s', async () => {
    const judged = { raterModel: 'server:foo' };
    await expect(opened(headed(judged, 'builtin + foo'))).rejects.toThrow('opened builtin');
    await expect(opened(headed({ ...judged, judgeModel: 'server:foo/b:7' }, 'foo'))).rejects.toThrow('opened builtin');
  });
});

test('an interrupt ends it without a verdict', async () => {
  const path = join(folder, 'whole.jsonl');
  await writeLines(path, linesOf(events));
  const stop = new AbortController();
  const stderr = {
    write: () => {
      stop.abort();
      return true;
    },
  };
  expect(await replay(path, openTiny, { signal: stop.signal, stderr })).toBeNull();
});
