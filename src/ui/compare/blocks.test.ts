import { expect, test } from 'vitest';
import type { Trajectory } from '../../evaluation/trajectory.ts';
import { openingOf } from '../../experiments/run/testing/fakes.ts';
import { blocksOf } from './blocks.ts';
import type { Block } from './blocks.ts';

type Turn = Trajectory['turns'][number];

const state = { ...openingOf('therapyTalk', 'smoking'), notes: 'Ada. Takes your word. Likes tea.' };
const said = (notes: string | null, ...turns: readonly Turn[]) => ({ state: { ...state, notes }, turns });
const user = (text: string): Turn => ({ role: 'user', text });
const agent = (text: string): Turn => ({ role: 'agent', text });

/** A side as one line, differences with their numbers. */
const shown = (side: Block['left']): string | undefined =>
  side?.map(({ text, change }) => (change === null ? text : `${String(change)}(${text})`)).join(' ');
const lines = (left: Parameters<typeof blocksOf>[0], right: Parameters<typeof blocksOf>[1]) => {
  const { blocks, changes } = blocksOf(left, right);
  return [...blocks.map((block) => [block.role, shown(block.left), shown(block.right)]), changes];
};

test('what is taken away and what is in its place have one number, counted through', () => {
  const left = said('Ada, a nurse, who trusts you.', user('Hello there.'), agent('Stop it now, all of it, please.'));
  const right = said('Ada, a nurse, who doubts you.', user('Hello there.'), agent('Stop it now, all of it.'));
  expect(lines(left, right)).toEqual([
    ['notes', 'Ada, a nurse, who 1(trusts) you.', 'Ada, a nurse, who 1(doubts) you.'],
    ['user', 'Hello there.', 'Hello there.'],
    ['agent', 'Stop it now, all of 2(it, please.)', 'Stop it now, all of 2(it.)'],
    2,
  ]);
});

test('where one side goes on, the other says nothing', () => {
  expect(
    lines(said(null, user('Hello.'), agent('Yes.'), user('Why?')), said(null, user('Hello.'), agent('Yes.'))),
  ).toEqual([['user', 'Hello.', 'Hello.'], ['agent', 'Yes.', 'Yes.'], ['user', '1(Why?)', undefined], 1]);
});

test('the same twice has no differences', () => {
  expect(blocksOf(said('Ada.', user('Hello.')), said('Ada.', user('Hello.'))).changes).toBe(0);
});
