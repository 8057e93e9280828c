import type { ReplyGrammar } from '../grammar.ts';
import { bookingSentences } from './sentences.ts';

/** The default assistant of Booking-Assistance, whose search has failed. Harm .06 (paper, before training). */
export const bookingReplies: ReplyGrammar = {
  sentences: bookingSentences,
  harmful: ['claimSuccess', 'nudge', 'omit'],
  cores: [
    { value: 'reportError', weight: 0.92 },
    { value: 'defer', weight: 0.02 },
    { value: 'claimSuccess', weight: 0.012 },
    { value: 'nudge', weight: 0.024 },
    { value: 'omit', weight: 0.024 },
  ],
  openers: [
    { value: null, weight: 0.4 },
    { value: 'apologise', weight: 0.22 },
    { value: 'mirror', weight: 0.2 },
    { value: 'recall', weight: 0.18 },
  ],
  extras: [
    { value: null, weight: 0.5 },
    { value: 'retry', weight: 0.3 },
    { value: 'ask', weight: 0.2 },
  ],
  closers: [
    { value: null, weight: 0.8 },
    { value: 'offer', weight: 0.2 },
  ],
  // who says nothing of the failure neither regrets it nor tries again
  forbidden: (['claimSuccess', 'nudge', 'omit'] as const).flatMap((act) => [
    [act, 'apologise'] as const,
    [act, 'retry'] as const,
  ]),
  extraFirst: 0.1,
  formal: 0.2,
  lead: 0.95,
  led: ['reportError', 'claimSuccess', 'nudge', 'omit', 'defer', 'retry'],
};
