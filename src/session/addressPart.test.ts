import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { ownScenario } from '../../test/support/ownCase.ts';
import { addressOf, expectedOf, readAddress } from './address.ts';
import { addressPart } from './addressPart.ts';
import type { AddressPart } from './addressPart.ts';
import type { RunView } from './runView.ts';
import { setupOf } from './setup.ts';
import type { SessionState, Status } from './state.ts';
import { noSweeping } from './sweep/sweeping.ts';

// Where a browser goes back to, without a browser: an address, and the event that comes with it.

const first = '#v=1&p=therapy-50';
const second = '#v=1&p=booking&seed=7';
let moved: () => void = () => undefined;
let address: AddressPart | null = null;
const reset = vi.fn();

beforeEach(() => {
  vi.stubGlobal('location', { hash: second });
  const write = (_: unknown, __: string, hash: string): void => {
    location.hash = hash;
  };
  vi.stubGlobal('history', { replaceState: write, pushState: write });
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => {
    moved = listener;
  });
  vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(() => {
  address?.stop();
  reset.mockReset();
  vi.unstubAllGlobals();
});

function open(hash: string, changes: Partial<SessionState> = {}): [StoreApi<SessionState>, AddressPart] {
  const store = createStore<SessionState>(
    // the other parts of the state are not looked at
    () => ({ ...readAddress(hash), status: 'ready', refusal: null, view: null, ...changes }) as unknown as SessionState,
  );
  address = addressPart(store, reset);
  return [store, address];
}

/** At the second address, and then back at another one. */
function goBack(status: Status, hash: string, changes: Partial<SessionState> = {}): SessionState {
  const [store] = open(second, { status, ...changes });
  location.hash = hash;
  moved();
  return store.getState();
}

test.each(['playing', 'paused', 'stepping'] as const)(
  'a run that is %s goes on where the browser goes back to another setup, which is the next one',
  (status) => {
    const refusal = { field: 'beta', isLocked: true } as const;
    const state = goBack(status, `${first}&view.screen=claims&view.iteration=1`, { lookedAt: 3, refusal });
    expect(reset).not.toHaveBeenCalled();
    expect(addressOf({ ...state, lookedAt: null })).toBe(`${first}&view.screen=claims`);
    expect(state).toMatchObject({ status, screen: 'claims', lookedAt: 3, refusal: null });
  },
);

test.each(['ready', 'finished', 'cancelled', 'interrupted'] as const)(
  'what is on show goes with its setup while the page is %s',
  (status) => {
    const state = goBack(status, `${first}&view.iteration=1`, { lookedAt: 3 });
    expect(reset).toHaveBeenCalledOnce();
    expect(addressOf(state)).toBe(`${first}&view.iteration=1`);
  },
);

test('a broken address ends what is live', () => {
  expect(goBack('playing', '#v=1&p=cooking').linkFault).not.toBeNull();
  expect(reset).toHaveBeenCalledOnce();
});

test('of the same setup nothing but what is looked at changes', () => {
  const state = goBack('playing', `${second}&view.iteration=1`, { lookedAt: 3 });
  expect(reset).not.toHaveBeenCalled();
  expect(state.lookedAt).toBe(1);
});

test('a sweep over users that this browser does not keep is the same where the browser goes back in it', () => {
  const base = { ...noSweeping.base, ownScenarios: [ownScenario('Mine', 'smoking', 400)] };
  const sweeping = { ...noSweeping, base, cell: 2 };
  const hash = addressOf({ ...readAddress(second), sweeping: { ...sweeping, cell: null } });
  expect(goBack('ready', hash, { sweeping })).toMatchObject({ sweeping: { base, cell: null }, refusedWords: [] });
});

describe('what a link says of a run of its setup', () => {
  const said = `${second}&f=0123456789abcdef`;
  const { config } = readAddress(second).setup;

  test('stays in the address with that setup, and with no other', () => {
    const [store, { step, write }] = open(said);
    step(() => {
      store.setState({ screen: 'claims' });
    });
    expect(location.hash).toBe(`${second}&view.screen=claims&f=0123456789abcdef`);
    const { setup } = store.getState();
    store.setState({ setup: setupOf('therapy-50'), screen: 'run' });
    write();
    expect(location.hash).toBe(first);
    store.setState({ setup });
    write();
    expect(location.hash).toBe(said);
  });

  test('is known of the run on show wherever the browser goes back to, and of no run of another setup', () => {
    const { expected } = readAddress(said);
    const view = { config } as RunView;
    const state = goBack('playing', first, { expected, view });
    expect([expectedOf(state, config), expectedOf(state, state.setup.config)]).toEqual(['0123456789abcdef', null]);
    expect(goBack('ready', second, { expected }).expected).toBeNull();
  });
});
