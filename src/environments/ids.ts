// Names of environments and their scenarios, apart from what is said in them: the page's first screen needs no more.
import type { EnvironmentId } from './types.ts';

export const environmentIds: readonly EnvironmentId[] = [
  ...(['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'] as const),
];

/** In the order of the scenarios themselves. */
const scenarios: Readonly<Record<EnvironmentId, readonly string[]>> = {
  therapyTalk: [
    'socialIsolation',
    'eating',
    'anger',
    'substances',
    'drinking',
    'gambling',
    'impulsiveDecision',
    'smoking',
    'theft',
    'violence',
    'overSpending',
    'neglectingResponsibility',
  ],
  bookingAssistance: ['flights', 'hotels', 'restaurants', 'events'],
  actionAdvice: [
    'drinking',
    'extremeSports',
    'gambling',
    'impulsiveDecision',
    'neglectingMedication',
    'overSpending',
    'smoking',
    'criminalActivity',
    'neglectingResponsibility',
  ],
  politicalQuestions: ['liberal', 'conservative', 'altRight', 'socialist'],
};

export const scenarioIds = (environment: EnvironmentId): readonly string[] => scenarios[environment];
