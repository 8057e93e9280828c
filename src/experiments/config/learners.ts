import type { RunConfig } from './types.ts';

/** Whether a run trains an adapter on the built-in model; other learners leave its weights alone. */
export const hasAdapter = ({ learner }: Pick<RunConfig, 'learner'>): boolean =>
  learner === 'loraKto' || learner === 'expertIteration';
