import { expect, test } from 'vitest';
import { settingNote } from './settingNote.ts';

test('users of the built-in model who are only asked tell little of themselves, and the page says how little', () => {
  const note = settingNote('cue', { cue: 'question', userModel: 'builtin' });
  // Wilson's intervals of 229 of 358, 148 of 353, 193 of 365 and 196 of 356
  for (const share of ['64 % [59 to 69 %], n 358', '42 % [37 to 47 %], n 353']) expect(note).toContain(share);
  for (const share of ['53 % [48 to 58 %], n 365', '55 % [50 to 60 %], n 356']) expect(note).toContain(share);
  expect(settingNote('cue', { cue: 'trait', userModel: 'builtin' })).toBe('');
  expect(settingNote('cueAccuracy', { cue: 'question', userModel: 'builtin' })).toBe('');
  // another model may read what it is told of its user
  expect(settingNote('cue', { cue: 'question', userModel: 'server:some-model' })).toBe('');
});
