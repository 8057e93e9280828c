import { feelings } from '../users/index.ts';
import { turned } from '../users/user.ts';
import { therapyScenarios } from './scenarios.ts';

/** Every value of every slot, over all scenarios. */
export const therapySlotValues: Readonly<Record<string, readonly string[]>> = (() => {
  const each = (of: (s: (typeof therapyScenarios)[number]) => readonly string[]): string[] =>
    therapyScenarios.flatMap(of);
  const yours = (text: string): string => turned({ text }, 'your')['text'] ?? '';
  return {
    feeling: feelings,
    helper: each(({ helper }) => [helper]),
    act: each(({ act }) => [yours(act)]),
    acting: each(({ acting }) => [yours(acting)]),
    stay: each(({ stay }) => [yours(stay)]),
    reason: each(({ reasons }) => reasons.map((r) => r.yours)),
    ...Object.fromEntries(['risk1', 'risk2', 'risk3'].map((slot, i) => [slot, each(({ risks }) => [risks[i] ?? ''])])),
  };
})();
