import { expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { selfChecks } from './selfTest.ts';
import { tryModel } from './tryModel.ts';
import type { SelfTestReport } from './tryModel.ts';

async function reports(fake: FakeWebLlm, model: unknown = fakeRecord().model_id): Promise<SelfTestReport[]> {
  const all: SelfTestReport[] = [];
  let clock = 0;
  await tryModel(fake.start, model, { now: () => (clock += 10), tokens: 6 }, (report) => {
    all.push(report);
  });
  return all;
}

const resultsOf = (all: readonly SelfTestReport[]) =>
  all.flatMap((each) => (each.kind === 'result' ? [each.result] : []));

test('a model of the list is tried, from the GPU to the last check', async () => {
  const fake = new FakeWebLlm();
  const all = await reports(fake);
  expect(all[0]).toEqual({ kind: 'gpu', description: 'fake', isFallback: false });
  expect(all.filter(({ kind }) => kind === 'loading').length).toBeGreaterThan(1);
  expect(resultsOf(all).map(({ name, outcome }) => [name, outcome])).toEqual(
    selfChecks.map((name) => [name, 'passed']),
  );
  // one worker for questions, one for the model; both are ended
  expect(fake.hosts).toHaveLength(2);
});

test('one of one’s own is, too', async () => {
  const own = fakeRecord({ model_id: 'mine' });
  expect(resultsOf(await reports(new FakeWebLlm(), own)).every(({ outcome }) => outcome === 'passed')).toBe(true);
});

test.each([
  ['no such model', 'Nothing-MLC', 'f32', 'WebLLM has no model called Nothing-MLC'],
  ['no GPU', fakeRecord().model_id, 'noAdapter', 'no GPU is offered by this browser'],
  ['no WebGPU', fakeRecord().model_id, 'noWebGpu', 'no GPU is offered by this browser'],
] as const)('with %s nothing has passed', async (_, model, gpu, fault) => {
  const fake = new FakeWebLlm();
  fake.gpu = gpu;
  const [first, ...rest] = resultsOf(await reports(fake, model));
  expect(first).toMatchObject({ name: 'load', outcome: 'failed', fault });
  expect(rest.map(({ outcome }) => outcome)).toEqual(selfChecks.slice(1).map(() => 'notRun'));
});

test.each([[''], [5], [{ model_id: 'x' }]])('%j is no model', async (model) => {
  await expect(reports(new FakeWebLlm(), model)).rejects.toMatchObject({ kind: 'badRequest' });
});
