import { OwnUsersError } from './file.ts';

/** Rows of a CSV (RFC 4180): cells may stand in quotes, with separators, line ends and doubled quotes in them. Throws OwnUsersError. */
export function csvRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
    } else cell += sign;
  }
  if (isQuoted) throw new OwnUsersError({ code: 'openQuotation' }, { line: rows.length + 1 });
  return [...rows, [...row, cell]];
}
