import { expect, test } from 'vitest';
import { settingNote } from './settingNote.ts';

test('users of the built-in model who are only asked tell little of themselves, and the page says how little', () => {
  const note = settingNote('cue', { cue: 'question', userModel: 'builtin' });
  // Wilson's intervals of 638 of 978, 431 of 986, 550 of 986 and 536 of 989
  for (const share of ['65 % [62 to 68 %], n 978', '44 % [41 to 47 %], n 986']) expect(note).toContain(share);
  for (const share of ['56 % [53 to 59 %], n 986', '54 % [51 to 57 %], n 989']) expect(note).toContain(share);
  expect(settingNote('cue', { cue: 'trait', userModel: 'builtin' })).toBe('');
  expect(settingNote('cueAccuracy', { cue: 'question', userModel: 'builtin' })).toBe('');
  // another model may read what it is told of its user
  expect(settingNote('cue', { cue: 'question', userModel: 'server:some-model' })).toBe('');
});
