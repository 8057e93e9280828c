import { expect, test } from 'vitest';
import { parseConfig } from '../config/index.ts';
import type { Checkpoint, ModelName } from './events.ts';
import { resumeFault } from './resume.ts';
import { runExperiment } from './runExperiment.ts';
import { fakeSpectators } from './testing/fakes.ts';

const at = (iteration: number, changes: Partial<Checkpoint> = {}): Checkpoint => ({
  ...{ iteration, fingerprint: 'ab', learner: { bytes: new Uint8Array(), optimizer: null }, ...changes },
});
const kept = parseConfig({ iterations: 5, optimizer: 'kept' });

test('a run whose optimizer is kept does not go on without its moments', () => {
  expect(resumeFault(kept, at(3))).toEqual({ code: 'momentsMissing', iteration: 3 });
  const moment = new Float32Array(1);
  const optimizer = { steps: 1, power1: 1, power2: 1, firstMoment: moment, secondMoment: moment };
  expect(resumeFault(kept, at(3, { learner: { bytes: new Uint8Array(), optimizer } }))).toBeNull();
});

test.each([
  ['before anything was trained', kept, at(0)],
  ['where nothing is left to be trained', kept, at(5)],
  ['where the run ends there', kept, at(3, { collapsed: true })],
  ['of an optimizer that starts anew', parseConfig({ iterations: 5, optimizer: 'fresh' }), at(3)],
  ['of a learner without one', parseConfig({ iterations: 5, optimizer: 'kept', learner: 'rerankKto' }), at(3)],
])('there need be no moments %s', (_name, config, checkpoint) => {
  expect(resumeFault(config, checkpoint)).toBeNull();
});

async function startOf(own: ModelName, madeWith?: ModelName): Promise<unknown> {
  const deps = {
    model: own,
    spectators: fakeSpectators({}),
    createLearner: () => Promise.reject(new Error('it was begun')),
  };
  const control = { from: at(3), ...(madeWith && { madeWith }) };
  const events = runExperiment(parseConfig({ iterations: 5, learner: 'rerankKto' }), deps, control);
  return (await events.next()).value;
}

test('a run does not go on with another model, and says so before anything is told of it', async () => {
  const own = { name: 'builtin', hash: 'ab'.repeat(32) };
  await expect(startOf(own, { name: 'builtin', hash: 'cd'.repeat(32) })).rejects.toMatchObject({
    name: 'ResumeError',
    refusal: { fault: { code: 'otherModel', model: 'cdcdcdcdcdcd', own: 'abababababab' } },
  });
  expect(await startOf(own, { ...own, name: 'the same weights' })).toMatchObject({ kind: 'start', resumedAt: 3 });
  expect(await startOf(own)).toMatchObject({ kind: 'start', resumedAt: 3 });
});
