import { keyPaths } from './types.ts';
import type { Key, KeyRange, Row, StoreName } from './types.ts';

/** The order that IndexedDB gives keys: numbers before texts, texts by code unit, a beginning before what continues it. */
export function compareKeys(a: Key, b: Key): number {
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (right === undefined) return 1;
    if (left === right) continue;
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length === b.length ? 0 : -1;
}

export function isInRange(key: Key, { prefix, from }: KeyRange): boolean {
  if (prefix.some((part, at) => key[at] !== part)) return false;
  if (from === undefined) return true;
  const next = key[prefix.length];
  return typeof next === 'string' || (typeof next === 'number' && next >= from);
}

/** Throws TypeError where the row lacks a part of its key. */
export function keyOf(store: StoreName, row: Row): Key {
  return keyPaths[store].map((path) => {
    const part: unknown = Object.hasOwn(row, path) ? Reflect.get(row, path) : undefined;
    if (typeof part !== 'string' && typeof part !== 'number') throw new TypeError(`a row of ${store} without ${path}`);
    return part;
  });
}

/** A key as errors name it. */
export const shownKey = (key: Key): string => `[${key.map((part) => JSON.stringify(part)).join(', ')}]`;
