import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { configKeys, presetNamed } from '../experiments/index.ts';
import type { ConfigKey } from '../experiments/index.ts';
import { lockOf, lockRefusal, withLocks } from './locks.ts';
import { openingCommands } from './openingCommands.ts';
import { setupOf } from './setup.ts';
import { setupCommands } from './setupCommands.ts';
import type { SessionState, Status } from './state.ts';

const none = { fixed: [], hidden: [] };
const butSeed = configKeys.filter((key) => key !== 'seed');

test('a field has one lock: a new one takes the place of the old one', () => {
  const locks = withLocks(withLocks(none, ['seed', 'beta'], 'fixed'), ['seed'], 'hidden');
  expect(locks).toEqual({ fixed: ['beta'], hidden: ['seed'] });
  expect((['seed', 'beta', 'veto'] as const).map((key) => lockOf(locks, key))).toEqual(['hidden', 'fixed', 'free']);
  expect(withLocks(locks, configKeys, 'free')).toEqual(none);
});

test('settings may take the place of others that have the same values of what is locked', () => {
  const { config } = presetNamed('therapy-50');
  const next = { ...config, seed: 7 };
  expect(lockRefusal(none, config, next)).toBeNull();
  expect(lockRefusal({ fixed: butSeed, hidden: [] }, config, next)).toBeNull();
  expect(lockRefusal({ fixed: ['beta', 'seed'], hidden: [] }, config, next)).toEqual({ field: 'seed', isLocked: true });
  expect(lockRefusal({ fixed: [], hidden: ['seed'] }, config, next)).toEqual({ field: 'seed', isLocked: true });
});

describe('a page with locks', () => {
  /** The commands on a page that was opened with these locks. */
  const opened = (locks: { fixed?: ConfigKey[]; hidden?: ConfigKey[] }, status: Status = 'ready') => {
    const setup = setupOf('therapy-50');
    const state = { ...{ ...none, ...locks, setup, refusal: null, expected: null }, screen: 'claims', status };
    // of the state the commands read and write what is here
    const store = createStore<SessionState>(() => state as unknown as SessionState);
    const calls: string[] = [];
    const note = (call: string) => () => {
      calls.push(call);
    };
    const parts = {
      reset: note('reset'),
      openRecording: note('open'),
      write: note('write'),
      step: (change: () => void) => {
        change();
      },
    };
    return { store, calls, ...setupCommands(store, note('preset')), ...openingCommands(store, parts) };
  };
  const recorded = (link: string) => ({
    ...{ file: 'a.jsonl.gz', preset: 'therapy-50', link, seed: 1, fingerprint: 'ab', iterations: 9, bytes: 1 },
  });

  test.each<[string, (page: ReturnType<typeof opened>) => void]>([
    [
      'a value',
      (page) => {
        page.change({ beta: 1 });
      },
    ],
    [
      'a value beside one that is free',
      (page) => {
        page.change({ seed: 3, beta: 1 });
      },
    ],
    [
      'a preset',
      (page) => {
        page.choosePreset('therapy-10');
      },
    ],
    [
      'an engine',
      (page) => {
        page.chooseEngine('table');
      },
    ],
    [
      'a learner',
      (page) => {
        page.chooseLearner('rerankKto');
      },
    ],
    [
      'a setup from elsewhere',
      (page) => {
        page.setUp('booking');
      },
    ],
    [
      'a recorded run',
      (page) => {
        page.openRecorded(recorded('v=1&p=politics-50'));
      },
    ],
  ])('refuses %s, names the field, and stays as it was', (_, act) => {
    for (const locks of [{ fixed: butSeed }, { hidden: butSeed }]) {
      const page = opened(locks);
      const before = page.store.getState().setup;
      act(page);
      const { setup, refusal } = page.store.getState();
      expect(setup).toBe(before);
      expect(refusal).toMatchObject({ isLocked: true });
      expect(page.calls).toEqual([]);
    }
  });

  test('takes what is free, from wherever it comes', () => {
    const page = opened({ fixed: butSeed });
    page.change({ seed: 3 });
    expect(page.store.getState()).toMatchObject({ refusal: null, setup: { config: { seed: 3 } } });
    page.openRecorded(recorded('v=1&p=therapy-50&seed=9'));
    expect(page.store.getState()).toMatchObject({ screen: 'run', lookedAt: 9, setup: { config: { seed: 9 } } });
    expect(page.calls).toEqual(['reset', 'open']);
  });

  test('without locks everything is taken, and a value out of range is refused as ever', () => {
    const page = opened({});
    page.setUp('therapy-50', { beta: 0.5 });
    expect(page.store.getState()).toMatchObject({ screen: 'run', setup: { changed: ['beta'] } });
    page.change({ beta: -1 });
    expect(page.store.getState().refusal).toMatchObject({ field: 'beta' });
  });

  test('a live run is left alone: a setup is taken beside it, and no recording is opened', () => {
    const page = opened({}, 'playing');
    page.setUp('booking');
    expect(page.store.getState().setup.preset).toBe('booking');
    page.openRecorded(recorded('v=1&p=politics-50'));
    expect(page.store.getState().setup.preset).toBe('booking');
    expect(page.calls).toEqual([]);
  });
});
