import { array, assert as check, constant, double, integer, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { csvRow } from './csv.ts';

test('fields are quoted where they must be', () => {
  expect(csvRow(['a', 1.5, null, 'b,c', 'say "no"', 'two\nlines', 0.1 + 0.2, -1e-9, ''])).toBe(
    'a,1.5,,"b,c","say ""no""","two\nlines",0.30000000000000004,-1e-9,\r\n',
  );
});

/** A reader of RFC 4180, written from its grammar. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/guy;
  for (const [, value = '', end] of text.matchAll(field)) {
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== '\r\n') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('whatever stands in a table can be read back', () => {
  const value = oneof(
    string(),
    string({ unit: constant('"') }),
    string({ unit: constant(',\r\n') }),
    integer(),
    double({ noNaN: true }),
    constant(null),
  );
  check(
    property(array(array(value, { minLength: 1 }), { minLength: 1 }), (rows) => {
      const read = parse(rows.map(csvRow).join(''));
      expect(read).toEqual(rows.map((row) => row.map((each) => (each === null ? '' : String(each)))));
    }),
  );
});
