import { expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { shareModels } from './shareModels.ts';

const big = fakeRecord({ model_id: 'Big-q4f32_1-MLC' });
const small = fakeRecord({ model_id: 'Small-q4f32_1-MLC' });

test('roles with the same model share an engine, and so a worker', async () => {
  const fake = new FakeWebLlm();
  const told: string[] = [];
  const models = shareModels(fake.start, { agent: big, user: small, judge: { ...small } }, ({ model_id }) => {
    told.push(model_id);
    return {};
  });
  expect(models.user).toBe(models.judge);
  expect(models.agent).not.toBe(models.user);
  expect(models.engines.map(({ record }) => record)).toEqual([big, small]);
  expect(told).toEqual([big.model_id, small.model_id]);
  // nothing is started before it is loaded
  expect(fake.hosts).toHaveLength(0);
  for (const engine of models.engines) await engine.load();
  expect(fake.hosts).toHaveLength(2);
});

test('one name means one model', () => {
  const other = { ...big, overrides: { context_window_size: 1024 } };
  const fake = new FakeWebLlm();
  expect(() => shareModels(fake.start, { agent: big, user: other, judge: big })).toThrow(
    new RangeError('two different models are called Big-q4f32_1-MLC'),
  );
});
