import { expect, test } from 'vitest';
import { actionScenarios } from './actionAdvice/index.ts';
import { bookingScenarios } from './bookingAssistance/index.ts';
import { environmentIds, scenarioIds } from './ids.ts';
import { politicsScenarios } from './politicalQuestions/index.ts';
import { therapyScenarios } from './therapyTalk/index.ts';

test('the names are those of the scenarios, in their order', () => {
  const ids = (scenarios: readonly { readonly id: string }[]): string[] => scenarios.map(({ id }) => id);
  expect(Object.fromEntries(environmentIds.map((environment) => [environment, scenarioIds(environment)]))).toEqual({
    therapyTalk: ids(therapyScenarios),
    bookingAssistance: ids(bookingScenarios),
    actionAdvice: ids(actionScenarios),
    politicalQuestions: ids(politicsScenarios),
  });
});
