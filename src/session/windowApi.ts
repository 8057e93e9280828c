import type { RunSummary } from '../experiments/index.ts';
import type { RecordingState } from './recordings.ts';
import { unmixed } from './recordings.ts';
import { summaryOf } from './runView.ts';
import type { Session } from './session.ts';
import type { Site } from './site.ts';
import type { Position, Status } from './state.ts';

/** What scripts of teachers and tests can read: `window.swayground`. Nothing in it changes the page. */
export interface WindowApi {
  /** The run so far, as `npm run simulate -- --json` prints it, live or recorded, never both; null: none has begun. */
  readonly summary: () => RunSummary | null;
  readonly status: () => {
    readonly status: Status;
    /** Newest policy that has been evaluated; null: none. */
    readonly iteration: number | null;
    readonly iterations: number;
    readonly position: Position | null;
    readonly fingerprint: string | null;
    readonly workers: number | null;
    /** Whether the page can be opened without a network, and whether a new version waits; see site.ts. */
    readonly site: ReturnType<Site['store']['getState']>;
    /** How the page stands to the recorded run of the setup; see RecordingState. */
    readonly recording: Pick<RecordingState, 'stage' | 'check'> & { readonly fingerprint: string | null };
  };
}

export function windowApi({ store }: Pick<Session, 'store'>, site: Pick<Site, 'store'>): WindowApi {
  return Object.freeze({
    summary: () => {
      const view = unmixed(store.getState());
      return view && structuredClone(summaryOf(view));
    },
    status: () => {
      const { status, view, setup, position, workers, recording } = store.getState();
      const { stage, check, entry } = recording;
      return {
        ...{ status, position, workers, iterations: (view ?? setup).config.iterations },
        iteration: view?.policies.at(-1)?.iteration ?? null,
        fingerprint: view?.fingerprint ?? null,
        site: site.store.getState(),
        recording: { stage, check, fingerprint: entry?.fingerprint ?? null },
      };
    },
  });
}
