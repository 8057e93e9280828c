import { chosenModels, runExperiment } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { Comparison, isCompared } from '../../runFile/index.ts';
import type { Difference, RunFileEnd, StoredEvent } from '../../runFile/index.ts';
import type { OpenRun } from '../openRun.ts';
import { Screen } from '../simulate/screen.ts';
import type { Output } from '../simulate/screen.ts';
import { checkStored, shortfall, storedEvents } from '../storedRun.ts';
import type { Start } from '../storedRun.ts';
import { modelName } from '../usage.ts';

export interface ReplayReport {
  readonly reproduced: boolean;
  /** Iterations that are the same from beginning to end, and the fingerprint of the last of them. */
  readonly iterations: number;
  readonly fingerprint: string;
  readonly difference: Difference | null;
  /** How far the file goes. */
  readonly file: RunFileEnd;
}

interface ReplayOptions {
  readonly signal: AbortSignal;
  readonly stderr: Output;
}

/**
 * Runs the run of a file again, as far as the file goes or until something differs. Null: interrupted. Throws RunFileError
 * before anything is run; UsageError where the model's name names no folder; Error where the weights are others, or the file holds
 * nothing to compare with. `open` is given the model's folder below public/models.
 */
export async function replay(
  path: string,
  open: (config: RunConfig, folder: string) => Promise<OpenRun>,
  { signal, stderr }: ReplayOptions,
): Promise<ReplayReport | null> {
  const { start, end } = await checkStored(path);
  if (end.iteration === null) throw new Error(`${path}: ${shortfall(end) ?? ''}: there is nothing to compare with`);
  const { deps, stop } = await open(start.config, folderOf(start, path));
  const recorded = comparedEvents(path);
  try {
    if (deps.model.hash !== start.model.hash) {
      throw new Error(
        `the run was made with ${start.model.name}, ${start.model.hash}; here ${deps.model.name} is ${deps.model.hash}`,
      );
    }
    const comparison = new Comparison();
    const screen = new Screen(stderr, end.iteration, () => performance.now());
    let [iterations, fingerprint] = [0, start.fingerprint];
    let difference: Difference | null = null;
    for await (const event of runExperiment(start.config, deps, { signal })) {
      screen.show(event);
      if (event.kind === 'end' && event.reason === 'cancelled') return null;
      if (event.kind === 'progress' || !isCompared(event)) continue;
      const { value, done } = await recorded.next();
      if (done) break;
      difference = comparison.add(value, event);
      if (difference) break;
      // of metrics that differ the checkpoint tells why, so behind a checkpoint all is well
      if (event.kind === 'complete') ({ iteration: iterations, fingerprint } = event.checkpoint);
    }
    difference ??= comparison.end();
    return { reproduced: difference === null, iterations, fingerprint, difference, file: end };
  } finally {
    await recorded.return();
    await stop();
  }
}

/**
 * The name comes from a file: it must not lead out of the models' folder. Where other models play, too, it is the names of all, and
 * the built-in one may be among them; the hash tells whether they are the same.
 */
const folderOf = ({ config, model }: Start, path: string): string =>
  chosenModels(config).length > 0 ? 'builtin' : modelName(model.name, `${path}, model.name`);

/** As long as they are events of the run: that somebody cancelled it is none. */
async function* comparedEvents(path: string): AsyncGenerator<StoredEvent, void> {
  for await (const event of storedEvents(path)) {
    if (event.kind === 'end' && event.reason === 'cancelled') return;
    if (isCompared(event)) yield event;
  }
}

/** One line. */
export function replayText({ iterations, fingerprint, difference, file }: ReplayReport): string {
  if (difference) {
    const { part, iteration, field, recorded, again } = difference;
    return `differs at iteration ${String(iteration)}, ${part} (${field}): recorded ${recorded}, now ${again}\n`;
  }
  const extent = shortfall(file);
  return (
    `reproduced bit for bit: ${String(iterations)} iterations, fingerprint ${fingerprint}` +
    `${extent === null ? '' : ` (${extent})`}\n`
  );
}
