import { beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../experiments/index.ts';
import {
  endOf,
  iterationEvents,
  learnerState,
  linkOf,
  panel,
  smallSize,
  startAt,
  training,
} from '../../test/support/storedRun.ts';
import { StorageError } from './errors.ts';
import { RunReader } from './reader.ts';
import type { StoredIteration } from './records/iteration.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import { SpillingRows } from './rows/spillingRows.ts';
import { scan, storeNames } from './rows/types.ts';
import type { Change, StoreName } from './rows/types.ts';
import { RunWriter } from './writer.ts';
import type { WriterOptions } from './writer.ts';

let rows = new MemoryRows();
let reader = new RunReader(rows);
let writer = new RunWriter(rows, { run: 'a', name: 'A' });
let clock = 0;

const begin = (options: Partial<WriterOptions> = {}): void => {
  writer = new RunWriter(rows, { run: 'a', name: 'A', ...options });
};
const write = async (...events: readonly RunEvent[]): Promise<void> => {
  for (const event of events) await writer.add(event, ++clock);
};
const writeRun = (last: number): Promise<void> =>
  write(startAt(), ...Array.from({ length: last + 1 }, (_, iteration) => iterationEvents(iteration)).flat());
const iterations = async (): Promise<StoredIteration[]> => {
  const found: StoredIteration[] = [];
  for await (const each of reader.iterations('a')) if (!(each instanceof StorageError)) found.push(each);
  return found;
};
const keys = async (store: StoreName): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of scan(rows, store, { prefix: [] })) found.push(key.join(' '));
  return found;
};
const everything = async (): Promise<unknown> =>
  Promise.all(storeNames.map(async (store) => [store, await rows.batch(store, { prefix: [] }, null, 10_000)]));

beforeEach(() => {
  rows = new MemoryRows();
  reader = new RunReader(rows);
  clock = 100;
  begin();
});

