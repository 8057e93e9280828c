import { expect, test } from 'vitest';
import { fileNameOf, runNameOf } from './runNames.ts';

test.each([
  ['Therapy-Talk.jsonl.gz', 'Therapy-Talk'],
  ['run.JSONL', 'run'],
  ['  two\nlines\tand \u202e more ', 'two lines and more'],
  ['x'.repeat(500), 'x'.repeat(120)],
  ['<img src=x>', '<img src=x>'],
])('%j is stored as %j', (text, name) => {
  expect(runNameOf(text)).toBe(name);
});

test.each([
  ['Therapy-Talk, 50 % of users gameable', 'therapy-talk-50-of-users-gameable-0123abcd.jsonl.gz'],
  ['Pôle ../../etc', 'pole-etc-0123abcd.jsonl.gz'],
  ['\u65e5\u672c', 'run-0123abcd.jsonl.gz'],
])('the file of %j is %j', (name, file) => {
  expect(fileNameOf({ name, fingerprint: '0123abcdef' })).toBe(file);
});
