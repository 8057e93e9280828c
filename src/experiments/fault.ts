import type * as v from 'valibot';
import type { Fault } from '../core/fault/index.ts';
import { faultText } from '../core/fault/index.ts';

/** Faults of issues whose schema has a code of its own for them. */
const told = new WeakMap<object, Fault>();

/** A schema's message for what it refuses, such that {@link faultOf} finds the fault. */
export const refusing =
  <Input>(fault: (input: Input) => Fault) =>
  (issue: { readonly input: Input }): string => {
    const found = fault(issue.input);
    told.set(issue, found);
    return faultText(found);
  };

/** The fault that a schema has a code of its own for; null: valibot has worded it. */
export const toldFault = (issue: v.BaseIssue<unknown>): Fault | null => told.get(issue) ?? null;

/** What is wrong with a value. */
export function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const { type, expected, received, message } = issue;
  if (expected === 'never') return { code: 'unknownField' };
  if (received === 'undefined') return { code: 'missing' };
  const own = toldFault(issue);
  if (own) return own;
  const numberFault = Object.hasOwn(numberFaults, type) ? numberFaults[type] : undefined;
  if (numberFault) return { code: numberFault, value: short(received) };
  // schemas with words of their own tell no type
  if (expected === null || !message.startsWith('Invalid')) return { code: 'said', text: message.slice(0, 160) };
  return { code: 'wrongType', value: short(received), expected: short(expected.replace(/^\((.*)\)$/u, '$1')) };
}

/** Of checks that say nothing of what they expect, by valibot's names. */
const numberFaults: Readonly<Record<string, 'notWhole' | 'notFinite'>> = {
  ...{ safe_integer: 'notWhole', integer: 'notWhole', finite: 'notFinite' },
};

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 97)}...` : text);

/** A value as an error names it: never longer than a line. */
export function valueText(value: unknown): string {
  const text = typeof value === 'number' || value === undefined ? String(value) : JSON.stringify([value]).slice(1, -1);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
