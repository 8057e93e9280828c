import type { RunConfig, RunEvent } from '../experiments/index.ts';

/** The events of a run up to the end of an iteration, as a run of another config that is the same until then begins. */
export async function* forkedEvents(
  events: AsyncIterable<RunEvent>,
  config: RunConfig,
  iteration: number,
): AsyncGenerator<RunEvent, void> {
  for await (const event of events) {
    if (event.kind === 'end') return;
    yield event.kind === 'start' ? { ...event, config } : event;
    if (event.kind === 'complete' && event.checkpoint.iteration === iteration) return;
  }
}
