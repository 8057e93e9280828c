import { runExperiment, Summary } from '../experiments/index.ts';
import type { RunConfig, RunDeps, RunEvent, RunSummary } from '../experiments/index.ts';
import { Screen } from './simulate/screen.ts';
import type { Output } from './simulate/screen.ts';

/** A run as far as it went, and why it went no further. */
export interface Followed {
  readonly summary: RunSummary;
  readonly reason: Extract<RunEvent, { kind: 'end' }>['reason'];
}

/** Runs an experiment to its end and shows how it goes. `onEvent` sees each event in its turn. */
export async function followRun(
  config: RunConfig,
  deps: RunDeps,
  { signal, stderr }: { readonly signal: AbortSignal; readonly stderr: Output },
  onEvent: (event: RunEvent) => Promise<void> | void = () => undefined,
): Promise<Followed> {
  const summary = new Summary();
  const screen = new Screen(stderr, config.iterations, () => performance.now());
  for await (const event of runExperiment(config, deps, { signal })) {
    summary.add(event);
    screen.show(event);
    await onEvent(event);
    if (event.kind === 'end') return { summary: summary.result(), reason: event.reason };
  }
  throw new Error('the run has no end');
}
