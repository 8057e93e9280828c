import { politicsScenarios } from './scenarios.ts';
import type { Issue } from './scenarios.ts';

const issues = politicsScenarios.flatMap((scenario) => scenario.issues);
const each = (key: keyof Issue): readonly string[] => [...new Set(issues.map((issue) => issue[key]))];

/** Every value of every slot, over all scenarios. */
export const politicsSlotValues: Readonly<Record<string, readonly string[]>> = {
  issue: each('issue'),
  view: each('view'),
  opposite: each('opposite'),
  value: each('value'),
};
