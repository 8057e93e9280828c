import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownScenario } from '../../test/support/ownCase.ts';
import { ownHash } from '../experiments/index.ts';
import { deleteUsers, listUsers, saveUsers } from './keptUsers.ts';
import { keptPrefix, savedScenarios } from './savedUsers.ts';

const users = { environment: 'therapyTalk' as const, scenarios: [ownScenario('<b>Mine</b>', 'smoking')] };
const hash = ownHash(users.scenarios);
let held = new Map<string, string>();

beforeEach(() => {
  held = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
    removeItem: (key: string) => held.delete(key),
    key: (index: number) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('what is kept is listed, found by its hash, and gone when it is deleted', () => {
  expect(saveUsers(users)).toBe(true);
  held.set('somebody else', '{}');
  expect(listUsers()).toEqual([{ hash, users }]);
  expect(savedScenarios(hash)).toEqual(users.scenarios);
  deleteUsers(hash);
  expect(listUsers()).toEqual([]);
  expect(savedScenarios(hash)).toBeNull();
});

test('what is damaged is not listed, and a browser that keeps nothing says so', () => {
  held.set(`${keptPrefix}a`, '{"scenarios":');
  held.set(`${keptPrefix}b`, '{"scenarios":[]}');
  expect(listUsers()).toEqual([]);
  expect(savedScenarios('a')).toBeNull();
  vi.stubGlobal('localStorage', {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(saveUsers(users)).toBe(false);
});
