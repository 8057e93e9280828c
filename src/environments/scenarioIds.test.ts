import { expect, test } from 'vitest';
import { actionScenarios } from './actionAdvice/index.ts';
import { bookingScenarios } from './bookingAssistance/index.ts';
import { politicsScenarios } from './politicalQuestions/index.ts';
import { environmentIds, scenarioIds } from './scenarioIds.ts';
import { therapyScenarios } from './therapyTalk/index.ts';

test('every scenario that has texts has its id, in the same order', () => {
  const texts = { therapyTalk: therapyScenarios, bookingAssistance: bookingScenarios };
  const all = { ...texts, actionAdvice: actionScenarios, politicalQuestions: politicsScenarios };
  for (const environment of environmentIds)
    expect(scenarioIds(environment)).toEqual(all[environment].map(({ id }) => id));
  expect([...environmentIds].sort()).toEqual(Object.keys(all).sort());
});
