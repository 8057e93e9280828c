import { openLines } from '../../disk/lines.ts';
import type { LineWriter } from '../../disk/lines.ts';
import { encodeLink } from '../../link/index.ts';
import { lineOf } from '../../runFile/index.ts';
import { followRun } from '../followRun.ts';
import type { Followed } from '../followRun.ts';
import type { OpenRun } from '../openRun.ts';
import { withFile } from '../usage.ts';
import { noteLines } from './notes.ts';
import type { Options } from './options.ts';
import type { Output } from './screen.ts';

/**
 * Runs an experiment, shows how it goes and writes its run file, which takes the place of what was there only when the run is under
 * way: one that can't be opened, or is refused at its start, leaves it. Throws UsageError where the file can't be made.
 */
export async function simulate(
  { config, out }: Pick<Options, 'config' | 'out'>,
  open: () => Promise<OpenRun>,
  signal: AbortSignal,
  stderr: Output,
): Promise<Followed> {
  for (const line of noteLines(config)) stderr.write(line);
  const { deps, stop } = await open();
  const written: { file: LineWriter | null } = { file: null };
  try {
    const held: string[] = [];
    return await followRun(config, deps, { signal, stderr }, async (event) => {
      const line = lineOf(event);
      if (out === null) return;
      if (line !== null) held.push(line);
      // users who leave no room for a reply are found behind the header
      if (event.kind === 'start') return;
      const file = (written.file ??= await withFile(`--out ${out}`, () => openLines(out)));
      for (const each of held.splice(0)) await file.write(each);
    });
  } finally {
    await stop();
    await written.file?.close();
  }
}

/** The link to the same run again. That of a run that was cancelled proves nothing: the whole one has another fingerprint. */
export function linkOf({ summary: { config, fingerprint }, reason }: Followed): string {
  const proof = reason === 'cancelled' ? null : fingerprint.slice(0, 16);
  return `#${encodeLink({ config, fingerprint: proof, view: {}, fixed: [], hidden: [] })}`;
}

/** What --json prints: the summary, why the run went no further, and its link. */
export const jsonOf = (followed: Followed): string =>
  `${JSON.stringify({ ...followed.summary, end: followed.reason, link: linkOf(followed) })}\n`;
