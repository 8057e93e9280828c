import type { RunSummary } from '../experiments/index.ts';
import { summaryOf } from './runView.ts';
import type { Session } from './session.ts';
import type { Position, Status } from './state.ts';

/** What scripts of teachers and tests can read: `window.swayground`. Nothing in it changes the page. */
export interface WindowApi {
  /** The run so far, as `npm run simulate -- --json` prints it; null: none has begun. */
  readonly summary: () => RunSummary | null;
  readonly status: () => {
    readonly status: Status;
    /** Newest policy that has been evaluated; null: none. */
    readonly iteration: number | null;
    readonly iterations: number;
    readonly position: Position | null;
    readonly fingerprint: string | null;
    readonly workers: number | null;
  };
}

export function windowApi({ store }: Pick<Session, 'store'>): WindowApi {
  return Object.freeze({
    summary: () => {
      const { view } = store.getState();
      return view && structuredClone(summaryOf(view));
    },
    status: () => {
      const { status, view, setup, position, workers } = store.getState();
      return {
        ...{ status, position, workers, iterations: (view ?? setup).config.iterations },
        iteration: view?.policies.at(-1)?.iteration ?? null,
        fingerprint: view?.fingerprint ?? null,
      };
    },
  });
}
