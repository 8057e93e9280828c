// What stored runs and their files are called: pure.
import type { StoredRun } from '../storage/index.ts';

/** A name may be anything that is a line of text. */
const longestName = 120;

/** As it is stored; of a file's name what comes before its kind. */
export function runNameOf(text: string): string {
  const line = text
    .replace(/\.jsonl(?:\.gz)?$/iu, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, longestName).join('');
}

/** Of a run that goes on from another one with something changed. */
export const forkName = (name: string, iteration: number): string =>
  runNameOf(`${name.replace(/ \(changed at \d+\)$/u, '')} (changed at ${String(iteration)})`);

type Named = Pick<StoredRun, 'name' | 'fingerprint'>;

export const fileNameOf = (run: Named): string => `${stemOf(run)}.jsonl.gz`;
export const handoutNameOf = (run: Named): string => `${stemOf(run)}.html`;

/** Letters and digits of the name, and the beginning of the fingerprint, so that two runs' files are never taken for each other. */
function stemOf({ name, fingerprint }: Named): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/gu);
  const stem = (words ?? ['run']).join('-').slice(0, 60);
  return `${stem}-${fingerprint.slice(0, 8)}`;
}
