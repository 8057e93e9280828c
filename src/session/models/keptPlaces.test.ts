import { expect, test } from 'vitest';
import { keepPlaces, readPlaces } from './keptPlaces.ts';

function storage(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
    read: () => kept ?? '',
  };
}

const own = [{ model: 'https://a.test/m', model_id: 'mine', model_lib: 'https://a.test/m.wasm' }];
const servers = { 'qwen:7b': { base: 'http://127.0.0.1:8080/v1', key: 'sk-secret' } };

test('places come back on the next visit, without keys', () => {
  const kept = storage();
  expect(keepPlaces({ own, servers }, kept)).toBe(true);
  expect(kept.read()).not.toContain('sk-secret');
  expect(readPlaces(kept)).toEqual({ own, servers: { 'qwen:7b': { ...servers['qwen:7b'], key: null } } });
});

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another version’s', '{"own":[{}],"servers":{}}'],
  ['an address that runs script', '{"own":[],"servers":{"a":{"base":"javascript:alert(1)","key":null}}}'],
])('what is kept may be %s', (_, text) => {
  expect(readPlaces(storage(text))).toEqual({ own: [], servers: {} });
});

test.each(['http://me:pass@a.test/v1', 'http://me@a.test/v1', 'http://a.test/v1?key=pass', 'http://a.test/v1#pass'])(
  'an address with what may be secret is not taken: %s',
  (base) => {
    const text = JSON.stringify({ own: [], servers: { a: { base, key: null } } });
    expect(readPlaces(storage(text))).toEqual({ own: [], servers: {} });
  },
);

test('a browser that keeps nothing is no fault', () => {
  const refusing = {
    getItem: (): string => {
      throw new Error('denied');
    },
    setItem: (): void => {
      throw new Error('denied');
    },
  };
  expect(readPlaces(refusing)).toEqual({ own: [], servers: {} });
  expect(keepPlaces({ own, servers }, refusing)).toBe(false);
  expect(keepPlaces({ own, servers }, null)).toBe(false);
});
