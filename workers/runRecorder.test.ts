import { beforeEach, describe, expect, test } from 'vitest';
import { RunReader } from '../src/storage/reader.ts';
import { MemoryRows } from '../src/storage/rows/memoryRows.ts';
import type { Change } from '../src/storage/rows/types.ts';
import { RunWriter } from '../src/storage/writer.ts';
import { endOf, iterationEvents, startAt } from '../test/support/storedRun.ts';
import { RunRecorder } from './runRecorder.ts';

/** Rows that can be made to hang, or to fail. */
class SlowRows extends MemoryRows {
  gate: Promise<void> = Promise.resolve();
  fault: Error | null = null;

  override async commit(changes: readonly Change[]): Promise<void> {
    await this.gate;
    if (this.fault) throw this.fault;
    await super.commit(changes);
  }
}

let rows = new SlowRows();
let told: string[] = [];

function record(isGoingOn = false): RunRecorder {
  let now = 100;
  return new RunRecorder({
    ...{ writer: new RunWriter(rows, { run: 'a', name: 'A' }), isGoingOn, now: () => now++ },
    lock: { release: () => told.push('released') },
    onStored: () => told.push('stored'),
    onFault: (error) => told.push(error instanceof Error ? error.message : ''),
  });
}
const stored = () => new RunReader(rows).run('a');

beforeEach(() => {
  rows = new SlowRows();
  told = [];
});

test('a run that comes to its end is stored with its times, and freed', async () => {
  const recorder = record();
  expect(recorder.hasComplete).toBe(false);
  for (const event of [startAt(), ...iterationEvents(0), ...iterationEvents(1), endOf(1)]) await recorder.add(event);
  await recorder.close('interrupted');
  await recorder.close('cancelled');
  expect(recorder.hasComplete).toBe(true);
  expect(await stored()).toMatchObject({ status: 'finished', completed: 1, createdAt: 100 });
  expect(told.at(-1)).toBe('released');
  expect(told.filter((each) => each === 'released')).toHaveLength(1);
});

test('a run whose end is being stored is not cancelled by the next one', async () => {
  const recorder = record();
  for (const event of [startAt(), ...iterationEvents(0)]) await recorder.add(event);
  await Promise.all([recorder.add(endOf(0)), recorder.close('cancelled')]);
  expect((await stored()).status).toBe('finished');
});

describe('a run that is broken off', () => {
  test.each(['cancelled', 'interrupted'] as const)('says so: %s', async (end) => {
    const recorder = record();
    for (const event of [startAt(), ...iterationEvents(0)]) await recorder.add(event);
    await recorder.close(end);
    expect(await stored()).toMatchObject({ status: end, completed: 0 });
    await recorder.add(endOf(0));
    expect((await stored()).status).toBe(end);
  });

  test('while an iteration is being stored keeps that iteration, and is freed behind it', async () => {
    const recorder = record();
    for (const event of [startAt(), ...iterationEvents(0).slice(0, -1)]) await recorder.add(event);
    let open = (): void => undefined;
    rows.gate = new Promise((resolve) => (open = resolve));
    const complete = recorder.add(iterationEvents(0).at(-1) ?? startAt());
    const closed = recorder.close('cancelled');
    expect(told).not.toContain('released');
    open();
    await Promise.all([complete, closed]);
    expect(told.at(-1)).toBe('released');
    expect(await stored()).toMatchObject({ status: 'cancelled', completed: 0 });
  });
});

test('what storage refuses is told once, frees the run, and stops nothing', async () => {
  const recorder = record();
  await recorder.add(startAt());
  rows.fault = new Error('no such luck');
  for (const event of [...iterationEvents(0), ...iterationEvents(1), endOf(1)]) await recorder.add(event);
  await recorder.close('interrupted');
  expect(told.filter((each) => each !== 'stored')).toEqual(['released', 'no such luck']);
});

test('a run that goes on from something else than is stored is no longer stored, and nothing is lost', async () => {
  const first = record();
  for (const event of [startAt(), ...iterationEvents(0), endOf(0, 'cancelled')]) await first.add(event);
  await first.close('interrupted');
  told = [];
  const second = record(true);
  for (const event of [startAt(3), ...iterationEvents(4)]) await second.add(event);
  expect(told[0]).toBe('released');
  expect(told[1]).toContain('there is no such row');
  expect(await stored()).toMatchObject({ status: 'cancelled', completed: 0 });
});
