import * as v from 'valibot';
import { faultOf, refusing, valueText } from '../../experiments/fault.ts';
import { runSchemas } from '../../experiments/run/schemas.ts';
import { StorageError } from '../errors.ts';
import { shownKey } from '../rows/keys.ts';
import type { Key, StoreName } from '../rows/types.ts';

/**
 * A row as what it should be, or the part of a row that lies at `path`. Throws StorageError `damaged`, which names the first
 * field at fault.
 */
export function checkRow<Output>(
  schema: v.GenericSchema<unknown, Output>,
  store: StoreName,
  key: Key,
  row: unknown,
  path: string | null = null,
): Output {
  const result = v.safeParse(schema, row, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const within = v.getDotPath(issue);
  const field = path === null || within === null ? (path ?? within) : `${path}.${within}`;
  const facts = { store, key: shownKey(key), field, fault: faultOf(issue) };
  throw new StorageError('damaged', facts);
}

export const missing = (store: StoreName, key: Key): StorageError =>
  new StorageError('missing', { store, key: shownKey(key), field: null, fault: { code: 'noRow' } });

/** What a run has measured may be any number, also one that is not finite. */
export const measured = v.custom<number>(
  (input) => typeof input === 'number',
  refusing((value) => ({ code: 'wrongType', value: valueText(value), expected: 'number' })),
);

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const hash = v.pipe(
  v.string(),
  v.regex(
    /^[\da-f]+$/u,
    refusing(() => ({ code: 'notHexadecimal' })),
  ),
);

export const { trainingTrajectory, panelTrajectory, panelMetrics, selectionMetrics, updateReport } = runSchemas(
  v.object,
  measured,
);
