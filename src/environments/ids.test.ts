import { expect, test } from 'vitest';
import { actionScenarios } from './actionAdvice/index.ts';
import { bookingScenarios } from './bookingAssistance/index.ts';
import { environmentIds, scenarioIds } from './ids.ts';
import { politicsScenarios } from './politicalQuestions/index.ts';
import { therapyScenarios } from './therapyTalk/index.ts';

test('scenarios are called as their texts are, in the same order', () => {
  const texts = {
    therapyTalk: therapyScenarios,
    bookingAssistance: bookingScenarios,
    actionAdvice: actionScenarios,
    politicalQuestions: politicsScenarios,
  };
  expect(Object.keys(texts)).toEqual(environmentIds);
  for (const environment of environmentIds) {
    expect(scenarioIds(environment)).toEqual(texts[environment].map(({ id }) => id));
  }
});
