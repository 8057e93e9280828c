import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { addressOf, readAddress } from './address.ts';
import { addressPart } from './addressPart.ts';
import type { AddressPart } from './addressPart.ts';
import type { SessionState, Status } from './state.ts';

// Where a browser goes back to, without a browser: an address, and the event that comes with it.

const first = '#v=1&p=therapy-50';
const second = '#v=1&p=booking&seed=7';
let moved: () => void = () => undefined;
let address: AddressPart | null = null;
const reset = vi.fn();

beforeEach(() => {
  vi.stubGlobal('location', { hash: second });
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

/** At the second address, and then back at another one. */
function goBack(status: Status, hash: string, changes: Partial<SessionState> = {}): SessionState {
  const store = createStore<SessionState>(
    // the other parts of the state are not looked at
    () => ({ ...readAddress(second), status, refusal: null, ...changes }) as unknown as SessionState,
  );
  address = addressPart(store, reset);
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
