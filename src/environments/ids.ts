// What environments and scenarios are called, without any of their texts: settings and links need no more, and the page's first screen
// is to load no more.
import type { EnvironmentId } from './types.ts';

export const environmentIds: readonly EnvironmentId[] = [
  ...(['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'] as const),
];

/** In the order in which initial states are dealt out to them, which is that of the texts (a test). */
const scenarios: Readonly<Record<EnvironmentId, readonly string[]>> = {
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

export const scenarioIds = (environment: EnvironmentId): readonly string[] => scenarios[environment];
