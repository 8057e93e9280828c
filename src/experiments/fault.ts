import type * as v from 'valibot';

/** What is wrong with a value, in words that fit behind the name of its field. */
export function faultOf({ expected, received, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'there is no such field';
  if (received === 'undefined') return 'is missing';
  // schemas with words of their own tell no type
  if (expected === null || !message.startsWith('Invalid')) return message;
  return `${short(received)} is not ${short(expected.replace(/^\((.*)\)$/u, '$1'))}`;
}

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 97)}...` : text);

/** A value as an error names it: never longer than a line. */
export function valueText(value: unknown): string {
  const text = typeof value === 'number' || value === undefined ? String(value) : JSON.stringify([value]).slice(1, -1);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
