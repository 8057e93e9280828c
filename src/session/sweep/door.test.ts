import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';
import { parseConfig } from '../../experiments/index.ts';
import type { SessionState } from '../state.ts';
import { sweepDoor } from './door.ts';
import { noSweeping } from './sweeping.ts';

test('the door tells whether a sweep is in progress, also before there is one and after', async () => {
  const page = createStore<SessionState>(() => ({ status: 'ready' }) as SessionState);
  const open = () => ({ call: () => undefined, end: () => undefined });
  const door = sweepDoor(page, open, () => Promise.resolve());
  expect(door.isSweeping()).toBe(false);
  const part = await door.sweep();
  expect(door.isSweeping()).toBe(false);
  const base = parseConfig({ iterations: 2, initialStates: 16, panelUsers: 8, panelTwins: 0, epochs: 1 });
  part.start({ ...noSweeping, base, rows: { key: 'beta', values: [0.1, 0.3] }, seeds: [1] });
  expect(door.isSweeping()).toBe(true);
  part.pause();
  expect(door.isSweeping()).toBe(true);
  part.cancel();
  expect(door.isSweeping()).toBe(false);
  part.start({ ...noSweeping, base, rows: { key: 'beta', values: [0.1, 0.3] }, seeds: [1] });
  door.closeSweep();
  expect(door.isSweeping()).toBe(false);
});