describe('a run that is written', () => {
  test('begins without an iteration', async () => {
    await write(startAt());
    expect(await reader.run('a')).toMatchObject({
      ...{ run: 'a', name: 'A', pinned: false, status: 'running', fingerprint: linkOf(0), completed: null },
      ...{ model: { name: 'tiny', hash: 'ab' }, createdAt: 101, updatedAt: 101, sizeBytes: 0, trajectories: 0 },
    });
    expect(await reader.checkpoint('a')).toBeNull();
  });

  test('has each iteration with what made its policy', async () => {
    await writeRun(2);
    expect(await iterations()).toMatchObject([
      { iteration: 0, fingerprint: linkOf(0), selection: null, update: null, interference: null, trajectories: 3 },
      { iteration: 1, fingerprint: linkOf(1), interference: 1 / 8, update: { desirable: 1 }, trajectories: 8 },
      { iteration: 2, fingerprint: linkOf(2), interference: 2 / 8, metrics: { entropy: 0.5 }, trajectories: 8 },
    ]);
    expect(await reader.run('a')).toMatchObject({ completed: 2, trajectories: 19, fingerprint: linkOf(2) });
  });

  test('has each trajectory under the policy that played it', async () => {
    await writeRun(2);
    const [, second] = training(1, smallSize.training);
    expect(await reader.trajectory('a', 'training', 1, 1)).toEqual({
      ...{ run: 'a', part: 'training', iteration: 1, index: 1, trajectory: second },
    });
    expect((await reader.trajectory('a', 'panel', 2, 1)).trajectory).toEqual(panel(2, 2)[1]);
    await expect(reader.trajectory('a', 'training', 2, 0)).rejects.toMatchObject({ code: 'missing' });
  });

  test('has its trajectories in chunks of fifty', async () => {
    await write(startAt(), ...iterationEvents(0), ...iterationEvents(1, { ...smallSize, training: 101 }));
    expect(await keys('trajectories')).toEqual([
      ...['a panel 0 0', 'a panel 1 0', 'a training 0 0', 'a training 0 1', 'a training 0 2'],
    ]);
    for (const index of [0, 49, 50, 100]) {
      const { trajectory } = await reader.trajectory('a', 'training', 0, index);
      expect(trajectory).toEqual(training(0, 101)[index]);
    }
    await expect(reader.trajectory('a', 'training', 0, 101)).rejects.toMatchObject({ code: 'missing' });
    const indexes: number[] = [];
    for await (const each of reader.trajectories('a')) if (!(each instanceof StorageError)) indexes.push(each.index);
    expect(indexes.slice(0, 101)).toEqual(Array.from({ length: 101 }, (_, index) => index));
  });

  test('keeps every policy, and the moments of the last alone', async () => {
    await writeRun(3);
    expect(await reader.policy('a', 1)).toEqual(learnerState(1, 'kept').bytes);
    expect(await reader.checkpoint('a')).toEqual({
      ...{ iteration: 3, fingerprint: linkOf(3), learner: learnerState(3, 'kept') },
    });
    expect(await keys('optimizers')).toEqual(['a']);
  });

  test('keeps what its last stored iteration goes on from when the disk is full', async () => {
    await writeRun(2);
    const commit = rows.commit.bind(rows);
    rows.commit = (changes) =>
      changes.every(({ kind }) => kind === 'delete')
        ? commit(changes)
        : Promise.reject(new DOMException('the disk is full', 'QuotaExceededError'));
    const spilling = new SpillingRows(rows, () => undefined);
    writer = new RunWriter(spilling, { run: 'a', name: 'A', keepsPolicy: () => false });
    await write(...iterationEvents(3), ...iterationEvents(4));
    expect((await new RunReader(spilling).checkpoint('a'))?.learner).toEqual(learnerState(4, 'kept'));
    // what is left when the tab is closed
    expect((await reader.checkpoint('a'))?.learner).toEqual(learnerState(2, 'kept'));
  });

  test('keeps no moments where the learner has none', async () => {
    await write(startAt(), ...iterationEvents(0, { ...smallSize, optimizer: 'fresh' }));
    expect((await reader.checkpoint('a'))?.learner).toEqual({ ...learnerState(0, 'fresh'), optimizer: null });
  });

  test('keeps the policies that are asked for, and always the last', async () => {
    begin({ keepsPolicy: (iteration) => iteration === 1 });
    await writeRun(3);
    expect(await keys('checkpoints')).toEqual(['a 1', 'a 3']);
  });

  test('stores no more of a buffer than the policy and the moments that lie in it', async () => {
    const [evaluation] = iterationEvents(0);
    if (!evaluation) throw new Error('there is no evaluation');
    const learner = {
      bytes: new Uint8Array(1000).subarray(10, 12),
      optimizer: {
        ...{ steps: 1, power1: 1, power2: 1 },
        firstMoment: new Float32Array(1000).subarray(0, 1),
        secondMoment: new Float32Array(1000).subarray(1, 2),
      },
    };
    await write(startAt(), evaluation, {
      ...{ kind: 'complete', checkpoint: { iteration: 0, fingerprint: linkOf(0), learner } },
    });
    const found = await reader.checkpoint('a');
    expect(found?.learner.bytes.buffer.byteLength).toBe(2);
    expect(found?.learner.optimizer?.secondMoment.buffer.byteLength).toBe(4);
  });

  test('says about how large it is', async () => {
    await writeRun(1);
    const before = await reader.run('a');
    await write(...iterationEvents(2, { ...smallSize, training: 50 }));
    const after = await reader.run('a');
    const texts = training(0, 50).reduce((total, each) => total + JSON.stringify(each).length, 0);
    expect((after.sizeBytes - before.sizeBytes) / texts).toBeGreaterThan(0.7);
    expect((after.sizeBytes - before.sizeBytes) / texts).toBeLessThan(1.6);
  });

  test.each(['finished', 'collapsed', 'cancelled'] as const)('is %s when it ends so', async (reason) => {
    await writeRun(1);
    await write({ kind: 'collapse', iteration: 2, reasons: ['kl'] }, endOf(1, reason));
    expect(await reader.run('a')).toMatchObject({ status: reason, completed: 1, updatedAt: clock });
  });

  test('keeps why its text collapses with the iteration that it does in', async () => {
    const [evaluation, complete] = iterationEvents(0);
    if (!evaluation || !complete) throw new Error('there is no iteration');
    await write(startAt(), evaluation, { kind: 'collapse', iteration: 0, reasons: ['kl', 'repeat'] }, complete);
    await write(...iterationEvents(1));
    expect((await iterations()).map(({ collapse }) => collapse)).toEqual([['kl', 'repeat'], []]);
  });

  test('keeps the name and the pin that it is given meanwhile', async () => {
    await writeRun(0);
    const edit = (row: unknown): object => ({ ...(row as object), name: 'B', pinned: true });
    await rows.commit([{ kind: 'edit', store: 'runs', key: ['a'], edit }]);
    await write(...iterationEvents(1), endOf(1));
    expect(await reader.run('a')).toMatchObject({ name: 'B', pinned: true, status: 'finished' });
  });

  test('is not written to once it is deleted', async () => {
    await writeRun(0);
    await rows.commit([{ kind: 'delete', store: 'runs', range: { prefix: ['a'] } }]);
    await expect(write(...iterationEvents(1))).rejects.toMatchObject({ code: 'missing' });
    expect(await keys('iterations')).toEqual(['a 0']);
  });
});

