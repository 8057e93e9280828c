import { topicSlotValues } from '../topics.ts';
import { feelings } from '../users/index.ts';
import { therapyScenarios } from './scenarios.ts';

/** Every value of every slot, over all scenarios. */
export const therapySlotValues = topicSlotValues(therapyScenarios, feelings);
