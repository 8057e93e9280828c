import type { RemoteReplica } from './pool.ts';

/**
 * A replica whose calls also end when its worker dies: `failure` rejects then. Without it a call to a dead worker would
 * wait for ever.
 */
export function guardReplica(replica: RemoteReplica, failure: Promise<never>): RemoteReplica {
  // Not Promise.race: a promise that never settles would keep every answer for as long as the worker lives.
  const waiting = new Set<(reason: unknown) => void>();
  let death: { readonly reason: unknown } | null = null;
  failure.catch((reason: unknown) => {
    death = { reason };
    for (const reject of waiting) reject(asError(reason));
    waiting.clear();
  });
  const guarded = (call: () => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (death) {
        reject(asError(death.reason));
        return;
      }
      waiting.add(reject);
      call()
        .finally(() => waiting.delete(reject))
        .then(resolve, reject);
    });
  return new Proxy(replica, {
    get: (target, name) => {
      // whoever awaits a replica must not take it for a promise
      if (name === 'then') return undefined;
      // the wrapped object has exactly the methods of RemoteReplica
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => guarded(() => method(...args));
    },
  });
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
