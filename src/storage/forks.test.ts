import { expect, test } from 'vitest';
import { endOf, iterationEvents, startAt } from '../../test/support/storedRun.ts';
import { parseConfig } from '../experiments/index.ts';
import type { RunEvent } from '../experiments/index.ts';
import { storedEvents } from './events.ts';
import { forkedEvents } from './forks.ts';
import { localLocks } from './locks.ts';
import { RunReader } from './reader.ts';
import { MemoryRows } from './rows/memoryRows.ts';
import { importRun } from './transfer.ts';
import { RunWriter } from './writer.ts';

const config = parseConfig({ changes: [{ iteration: 1, settings: { gameableShare: 0.25 } }] });

async function* from(events: readonly RunEvent[]): AsyncGenerator<RunEvent, void> {
  for (const event of events) yield await Promise.resolve(event);
}

test('a fork has what was played before it, under its own config, and goes on from there; the other run stays', async () => {
  const rows = new MemoryRows();
  const first = new RunWriter(rows, { run: 'a', name: 'A run' });
  const events = [startAt(), ...[0, 1, 2].flatMap((iteration) => iterationEvents(iteration)), endOf(2, 'cancelled')];
  for (const event of events) await first.add(event, 5);
  const changes = { tell: () => undefined, subscribe: () => () => undefined, close: () => undefined };
  await importRun(
    rows,
    forkedEvents(storedEvents(rows, 'a'), config, 1),
    { run: 'b', name: 'Changed', at: 6 },
    { locks: localLocks(), changes },
  );
  const reader = new RunReader(rows);
  expect(await reader.run('b')).toMatchObject({ config, completed: 1, status: 'interrupted', fingerprint: 'f1' });
  const second = new RunWriter(rows, { run: 'b', name: 'Changed' });
  const start = startAt(1);
  if (start.kind !== 'start') throw new Error('no start');
  for (const event of [{ ...start, config }, ...iterationEvents(2), endOf(2)]) await second.add(event, 7);
  expect(await reader.run('b')).toMatchObject({ config, completed: 2, status: 'finished' });
  expect(await reader.run('a')).toMatchObject({ config: parseConfig({}), completed: 2, status: 'cancelled' });
  expect(await reader.trajectory('b', 'training', 0, 2)).toMatchObject({
    trajectory: (await reader.trajectory('a', 'training', 0, 2)).trajectory,
  });
});

test('a run that is shorter than that gives what it has', async () => {
  const kinds: string[] = [];
  for await (const { kind } of forkedEvents(from([startAt(), ...iterationEvents(0), endOf(0)]), config, 3))
    kinds.push(kind);
  expect(kinds).toEqual(['start', 'evaluation', 'complete']);
});
