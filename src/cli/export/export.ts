import { openWhole } from '../../disk/writeWhole.ts';
import { Summary } from '../../experiments/index.ts';
import { metricsCsv, trajectoryLines, trlWriter } from '../../runFile/index.ts';
import type { RunFileEnd } from '../../runFile/index.ts';
import { PolicyTable } from './policyTable.ts';
import { storedEvents } from '../storedRun.ts';
import { refuseOverwriting, withFile } from '../usage.ts';

export const exportFormats = ['trajectories', 'trl', 'metrics', 'policy'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Hands what a run file holds to `write`, piece by piece, in the asked format. Throws what storedEvents throws. */
export async function exportRun(
  path: string,
  format: ExportFormat,
  write: (text: string) => Promise<void>,
): Promise<RunFileEnd> {
  const summary = new Summary();
  const policy = new PolicyTable();
  const linesOf = format === 'trl' ? trlWriter() : trajectoryLines;
  const events = storedEvents(path);
  for (;;) {
    const { value, done } = await events.next();
    if (done) {
      if (format === 'metrics') await write(metricsCsv(summary.result()));
      if (format === 'policy') await write(policy.csv());
      return value;
    }
    if (format === 'metrics') summary.add(value);
    else if (format === 'policy') policy.add(value);
    else await write(linesOf(value).join(''));
  }
}

/** The same into a file, which stays what it was until all is read. Throws UsageError where it can't be made or is the run file. */
export async function exportFile(path: string, format: ExportFormat, out: string): Promise<RunFileEnd> {
  await refuseOverwriting(out, path);
  const file = await withFile(`--out ${out}`, () => openWhole(out));
  let end: RunFileEnd;
  try {
    end = await exportRun(path, format, (text) => file.write(text));
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.keep();
  return end;
}
