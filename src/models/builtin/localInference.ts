import { RandomStream } from '../../core/rng/index.ts';
import type { Engine } from '../../engine/engine.ts';
import type { EnginePool } from '../../engine/parallel/pool.ts';

/**
 * One engine in this thread behind the face of a pool. The caller's streams stay where they are, as with a pool, which
 * sends copies to its workers. Cancellation is for pools: this one runs to its end.
 */
export function localInference(engine: Engine): Pick<EnginePool, 'sample' | 'readout'> {
  return {
    sample: (requests, weights) =>
      Promise.resolve(
        engine.sample(
          requests.map((request) => ({
            ...request,
            streams: request.streams.map((stream) => RandomStream.restore(stream.save())),
          })),
          weights,
        ),
      ),
    readout: (requests, weights) => Promise.resolve(engine.readout(requests, weights)),
  };
}
