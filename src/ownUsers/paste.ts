// Openings from whatever a person pastes: a message a line, blocks between blank lines, CSV, or JSON. Text stays text.
import { valueText } from '../experiments/index.ts';
import type { OwnOpening, OwnSide } from '../experiments/index.ts';
import { csvRows } from './csv.ts';
import { mostCharacters, OwnUsersError } from './file.ts';

/** What is said of the two kinds of users where the pasted text says nothing. */
export interface UsualSides {
  readonly gameable: OwnSide;
  readonly other: OwnSide;
}

const columns = [
  ...(['message', 'kind', 'notes', 'goal', 'wish'] as const),
  ...(['notes_gameable', 'notes_other', 'goal_gameable', 'goal_other', 'wish_gameable', 'wish_other'] as const),
] as const;
type Column = (typeof columns)[number];
type Entry = Readonly<Partial<Record<Column, string>>>;

const kinds = ['gameable', 'other', 'both'];

const isColumn = (name: string): name is Column => columns.some((each) => each === name);

/**
 * Openings in their order. JSON: a list of messages, or of objects with the fields of a CSV's columns. CSV: its first line names the
 * columns, `message` among them; `kind` is gameable, other or both. Else blocks between blank lines, or, where there are none,
 * lines. Throws OwnUsersError, which names the entry.
 */
export function openingsIn(text: string, usual: UsualSides): OwnOpening[] {
  if (text.length > mostCharacters) throw new OwnUsersError({ code: 'textTooLong' });
  const plain = text
    .replace(/^\ufeff/u, '')
    .replace(/\r\n?/gu, '\n')
    .trim();
  if (plain === '') return [];
  const entries = plain.startsWith('[') ? jsonEntries(plain) : (csvEntries(plain) ?? textEntries(plain));
  return entries.map((entry, index) => openingOf(entry, usual, index + 1));
}

const textEntries = (text: string): Entry[] =>
  text
    .split(/\n[ \t]*\n/u.test(text) ? /\n(?:[ \t]*\n)+/u : '\n')
    .map((message) => ({ message: message.replace(/\s+/gu, ' ').trim() }))
    .filter(({ message }) => message !== '');

/** Null: the first line names no columns. */
function csvEntries(text: string): Entry[] | null {
  const [first = ''] = text.split('\n', 1);
  const separator = [',', ';', '\t'].find((each) => first.split(each).map(headOf).includes('message'));
  if (separator === undefined) return null;
  const [head = [], ...rows] = csvRows(text, separator);
  const names = head.map(headOf);
  const wrong = names.find((name) => !isColumn(name));
  if (wrong !== undefined) throw new OwnUsersError({ code: 'noColumn', value: valueText(wrong), columns });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new OwnUsersError({ code: 'twice', value: valueText(twice) }, { line: 1 });
  return rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row, index) => entryOf(row, names, index + 1));
}

function entryOf(row: readonly string[], names: readonly string[], entry: number): Entry {
  // text behind the last column would be lost: most likely a separator stands in a message
  const most = names.length;
  if (row.slice(most).some((cell) => cell.trim() !== '')) {
    throw new OwnUsersError({ code: 'tooManyCells', n: row.length, most }, { entry });
  }
  return Object.fromEntries(names.map((name, index) => [name, row[index] ?? '']));
}

const headOf = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/u, '$1')
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');

function jsonEntries(text: string): Entry[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new OwnUsersError({ code: 'notJsonList' });
  }
  const list: readonly unknown[] = Array.isArray(content) ? content : [];
  return list.map((item, index) => {
    if (typeof item === 'string') return { message: item };
    const entry = index + 1;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new OwnUsersError({ code: 'notAnEntry', value: valueText(item) }, { entry });
    }
    for (const [name, value] of Object.entries(item)) {
      if (!isColumn(name)) throw new OwnUsersError({ code: 'noField', value: valueText(name) }, { entry });
      if (typeof value !== 'string') {
        throw new OwnUsersError({ code: 'notText', value: valueText(value) }, { entry, field: name });
      }
    }
    return { ...item };
  });
}

function openingOf(written: Entry, usual: UsualSides, entry: number): OwnOpening {
  const { message = '', kind = 'both' } = written;
  if (message.trim() === '') throw new OwnUsersError({ code: 'noMessage' }, { entry });
  const word = kind.trim().toLowerCase() || 'both';
  if (!kinds.includes(word)) {
    throw new OwnUsersError({ code: 'notOneOf', value: valueText(kind), options: kinds }, { entry, field: 'kind' });
  }
  const sideOf = (which: 'gameable' | 'other'): OwnSide | null => {
    if (word !== 'both' && word !== which) return null;
    const of = (part: 'notes' | 'goal' | 'wish'): string | null =>
      filled(written[`${part}_${which}`]) ?? filled(written[part]) ?? usual[which][part];
    return { notes: of('notes'), goal: of('goal'), wish: of('wish') };
  };
  return {
    messages: [{ role: 'user', text: message.trim() }],
    gameable: sideOf('gameable'),
    other: sideOf('other'),
  };
}

const filled = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim();
