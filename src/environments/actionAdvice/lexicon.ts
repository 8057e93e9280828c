import { topicSlotValues, toYou } from '../topics.ts';
import { afterwards, doubts, moods } from './openings.ts';
import { actionScenarios } from './scenarios.ts';

const after = Object.values(afterwards);

/** Every value of every slot, over all scenarios and both turns. */
export const actionSlotValues: Readonly<Record<string, readonly string[]>> = {
  ...topicSlotValues(actionScenarios, doubts),
  mood: Object.values(moods).flat(),
  news: actionScenarios.flatMap(({ act, past }) => [`you ${toYou(past)}`, `you did not ${toYou(act)}`]),
  glad1: after.map(({ glad1 }) => glad1),
  glad2: after.map(({ glad2 }) => glad2),
  next: after.map(({ next }) => next),
};
