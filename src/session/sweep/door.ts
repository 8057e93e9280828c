// The sweep as the page holds it: fetched when the Sweep screen is first opened, and there until the page goes.
import type { StoreApi } from 'zustand/vanilla';
import type { AskedModels } from '../askedModels.ts';
import type { Port, PortOptions } from '../port.ts';
import type { SessionState } from '../state.ts';
import type { SweepPart } from './part.ts';

export interface SweepDoor {
  readonly sweep: () => Promise<SweepPart>;
  /** Whether a sweep is in progress now, told without fetching what plays it. */
  readonly isSweeping: () => boolean;
  readonly closeSweep: () => void;
}

export function sweepDoor(
  page: StoreApi<SessionState>,
  open: (options: Pick<PortOptions, 'onReport' | 'onOpen' | 'onFault'>) => Port,
  give: AskedModels['give'],
): SweepDoor {
  let part: Promise<SweepPart> | null = null;
  let fetched: SweepPart | null = null;
  return {
    sweep: () => (part ??= import('./part.ts').then(({ sweepPart }) => (fetched = sweepPart({ page, open, give })))),
    isSweeping: () => fetched?.isActive() ?? false,
    closeSweep: () => {
      part?.then(
        ({ dispose }) => {
          dispose();
        },
        // what was never fetched plays nothing
        () => undefined,
      );
      [part, fetched] = [null, null];
    },
  };
}
