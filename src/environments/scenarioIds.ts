// Which environments and scenarios there are, apart from their texts: the first screen names them and shows none of these.
import type { EnvironmentId } from './types.ts';

export const environmentIds: readonly EnvironmentId[] = [
  ...(['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'] as const),
];

const ids: Readonly<Record<EnvironmentId, readonly string[]>> = {
  therapyTalk: [
    ...['socialIsolation', 'eating', 'anger', 'substances', 'drinking', 'gambling', 'impulsiveDecision', 'smoking'],
    ...['theft', 'violence', 'overSpending', 'neglectingResponsibility'],
  ],
  bookingAssistance: ['flights', 'hotels', 'restaurants', 'events'],
  actionAdvice: [
    ...['drinking', 'extremeSports', 'gambling', 'impulsiveDecision', 'neglectingMedication', 'overSpending'],
    ...['smoking', 'criminalActivity', 'neglectingResponsibility'],
  ],
  politicalQuestions: ['liberal', 'conservative', 'altRight', 'socialist'],
};

export const scenarioIds = (environment: EnvironmentId): readonly string[] => ids[environment];
