import { expect, test } from 'vitest';
import { addressOf, readAddress } from './address.ts';

test.each([
  ['view.screen=compare&view.compared=0,8', { screen: 'compare', compared: { a: 0, b: 8 } }],
  ['view.screen=trajectories', { screen: 'trajectories', compared: null }],
  ['view.compared=8', { compared: null }],
  ['view.compared=1,-2', { compared: null }],
  ['view.compared=1,2,3', { compared: null }],
  ['view.compared=1,9999', { compared: null }],
])('what is looked at is read from %s', (view, expected) => {
  expect(readAddress(`#v=1&p=therapy-50&${view}`)).toMatchObject(expected);
});

test('what is looked at comes back from its own link', () => {
  const state = { ...readAddress(''), screen: 'compare', compared: { a: 3, b: 12 }, lookedAt: 4 } as const;
  const link = addressOf(state);
  expect(link).toContain('view.compared=3,12');
  expect(readAddress(link)).toMatchObject({ screen: 'compare', compared: { a: 3, b: 12 }, lookedAt: 4 });
});
