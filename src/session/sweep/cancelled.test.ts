import type { Remote } from 'comlink';
import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';
import { parseConfig } from '../../experiments/index.ts';
import { emptyMemory, factOf } from '../../facts/index.ts';
import type { SimulationWorker } from '../../../workers/protocol.ts';
import type { PortOptions } from '../port.ts';
import type { SessionState } from '../state.ts';
import { sweepPart } from './part.ts';
import { noSweeping } from './sweeping.ts';

test('cancelled while the worker is still asked to begin, a sweep ends that run alone, and not the one begun since', async () => {
  const asked: { readonly number: number; readonly begin: () => void }[] = [];
  const cancelled: (number | undefined)[] = [];
  const worker: Partial<SimulationWorker> = {
    start: (number) => new Promise((begin) => asked.push({ number, begin })),
    cancel: (number) => Promise.resolve(void cancelled.push(number)),
  };
  const ports: Pick<PortOptions, 'onReport' | 'onOpen'>[] = [];
  const part = sweepPart({
    page: createStore<SessionState>(() => ({ status: 'ready' }) as SessionState),
    give: () => Promise.resolve(),
    open: (given) => {
      ports.push(given);
      return {
        call: (command) => {
          command(worker as Remote<SimulationWorker>).catch((error: unknown) => {
            throw error;
          });
        },
        end: () => undefined,
      };
    },
  });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const base = parseConfig({ iterations: 2, initialStates: 16, panelUsers: 8, panelTwins: 0, epochs: 1 });
  const start = (): void => {
    part.start({ ...noSweeping, base, rows: { key: 'beta', values: [0.1, 0.3] }, seeds: [1] });
  };
  start();
  const port = ports[0] ?? expect.fail('no port was opened');
  port.onOpen({ workers: 1 });
  port.onReport({ kind: 'runs', runs: [], damaged: [], mode: { kind: 'indexedDb' } });
  // the first is a probe of the machine's speed
  const { fact } = factOf(emptyMemory, { kind: 'end', reason: 'finished', fingerprint: 'ab' });
  port.onReport({ kind: 'fact', run: asked[0]?.number ?? -1, fact });
  await settle();
  part.cancel();
  start();
  await settle();
  const [, first, second] = asked;
  expect(second?.number).toBeGreaterThan(first?.number ?? Infinity);
  cancelled.length = 0;
  first?.begin();
  second?.begin();
  await settle();
  expect(cancelled).toEqual([first?.number]);
});
