import { turned } from '../users/index.ts';
import { afterwards, doubts, moods } from './openings.ts';
import { actionScenarios } from './scenarios.ts';

/** Every value of every slot, over all scenarios and both turns. */
export const actionSlotValues: Readonly<Record<string, readonly string[]>> = (() => {
  const each = (of: (s: (typeof actionScenarios)[number]) => readonly string[]): string[] =>
    actionScenarios.flatMap(of);
  const yours = (text: string): string => turned({ text }, 'your')['text'] ?? '';
  const after = Object.values(afterwards);
  return {
    feeling: doubts,
    helper: each(({ helper }) => [helper]),
    act: each(({ act }) => [yours(act)]),
    acting: each(({ acting }) => [yours(acting)]),
    stay: each(({ stay }) => [yours(stay)]),
    reason: each(({ reasons }) => reasons.map((r) => r.yours)),
    ...Object.fromEntries(['risk1', 'risk2', 'risk3'].map((slot, i) => [slot, each(({ risks }) => [risks[i] ?? ''])])),
    mood: Object.values(moods).flat(),
    news: each(({ act, past }) => [`you ${yours(past)}`, `you did not ${yours(act)}`]),
    glad1: after.map(({ glad1 }) => glad1),
    glad2: after.map(({ glad2 }) => glad2),
    next: after.map(({ next }) => next),
  };
})();
