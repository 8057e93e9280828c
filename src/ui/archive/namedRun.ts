import type { StoredRun } from '../../storage/index.ts';

/**
 * The stored run that is asked for by name; where it is not here, the one of the fingerprint that the link carries: the same
 * run, made again. Undefined: neither is stored.
 */
export const namedRun = (runs: readonly StoredRun[], name: string, fingerprint: string | null): StoredRun | undefined =>
  runs.find(({ run }) => run === name) ??
  (fingerprint === null ? undefined : runs.find((each) => each.fingerprint.startsWith(fingerprint)));