describe('an iteration that is broken off', () => {
  test('leaves nothing, and its trajectories are not taken for those of the next', async () => {
    await writeRun(1);
    const before = await everything();
    await write(...iterationEvents(2).slice(0, -1));
    expect(await everything()).toEqual(before);
    await writer.interrupt(++clock);
    expect(await reader.run('a')).toMatchObject({ status: 'interrupted', completed: 1 });
    const [evaluation, complete] = iterationEvents(2).slice(-2);
    if (!evaluation || !complete) throw new Error('there is no iteration');
    await write(startAt(1), evaluation, complete);
    expect((await iterations()).at(-1)).toMatchObject({ iteration: 2, selection: null, trajectories: 3 });
  });

  test('leaves nothing when the database fails in the middle of it', async () => {
    await writeRun(1);
    const before = await everything();
    const commit = rows.commit.bind(rows);
    rows.commit = (changes: readonly Change[]) =>
      commit([...changes, { kind: 'put', store: 'trajectories', row: { run: 'a' } }]);
    await expect(write(...iterationEvents(2))).rejects.toThrow(TypeError);
    expect(await everything()).toEqual(before);
  });

  test('that was never evaluated is refused', async () => {
    await write(startAt());
    await expect(write(...iterationEvents(1).slice(-1))).rejects.toThrow(RangeError);
  });
});

describe('a run that goes on', () => {
  test('ends as if there had been no interruption', async () => {
    await writeRun(3);
    await write(endOf(3));
    const whole = await iterations();
    rows = new MemoryRows();
    reader = new RunReader(rows);
    begin();
    await writeRun(1);
    begin({ name: 'another name' });
    await write(startAt(1), ...iterationEvents(2), ...iterationEvents(3), endOf(3));
    expect(await iterations()).toEqual(whole);
    expect(await reader.run('a')).toMatchObject({ name: 'A', status: 'finished', trajectories: 27 });
  });

  test('from an earlier iteration loses what lies behind it', async () => {
    await writeRun(1);
    const before = await reader.run('a');
    await write(...iterationEvents(2), ...iterationEvents(3), endOf(3));
    await write(startAt(1));
    expect(await reader.run('a')).toEqual({ ...before, updatedAt: clock });
    expect(await keys('iterations')).toEqual(['a 0', 'a 1']);
    expect(await keys('columns')).toEqual(['a panel 0', 'a panel 1', 'a training 0']);
    expect(await keys('trajectories')).toEqual(['a panel 0 0', 'a panel 1 0', 'a training 0 0']);
    expect(await keys('checkpoints')).toEqual(['a 0', 'a 1']);
    // the moments were those of iteration 3
    expect(await keys('optimizers')).toEqual([]);
  });

  test('keeps the moments of the iteration that it goes on from', async () => {
    await writeRun(2);
    await write(startAt(2));
    expect((await reader.checkpoint('a'))?.learner).toEqual(learnerState(2, 'kept'));
  });

  test('may begin anew before its first iteration was complete', async () => {
    await write(startAt(), ...iterationEvents(0).slice(0, -1));
    await write(startAt(), ...iterationEvents(0));
    expect(await reader.run('a')).toMatchObject({ completed: 0 });
  });

  test('from another past than the stored one is refused, and changes nothing', async () => {
    await writeRun(2);
    const before = await everything();
    const other = { ...startAt(2), fingerprint: linkOf(7) } as RunEvent;
    await expect(write(other)).rejects.toMatchObject({
      ...{ code: 'mismatch', facts: { store: 'runs', key: '["a"]', field: 'fingerprint' } },
    });
    await expect(write({ ...startAt(2), model: { name: 'tiny', hash: 'cdcd' } } as RunEvent)).rejects.toMatchObject({
      ...{ code: 'mismatch', facts: { field: 'model', fault: { code: 'otherModel', model: 'ab', own: 'cdcd' } } },
    });
    await expect(write(startAt(5))).rejects.toMatchObject({ code: 'missing' });
    expect(await everything()).toEqual(before);
  });

  test('must have been stored', async () => {
    await expect(write(startAt(2))).rejects.toMatchObject({ code: 'missing' });
  });
});
