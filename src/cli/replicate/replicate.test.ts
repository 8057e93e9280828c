import { expect, test } from 'vitest';
import { smallConfig } from '../../../test/support/runCase.ts';
import { openCounted, openTiny } from '../../../test/support/tinyRunFile.ts';
import { recordedFacts, Recorder } from '../record/record.ts';
import type { Output } from '../simulate/screen.ts';
import { finishedRun } from './replicate.ts';

const config = smallConfig({ iterations: 1, panelTwins: 1 });
const stderr: Output = { write: () => true };

test('a run that a claim rests on can be recorded as it is made: the recording is of that very run', async () => {
  const recorder = new Recorder();
  const given = { signal: new AbortController().signal, stderr };
  const run = await finishedRun(
    'therapy-10',
    config,
    () => openTiny(config),
    given,
    (event) => {
      recorder.add(event);
    },
  );
  // only what a transfer claim rests on is measured elsewhere
  expect(run).toMatchObject({ config, elsewhere: null });
  const end = recordedFacts(recorder.bytes()).find(({ kind }) => kind === 'end');
  expect(end).toMatchObject({ reason: 'finished', fingerprint: run?.fingerprint });
});

test('of a run that is interrupted nothing is kept, and its threads are ended', async () => {
  const stop = new AbortController();
  const { open, stopped } = openCounted(config);
  const run = await finishedRun('therapy-10', config, open, { signal: stop.signal, stderr }, ({ kind }) => {
    if (kind === 'evaluation') stop.abort();
  });
  expect(run).toBeNull();
  expect(stopped()).toBe(1);
});
