// The screens that read stored runs, over a real IndexedDB: what no run can be made to hold at will.
import { createElement } from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoredArchive } from '../../src/archive/index.ts';
import type { RunEvent } from '../../src/experiments/index.ts';
import type { Measurement } from '../../src/policies/index.ts';
import { createSession } from '../../src/session/index.ts';
import type { Session } from '../../src/session/index.ts';
import { openRunStore } from '../../src/storage/index.ts';
import type { RunStore } from '../../src/storage/index.ts';
import { App } from '../../src/ui/index.ts';
import { talkingRun } from '../support/talkingRun.ts';

let databases = 0;
let name = '';
let store: RunStore;
let session: Session;
let root: Root;
let host: HTMLElement;

beforeEach(async () => {
  name = `stored ${String(databases++)}`;
  store = await openRunStore({ name });
  host = document.createElement('div');
  document.body.append(host);
});
afterEach(async () => {
  root.unmount();
  session.dispose();
  host.remove();
  store.close();
  history.replaceState(null, '', location.pathname + location.search);
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = () => {
      resolve();
    };
  });
});

async function write(events: readonly RunEvent[]): Promise<void> {
  const writer = store.writer({ run: 'a', name: 'A' });
  for (const event of events) await writer.add(event, 1);
}

const unmeasured: Measurement = { kind: 'unmeasured', reason: 'otherModel', refusal: { fault: { code: 'missing' } } };

function show(
  screen: 'trajectories' | 'compare',
  archive = new StoredArchive(Promise.resolve(store)),
  measurement = unmeasured,
): void {
  session = createSession({
    startWorker: () => new Worker(URL.createObjectURL(new Blob([]))),
    startArchive: () => ({ archive, subscribe: () => () => undefined, end: () => undefined }),
    startPolicies: () =>
      Promise.resolve({
        measure: () => Promise.resolve(measurement),
        reply: () => Promise.reject(new Error('nobody talks here')),
        hear: () => Promise.resolve([]),
        end: () => undefined,
      }),
  });
  session.show(screen);
  root = createRoot(host);
  root.render(createElement(App, { session }));
}

const text = (): string => host.textContent;
const sees = (words: string): Promise<void> => expect.poll(text).toContain(words);

/** Puts a value in a stored row. */
async function damage(database: string, key: IDBValidKey, field: string): Promise<void> {
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('not opened'));
    };
  });
  const rows = opened.transaction(database, 'readwrite').objectStore(database);
  await new Promise<void>((resolve) => {
    const found = rows.get(key);
    found.onsuccess = () => {
      const row = found.result as object;
      Reflect.set(row, field, 'nonsense');
      rows.put(row).onsuccess = () => {
        resolve();
      };
    };
  });
  opened.close();
}

test('whatever stands in a stored reply is text', async () => {
  const evil = '<img src=x onerror="window.hurt = true"><script>window.hurt = true</script>';
  const events = talkingRun(1).map((event): RunEvent => {
    if (event.kind !== 'evaluation') return event;
    const panel = event.panel.map((each) => ({
      ...each,
      reward: 11,
      state: { ...each.state, notes: evil, scenario: evil },
      turns: each.turns.map(({ role }) => ({ role, text: evil })),
      played: each.played.map((turn) => ({ ...turn, reply: { ...turn.reply, text: evil } })),
    }));
    return { ...event, panel };
  });
  await write(events);
  const ratios = { policy: [-1], reference: [-2], logRatios: [1], sum: 1, implicitReward: null };
  const measurement: Measurement = {
    ...{ kind: 'measured', unit: 'token', policy: 1, beta: 0.1, update: null, trainedAs: null },
    texts: [{ turn: 0, writes: 'reply', words: [evil], ended: false, drift: 0, untrained: ratios, update: null }],
  };
  for (const screen of ['trajectories', 'compare'] as const) {
    show(screen, undefined, measurement);
    // the first test fetches the screen, too
    if (screen === 'trajectories') await expect.poll(text, { timeout: 20_000 }).toContain('+1.00 nats over 1 token');
    // notes and turns
    await expect.poll(() => text().split('<script>').length).toBeGreaterThan(3);
    host.querySelector('details')?.setAttribute('open', '');
    expect(host.querySelectorAll('img, script')).toHaveLength(0);
    expect('hurt' in window).toBe(false);
    if (screen === 'trajectories') {
      root.unmount();
      session.dispose();
    }
  }
});

test('damaged rows are named, and the rest is shown', async () => {
  await write(talkingRun(2));
  await damage('columns', ['a', 'training', 0], 'reward');
  await damage('trajectories', ['a', 'panel', 2, 0], 'trajectories');
  show('trajectories');
  await sees('1 stored row can’t be read');
  await sees('112 of 112');
  host.querySelector('details')?.setAttribute('open', '');
  await sees('columns ["a", "training", 0], reward');
  const select = [...host.querySelectorAll('select')].find((each) => each.labels[0]?.textContent === 'Iteration');
  if (!select) throw new RangeError();
  // a conversation whose row is damaged: the list has it, the panel says why it is not there
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, '2');
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await sees('This conversation can’t be read');
  await sees('trajectories ["a", "panel", 2, 0]');
});

test('a reader that breaks off is told, and trying again helps', async () => {
  await write(talkingRun(1));
  const archive = new StoredArchive(Promise.resolve(store));
  let isBroken = true;
  const select = archive.select.bind(archive);
  archive.select = (...asked) => (isBroken ? Promise.reject(new Error('it hung')) : select(...asked));
  show('trajectories', archive);
  await sees('The stored runs could not be read');
  expect(text()).toContain('it hung');
  isBroken = false;
  [...host.querySelectorAll('button')].find(({ innerText }) => innerText === 'Try again')?.click();
  await sees('88 of 88');
});

test('users stand beside their twins, and two iterations beside each other', async () => {
  await write(talkingRun(2));
  show('compare');
  await sees('12 pairs, the most telling first');
  await sees('Iteration 0');
  const select = [...host.querySelectorAll('select')].find((each) => each.labels[0]?.textContent === 'Compare');
  if (!select) throw new RangeError();
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, 'twins');
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await sees('Leaning gameable');
});
