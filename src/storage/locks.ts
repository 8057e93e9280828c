// One writer for each run, whichever tab it is in.

export interface RunLock {
  /** Frees the run. Again: nothing happens. */
  release(): void;
}

export interface RunLocks {
  /** Null: another tab or worker writes this run, or this one already does. */
  acquire(run: string): Promise<RunLock | null>;
  /** Runs that somebody writes. */
  held(): Promise<ReadonlySet<string>>;
}

/** What is used of `navigator.locks`. */
export interface LockManagerLike {
  request(
    name: string,
    options: { ifAvailable: true },
    callback: (lock: object | null) => Promise<void>,
  ): Promise<unknown>;
  query(): Promise<{ held?: { name?: string }[] }>;
}

/** Locks that end with the tab or worker that holds them. `scope` keeps databases of different name apart. */
export function webLocks(manager: LockManagerLike, scope: string): RunLocks {
  const prefix = `${scope}/run/`;
  return {
    acquire: (run) =>
      new Promise((resolve, reject) => {
        manager
          .request(prefix + run, { ifAvailable: true }, (lock) => {
            if (!lock) {
              resolve(null);
              return Promise.resolve();
            }
            // the lock is held until the promise that it was given for is settled
            return new Promise<void>((free) => {
              resolve({ release: free });
            });
          })
          .catch(reject);
      }),
    held: async () => {
      const { held = [] } = await manager.query();
      const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
      return new Set(names);
    },
  };
}

/** Locks of this context alone: where there are no Web Locks, and for a store in memory, which no other tab sees. */
export function localLocks(): RunLocks {
  const held = new Set<string>();
  return {
    acquire: (run) => {
      if (held.has(run)) return Promise.resolve(null);
      held.add(run);
      let isHeld = true;
      return Promise.resolve({
        release: () => {
          if (isHeld) held.delete(run);
          isHeld = false;
        },
      });
    },
    held: () => Promise.resolve(new Set(held)),
  };
}
