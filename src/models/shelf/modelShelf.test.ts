// The shelf over fake workers: what is offered, what is loaded, and what is given up.
import { describe, expect, test } from 'vitest';
import { fakeRecord, FakeWebLlm } from '../../../test/support/fakeWebLlm.ts';
import { ModelShelf } from './modelShelf.ts';
import type { ChosenModel, ModelLoading, ModelLoss } from './modelShelf.ts';

const id = 'Fake-q4f32_1-MLC';
const listed: ChosenModel = { word: `webllm:${id}`, engine: 'webllm', id };
const own = fakeRecord({ model_id: 'Mine-q4f32_1-MLC', model: 'https://fake.test/mine' });
const mine: ChosenModel = { word: 'webllm:Mine-q4f32_1-MLC', engine: 'webllm', id: own.model_id };

function shelfOf(fake: FakeWebLlm) {
  const told: (ModelLoading | null)[] = [];
  const lost: ModelLoss[] = [];
  const shelf = new ModelShelf(
    fake.start,
    (loading) => told.push(loading),
    (loss) => lost.push(loss),
  );
  shelf.places = { own: [own], servers: {} };
  return { shelf, told, lost };
}

describe('what is offered', () => {
  test('is the list and one’s own, in the build that the GPU can run', async () => {
    const { models, gpu } = await shelfOf(new FakeWebLlm()).shelf.offers(null);
    expect(gpu).toMatchObject({ f16: false });
    expect(models.map(({ id: model, isOwn, arithmetic }) => [model, isOwn, arithmetic])).toEqual([
      ['Mine-q4f32_1-MLC', true, 'f32'],
      [id, false, 'f32'],
    ]);
  });

  test.each(['noAdapter', 'noWebGpu'] as const)('is nothing with %s, and the list is not fetched', async (gpu) => {
    const fake = new FakeWebLlm();
    fake.gpu = gpu;
    Object.defineProperty(fake, 'package', {
      get: () => {
        throw new Error('the package was fetched');
      },
    });
    expect(await shelfOf(fake).shelf.offers(null)).toEqual({ gpu, models: [], pairs: [] });
  });
});

describe('opening', () => {
  test('loads each model once, tells how far it is, and gives up what is not named', async () => {
    const fake = new FakeWebLlm();
    const { shelf, told } = shelfOf(fake);
    const opened = await shelf.open([listed, mine]);
    expect([...opened].map(([word, { name }]) => [word, name])).toEqual([
      [listed.word, id],
      [mine.word, own.model_id],
    ]);
    // the desk, which knows the list, and two models
    expect(fake.hosts).toHaveLength(3);
    const halves = told.filter((loading) => loading?.progress.phase === 'download');
    expect(halves.map((loading) => [loading?.index, loading?.count, loading?.progress.share])).toEqual([
      [1, 2, 0.5],
      [2, 2, 0.5],
    ]);
    // one loading from the first to the last model
    expect(told.indexOf(null)).toBe(told.length - 1);
    expect(told[0]).toMatchObject({ index: 1, id, progress: { phase: 'start' } });

    const again = await shelf.open([mine]);
    expect(fake.hosts).toHaveLength(3);
    expect(again.get(mine.word)?.chat).toBe(opened.get(mine.word)?.chat);
    // what was given up is loaded anew
    const back = await shelf.open([listed]);
    expect(fake.hosts).toHaveLength(4);
    expect(back.get(listed.word)?.chat).not.toBe(opened.get(listed.word)?.chat);
  });

  test('is refused by name, and can be tried again', async () => {
    const fake = new FakeWebLlm();
    const { shelf, told } = shelfOf(fake);
    await expect(shelf.open([{ word: 'webllm:None', engine: 'webllm', id: 'None' }])).rejects.toMatchObject({
      kind: 'unknownModel',
      message: expect.stringContaining('None') as string,
    });
    await expect(shelf.open([{ word: 'server:x', engine: 'server', id: 'x' }])).rejects.toMatchObject({
      kind: 'badAddress',
    });
    fake.loadFaults.push('QuotaExceededError: Quota exceeded.');
    await expect(shelf.open([listed])).rejects.toMatchObject({ kind: 'quota' });
    expect(told.at(-1)).toBeNull();
    expect((await shelf.open([listed])).size).toBe(1);
  });

  test('of another model by the same name loads that one, and it has another identity', async () => {
    const fake = new FakeWebLlm();
    const { shelf } = shelfOf(fake);
    const first = (await shelf.open([mine])).get(mine.word);
    shelf.places = { own: [{ ...own, model: 'https://fake.test/other' }], servers: {} };
    const second = (await shelf.open([mine])).get(mine.word);
    expect(second?.chat).not.toBe(first?.chat);
    expect(second?.identity).not.toBe(first?.identity);
  });

  test('ends when the shelf is closed', async () => {
    const fake = new FakeWebLlm();
    const { shelf } = shelfOf(fake);
    const opening = shelf.open([listed]);
    const outcome = expect(opening).rejects.toMatchObject({ kind: 'cancelled' });
    // once the list is there and the model's worker is at work
    while (fake.hosts.length < 2) await Promise.resolve();
    shelf.close();
    await outcome;
  });
});

