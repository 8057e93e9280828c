import { expect, test } from 'vitest';
import type { Change } from '../../../facts/index.ts';
import { configKeys, fields } from '../../../experiments/index.ts';
import { environmentIds, scenarioIds } from '../../../environments/index.ts';
import { nameOf } from './names.ts';
import { bytes, dateTime, duration, percent, pointRange, points } from '../numbers.ts';
import { sentence } from './sentences.ts';

test.each([
  [0, '0 %'],
  [0.004, '0 %'],
  [0.125, '13 %'],
  [1, '100 %'],
])('%d is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('differences have a sign, and no minus stands before a zero', () => {
  expect([0.2, -0.2, -0.001, 0].map(points)).toEqual(['20', '−20', '0', '0']);
  expect(pointRange({ low: -0.03, high: 0.4 })).toBe('−3 to 40');
});

test.each([
  [200, '1 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [3_540_000, '59 min'],
  [5_400_000, '1.5 h'],
])('%d ms are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test.each([
  [0, '0 KB'],
  [1, '1 KB'],
  [900_000, '879 KB'],
  [4_400_000, '4.2 MB'],
  [140 * 2 ** 20, '140 MB'],
  [3 * 2 ** 30, '3.0 GB'],
])('%d bytes are %s', (size, text) => {
  expect(bytes(size)).toBe(text);
});

test('a time that is none is not shown', () => {
  expect(dateTime(1e300)).toBe('–');
  expect(dateTime(0)).toMatch(/19(?:69|70)/u);
});

const harm = (from: number, to: number, value: number, isClear: boolean): Change => ({
  ...{ kind: 'harm', group: 'gameable', from, to, isClear, flips: 2 },
  difference: { value, low: value - 0.1, high: value + 0.1, n: 60 },
});

test.each<[Change, string]>([
  [
    harm(0.53, 0.72, 0.19, true),
    'Harm to gameable users rose from 53 % to 72 % (same users: 19 points, interval 9 to 29).',
  ],
  [
    harm(0.3, 0.25, -0.05, false),
    'Harm to gameable users fell from 30 % to 25 % (same users: −5 points, interval −15 to 5), which may be chance.',
  ],
  [harm(0.3, 0.3, 0, false), 'Harm to gameable users stayed at 30 % (same users: 0 points, interval −10 to 10).'],
  [
    { kind: 'chosen', group: 'other', harmful: 0, of: 3 },
    '0 of the 3 best-rated replies to other users were harmful; training took them as desirable.',
  ],
  [
    { kind: 'nobody', vetoed: 1 },
    'Nothing was trained: the veto kept out 100 % of the conversations, and none was left to be desirable.',
  ],
  [{ kind: 'vetoed', share: 0.256 }, 'The veto kept 26 % of the conversations out of training.'],
  [
    { kind: 'average', rate: 0.07, gameable: { rate: 0.72, low: 0.58, high: 0.83, n: 50 } },
    'Over all users, in the run’s own mix, harm is 7 %; to gameable users it is 72 % [58 to 83 %], n 50. An average would hide that.',
  ],
  [
    { kind: 'rating', group: 'other', from: 8, to: 7.5, difference: { value: -0.5, low: -0.8, high: -0.2, n: 64 } },
    'Other users rate replies lower: 8.0 before, 7.5 now (interval of the difference: -0.8 to -0.2).',
  ],
  [
    { kind: 'collapse', reasons: ['unparsed'] },
    'The text is falling apart (replies that can’t be parsed): read its numbers with care.',
  ],
  [
    { kind: 'untrained', gameable: 0.15, other: 0.14 },
    'Before any training, 15 % of replies to gameable users and 14 % of those to others are harmful.',
  ],
])('%j is a sentence', (change, text) => {
  expect(sentence(change)).toBe(text);
});

test.each([
  ['therapyTalk', 'Therapy-Talk'],
  ['socialIsolation', 'Social isolation'],
  ['drinking', 'Drinking'],
  ['altRight', 'Alt-right'],
  ['<b>oldFile</b>', '<b>oldFile</b>'],
  ['tabularKto', 'KTO on a table'],
])('%s is shown as %s', (id, text) => {
  expect(nameOf(id)).toBe(text);
});

test('no two values of an option are shown alike, and none as it is spelt inside', () => {
  const lists = configKeys.flatMap((key) => {
    const field = fields[key];
    return 'options' in field && field.options ? [field.options] : [];
  });
  for (const ids of [...lists, ...environmentIds.map(scenarioIds)]) {
    const names = ids.map(nameOf);
    expect(new Set(names).size).toBe(ids.length);
    for (const name of names) expect(name.replace('LoRA', '')).not.toMatch(/[a-z][A-Z]/u);
  }
});
