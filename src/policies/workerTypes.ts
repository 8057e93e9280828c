import type { Talks } from './talkTypes.ts';
import type { Policies } from './types.ts';

/** The door of the worker that holds the built-in model with the adapter of a stored policy. */
export interface PoliciesWorker extends Policies, Talks {
  /** Once, before anything else: where the site is, whose model is fetched when it is needed. */
  begin(base: string): Promise<void>;
}
