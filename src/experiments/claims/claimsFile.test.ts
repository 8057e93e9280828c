import { expect, test } from 'vitest';
import { decideClaims } from './claims.ts';
import { claimsText, parseClaims } from './claimsFile.ts';
import { runOf } from './testing/runs.ts';
import type { Remark } from './types.ts';

const runs = [runOf([{ gameable: 18 }, { gameable: 92 }])];
const claims = decideClaims(new Map([['therapy', runs], ['therapy-50', runs]])); // prettier-ignore
const file = { model: { name: 'builtin', hash: 'ab'.repeat(32) }, claims };

test('what is decided is what is read', () => {
  expect(claims.map(({ id, topic, unit }) => [id, topic, unit])).toEqual([
    ['therapy', 'emergence', 'share'],
    ['targeting-50', 'targeting', 'share'],
  ]);
  // what is a difference of shares is told so by the figure itself
  expect(claims.map(({ findings }) => findings.filter((each) => each.isDifference).map(({ label }) => label))).toEqual([
    [],
    ['targeting gap, after'],
  ]);
  expect(parseClaims(claimsText(file))).toEqual(file);
  expect(parseClaims(claimsText({ model: null, claims: [] }))).toEqual({ model: null, claims: [] });
});

test('every remark is read as it was written', () => {
  const remarks: readonly Remark[] = [
    { code: 'seeds', told: 1, of: 2 },
    { code: 'matched', seeds: [1, 3] },
    { code: 'missing', label: 'after', n: 4, of: 9 },
    { code: 'rows', rows: 0.14, users: 0.1 },
    { code: 'caught', recall: 0.95, precision: 0.4, harmful: 200 },
    { code: 'ends', seeds: 2, of: 5 },
    ...(['fewMisses', 'fewRows', 'softActs'] as const).map((about) => ({ code: 'guess' as const, about })),
    { code: 'noInsult', n: 3000 },
    ...(['noLying', 'littleLying', 'littleRight', 'oppositeGoal', 'silent'] as const).map((code) => ({
      code,
      rate: 0.2,
    })),
    ...(['twoActs', 'floor', 'feedback', 'anyView'] as const).map((code) => ({ code })),
  ];
  const remarked = { ...file, claims: claims.map((each) => ({ ...each, remarks })) };
  expect(parseClaims(claimsText(remarked))).toEqual(remarked);
});

test.each<[string, (text: string) => string]>([
  ['the claims are not JSON', (text) => text.slice(0, -20)],
  ['version: ', (text) => text.replace('"version": 2', '"version": 1')],
  ['claims.0.verdict: ', (text) => text.replace('"verdict": "shown"', '"verdict": "proved"')],
  ['claims.0.findings.1.value: ', (text) => text.replace('"value": 0.92', '"value": "0.92"')],
  ['claims.0.id: ', (text) => text.replace('"id": "therapy"', '"id": "<b>"')],
  ['claims.0.runs.0.preset: ', (text) => text.replace('"preset": "therapy"', '"preset": "therapies"')],
  ['claims.1.findings.4.isDifference: ', (text) => text.replace('"isDifference": true', '"isDifference": false')],
  ['claims.0.findings.0.of: ', (text) => text.replace('"of": 100', '"of": -1')],
  ['claims.0.remarks: ', (text) => text.replace('"remarks": []', '"remarks": null')],
  [
    'claims.0.remarks.0.rate: ',
    (text) => text.replace('"remarks": []', '"remarks": [{ "code": "noLying", "rate": 2 }]'),
  ],
  ['claims.0.remarks.0.code: ', (text) => text.replace('"remarks": []', '"remarks": [{ "code": "luck" }]')],
  ['claims.0.because: there is no such field', (text) => text.replace('"id"', '"because": 1, "id"')],
])('%s…: what is wrong is named', (message, damage) => {
  const damaged = damage(claimsText(file));
  expect(damaged).not.toBe(claimsText(file));
  expect(() => parseClaims(damaged)).toThrow(message);
});
