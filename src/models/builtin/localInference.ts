import type { Engine } from '../../engine/engine.ts';
import type { EnginePool } from '../../engine/parallel/pool.ts';

/** One engine in this thread behind the face of a pool. Cancellation is for pools: this one runs to its end. */
export function localInference(engine: Engine): Pick<EnginePool, 'sample' | 'readout'> {
  return {
    sample: (requests, weights) => Promise.resolve(engine.sample(requests, weights)),
    readout: (requests, weights) => Promise.resolve(engine.readout(requests, weights)),
  };
}