test('a model that is lost is told with its reason, then as it loads anew; the request is made again', async () => {
  const fake = new FakeWebLlm();
  const { shelf, told, lost } = shelfOf(fake);
  const chat = (await shelf.open([listed])).get(listed.word)?.chat;
  const ask = () => chat?.answer({ messages: [{ role: 'user', content: 'Yes?' }], answers: ['0', '1'] });
  const before = await ask();
  told.length = 0;
  fake.faults.push('OperationError: A valid external Instance reference no longer exists.');
  expect(await ask()).toEqual(before);
  expect(lost).toEqual([
    { id, fault: { engine: 'webllm', kind: 'deviceLost', detail: expect.stringContaining('Instance') as string } },
  ]);
  expect(told[0]).toMatchObject({ index: 1, count: 1, id });
  expect(told.at(-1)).toBeNull();
});

describe('a loading that is given up', () => {
  test('ends at once, tells nothing more, keeps what was loaded, and can be begun anew meanwhile', async () => {
    const fake = new FakeWebLlm();
    const { shelf, told } = shelfOf(fake);
    const first = (await shelf.open([mine])).get(mine.word);
    const abort = new AbortController();
    const given = shelf.open([mine, listed], abort.signal);
    const outcome = expect(given).rejects.toMatchObject({ kind: 'cancelled' });
    while (fake.hosts.length < 3) await Promise.resolve();
    abort.abort();
    expect(told.at(-1)).toBeNull();
    const before = told.length;
    // before the one that was given up has heard of it
    const again = shelf.open([listed, mine]);
    await outcome;
    const opened = await again;
    expect(opened.get(mine.word)?.chat).toBe(first?.chat);
    expect(fake.hosts).toHaveLength(4);
    // the new one is loaded still: it was not taken for the one that was given up
    await shelf.open([listed, mine]);
    expect(fake.hosts).toHaveLength(4);
    // of the one that was given up, this model was the second
    expect(told.slice(before).filter((loading) => loading?.id === id && loading.index === 2)).toEqual([]);
    expect(told.at(-1)).toBeNull();
  });

  test('while the list is being read starts no worker for the model', async () => {
    const fake = new FakeWebLlm();
    const { shelf } = shelfOf(fake);
    const abort = new AbortController();
    const opening = shelf.open([listed], abort.signal);
    abort.abort();
    await expect(opening).rejects.toMatchObject({ kind: 'cancelled' });
    expect(fake.hosts).toHaveLength(1);
  });
});

test('the cache is listed by name and emptied', async () => {
  const fake = new FakeWebLlm();
  const { shelf } = shelfOf(fake);
  fake.cache.set('https://fake.test/mine/resolve/main/params_shard_0.bin', 750);
  const folder = 'https://fake.test/mine/resolve/main/';
  expect(await shelf.cached()).toEqual([{ id: own.model_id, folder, bytes: 750, isComplete: false }]);
  await shelf.remove(own.model_id);
  expect(await shelf.cached()).toEqual([]);
  expect(await shelf.size(own.model_id)).toBe(1500);
});
