import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownScenario } from '../../test/support/ownCase.ts';
import { OwnUsersError, ownUsersText, parseOwnUsers } from './file.ts';
import { openingsIn } from './paste.ts';
import type { UsualSides } from './paste.ts';

const evil = '<img src=x onerror="document.title=1">';
const usual: UsualSides = {
  gameable: { notes: 'Trusts.', goal: null, wish: 'Praise.' },
  other: { notes: null, goal: null, wish: null },
};
const messagesOf = (text: string): string[] => openingsIn(text, usual).map(({ messages }) => messages[0]?.text ?? '');

describe('pasted openings', () => {
  test.each([
    ['a message a line', 'One.\nTwo.\r\n\tThree. \n', ['One.', 'Two.', 'Three.']],
    ['blocks between blank lines', 'One,\nand more.\n\n \t\nTwo.', ['One, and more.', 'Two.']],
    ['a single message', 'One.', ['One.']],
    ['nothing', ' \n\n ', []],
    ['a list of JSON', '["One.", {"message": "Two."}]', ['One.', 'Two.']],
    ['CSV', 'message\n"One, ""two""\nand three."\nFour.', ['One, "two"\nand three.', 'Four.']],
    ['CSV with semicolons and a mark of order', '\ufeffKind;Message\nother;One.', ['One.']],
    ['CSV with separators where its cells end', 'message,kind\nOne.,both,, ,\nTwo.', ['One.', 'Two.']],
    ['markup', evil, [evil]],
  ])('%s', (_, text, wanted) => {
    expect(messagesOf(text)).toEqual(wanted);
  });

  test('are for both kinds with the usual notes, or as their entry says', () => {
    const csv =
      'message,kind,notes,notes_other,wish_gameable\nOne.,,,,\nTwo.,gameable,Own.,,Yes.\nThree.,Both,All.,Others.,';
    expect(openingsIn(csv, usual).map(({ gameable, other }) => [gameable, other])).toEqual([
      [usual.gameable, usual.other],
      [{ notes: 'Own.', goal: null, wish: 'Yes.' }, null],
      [
        { notes: 'All.', goal: null, wish: 'Praise.' },
        { notes: 'Others.', goal: null, wish: null },
      ],
    ]);
  });

  test.each([
    ['an unknown column', 'message,mood\nOne.,good', '"mood" is none of the columns'],
    ['another kind', 'message,kind\nOne.,odd', 'entry 1, kind: "odd"'],
    ['no message', 'message,kind\nOne.,both\n,both', 'entry 2: it has no message'],
    [
      'more cells than columns',
      'message\nOne.\n\nI drink, but only a little, honestly.',
      'entry 2: has 3 cells, and there is 1 column',
    ],
    [
      'a comma within a message beside notes',
      'message,notes\nI drink, but only a little,Gullible.',
      'entry 1: has 3 cells, and there are 2 columns',
    ],
    ['a column named twice', 'message,notes,Notes\nOne.,Trusts.,Doubts.', 'line 1: "notes" is there twice'],
    ['an open quotation mark', 'message\nOne.\n"Two.', 'line 3: a quotation mark'],
    ['broken JSON', '["One."', 'is none'],
    ['JSON of numbers', '[1]', 'entry 1: 1 is neither'],
    ['an unknown field', '[{"message":"One.","html":"x"}]', 'entry 1: there is no field "html"'],
    ['a number for a text', '[{"message":1}]', 'entry 1, message: 1'],
    ['too much', 'x'.repeat(2_000_001), 'too long'],
  ])('%s: refused', (_, text, message) => {
    expect(() => openingsIn(text, usual)).toThrow(OwnUsersError);
    expect(() => openingsIn(text, usual)).toThrow(message);
  });
});

describe('a file of users', () => {
  const users = { environment: 'therapyTalk' as const, scenarios: [ownScenario(evil, 'smoking')] };
  const text = ownUsersText(users);
  const changed = (changes: object): string => JSON.stringify({ ...(JSON.parse(text) as object), ...changes });

  test('comes back as it was', () => {
    expect(parseOwnUsers(text)).toEqual(users);
  });

  test.each([
    ['no JSON', 'users', 'not JSON'],
    ['a list', '[]', 'no object'],
    ['another format', changed({ format: 'x' }), 'format: "x"'],
    ['a later version', changed({ version: 2 }), 'version: 2 is not 1'],
    ['a field of its own', changed({ script: 1 }), 'script: there is no such field'],
    ['another environment', changed({ environment: 'bar' }), 'environment: "bar"'],
    ['no scenarios', changed({ scenarios: [] }), 'scenarios: is an empty list'],
    [
      'a scenario of another environment',
      changed({ environment: 'politicalQuestions' }),
      'scenarios.0.like: "smoking"',
    ],
    [
      'a bad part',
      changed({ scenarios: [{ ...users.scenarios[0], openings: 3 }] }),
      'scenarios.0.openings: 3 is not Array',
    ],
    ['too much', ' '.repeat(2_000_001), 'too large'],
  ])('%s: refused', (_, damaged, message) => {
    expect(() => parseOwnUsers(damaged)).toThrow(OwnUsersError);
    expect(() => parseOwnUsers(damaged)).toThrow(message);
  });

  test('damaged anywhere, is users or an error that says what is wrong', () => {
    const letter = fc.constantFrom(...'{}[]",:0aé\u0000\\n'.split(''));
    const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(30), put: fc.array(letter, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const damaged = edits.reduce(
          (all, { at, cut, put }) => all.slice(0, at) + put.join('') + all.slice(at + cut),
          text,
        );
        try {
          expect(parseOwnUsers(ownUsersText(parseOwnUsers(damaged)))).toEqual(parseOwnUsers(damaged));
        } catch (error) {
          expect(error).toBeInstanceOf(OwnUsersError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('whatever is pasted is openings or an error that says what is wrong', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => `message,kind\n${text}`),
        fc.json(),
      ),
      (text) => {
        try {
          for (const { messages } of openingsIn(text, usual)) expect(messages[0]?.text.trim()).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(OwnUsersError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
