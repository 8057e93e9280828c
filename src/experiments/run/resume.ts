// What a run can go on from. Anything else would be another run under the same name.
import { RefusalError } from '../../core/fault/index.ts';
import type { Fault } from '../../core/fault/index.ts';
import { hasAdapter } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { Checkpoint, ModelName } from './events.ts';

/** A run can't go on from where it was to: what it would become is not what it would have been. */
export class ResumeError extends RefusalError {
  override readonly name = 'ResumeError';
  constructor(fault: Fault) {
    super({ fault });
  }
}

/** Why a run of this config does not go on from a checkpoint as if it had never stopped; null: it does. */
export function resumeFault(config: RunConfig, { iteration, learner, collapsed }: Checkpoint): Fault | null {
  // nothing that is still to be trained would need them
  if (iteration === 0 || iteration >= config.iterations || collapsed) return null;
  const needsMoments = hasAdapter(config) && config.optimizer === 'kept';
  return needsMoments && learner.optimizer === null ? { code: 'momentsMissing', iteration } : null;
}

/** Why what was made with one model does not go on with another; null: that is its own. */
export function modelFault(madeWith: Pick<ModelName, 'hash'>, own: Pick<ModelName, 'hash'>): Fault | null {
  if (madeWith.hash === own.hash) return null;
  return { code: 'otherModel', model: madeWith.hash.slice(0, 12), own: own.hash.slice(0, 12) };
}

/** Throws ResumeError where a run of this config, with this model, does not go on from `from`, which was made with `madeWith`. */
export function checkResume(
  config: RunConfig,
  own: Pick<ModelName, 'hash'>,
  { from, madeWith }: { readonly from?: Checkpoint; readonly madeWith?: ModelName },
): void {
  const fault = from && (resumeFault(config, from) ?? (madeWith ? modelFault(madeWith, own) : null));
  if (fault) throw new ResumeError(fault);
}
