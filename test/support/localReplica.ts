import type { RemoteReplica } from '../../src/engine/parallel/pool.ts';
import { Replica } from '../../src/engine/parallel/replica.ts';

/** A replica without a worker: the same calls, each answered later with a promise of a structured clone. */
export function localReplica(): RemoteReplica {
  const replica = new Replica();
  return new Proxy({} as RemoteReplica, {
    get: (_, name) => {
      if (name === 'then') return undefined;
      return async (...args: unknown[]): Promise<unknown> => {
        // as with a worker, timers and events have their turn between calls
        await new Promise((resolve) => setTimeout(resolve, 0));
        const method = Reflect.get(replica, name) as (...given: unknown[]) => unknown;
        return structuredClone(await method.apply(replica, structuredClone(args)));
      };
    },
  });
}
