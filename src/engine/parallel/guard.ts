import type { RemoteReplica } from './pool.ts';

/**
 * A replica whose calls also end when its worker dies: `failure` rejects then. Without it a call to a dead worker would
 * wait for ever.
 */
export function guardReplica(replica: RemoteReplica, failure: Promise<never>): RemoteReplica {
  // when nobody is calling, a failure has no one to tell
  failure.catch(() => undefined);
  return new Proxy(replica, {
    get: (target, name) => {
      // the wrapped object has exactly the methods of RemoteReplica
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => Promise.race([method(...args), failure]);
    },
  });
}
