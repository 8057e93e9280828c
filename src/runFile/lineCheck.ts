// What is asked of every line of a file, and how one that is refused is named.
import * as v from 'valibot';
import { RefusalError } from '../core/fault/index.ts';
import type { Fault } from '../core/fault/index.ts';
import { faultOf } from '../experiments/index.ts';

/** A line that no such file has. `line` counts from 1; `field`: where in it, null where that can't be said; `file`: where it has a name. */
export class LineError extends RefusalError {
  readonly line: number;
  readonly field: string | null;
  constructor(line: number, field: string | null, fault: Fault, file?: string) {
    super({ line, fault, ...(field !== null && { field }), ...(file !== undefined && { file }) });
    this.line = line;
    this.field = field;
  }
}

export type Refuse = (field: string | null, fault: Fault) => never;

/** What a schema makes of a line's content; calls `refuse` where it is none of its kind. */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  content: unknown,
  refuse: Refuse,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, content, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  return refuse(v.getDotPath(issue), faultOf(issue));
}

/** Whether a line can be a header of `format` and `version` at all, before anything else is asked of it. */
export function checkPreface(format: string, version: number, content: unknown, refuse: Refuse): void {
  const preface = v.object({ format: v.literal(format), version: v.number() });
  const { version: written } = checked(preface, content, refuse);
  if (written !== version) {
    refuse('version', { code: 'otherVersion', version: written, known: version });
  }
}
