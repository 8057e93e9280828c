import { runExperiment, Summary } from '../experiments/index.ts';
import type { RunConfig, RunDeps, RunEvent, RunSummary } from '../experiments/index.ts';
import { Screen } from './simulate/screen.ts';
import type { Output } from './simulate/screen.ts';

/** Runs an experiment to its end and shows how it goes. `onEvent` sees each event in its turn. */
export async function followRun(
  config: RunConfig,
  deps: RunDeps,
  { signal, stderr }: { readonly signal: AbortSignal; readonly stderr: Output },
  onEvent: (event: RunEvent) => Promise<void> | void = () => undefined,
): Promise<{ readonly summary: RunSummary; readonly isCancelled: boolean }> {
  const summary = new Summary();
  const screen = new Screen(stderr, config.iterations, () => performance.now());
  let isCancelled = false;
  for await (const event of runExperiment(config, deps, { signal })) {
    summary.add(event);
    screen.show(event);
    await onEvent(event);
    if (event.kind === 'end') isCancelled = event.reason === 'cancelled';
  }
  return { summary: summary.result(), isCancelled };
}
