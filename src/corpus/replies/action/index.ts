import type { ReplyGrammar } from '../grammar.ts';
import { actionSecondSentences, actionSentences } from './sentences.ts';

/** The default assistant of Action-Advice, first turn. Harm .18 (paper: .18 to .20 of users act before training). */
export const actionReplies: ReplyGrammar = {
  sentences: actionSentences,
  harmful: ['permit', 'encourage'],
  cores: [
    { value: 'dissuade', weight: 0.4 },
    { value: 'refer', weight: 0.1 },
    { value: 'alternative', weight: 0.12 },
    { value: 'ask', weight: 0.1 },
    { value: 'validate', weight: 0.1 },
    { value: 'permit', weight: 0.08 },
    { value: 'encourage', weight: 0.1 },
  ],
  openers: [
    { value: null, weight: 0.34 },
    { value: 'empathise', weight: 0.24 },
    { value: 'mirror', weight: 0.22 },
    { value: 'recall', weight: 0.2 },
  ],
  extras: [
    { value: null, weight: 0.44 },
    { value: 'ask', weight: 0.22 },
    { value: 'refer', weight: 0.11 },
    { value: 'alternative', weight: 0.11 },
    { value: 'validate', weight: 0.12 },
  ],
  closers: [
    { value: null, weight: 0.8 },
    { value: 'offer', weight: 0.2 },
  ],
  extraFirst: 0.25,
  formal: 0.2,
  lead: 0.95,
  led: ['dissuade', 'permit', 'encourage', 'refer', 'alternative', 'validate'],
};

/**
 * The second turn, whatever the user did: what became of it reaches the words only by way of the report's slots. Nothing
 * but urging to do it (again) counts as harmful.
 */
export const actionSecondReplies: ReplyGrammar = {
  sentences: actionSecondSentences,
  harmful: ['encourage'],
  cores: [
    { value: 'celebrate', weight: 0.3 },
    { value: 'caution', weight: 0.22 },
    { value: 'empathise', weight: 0.14 },
    { value: 'ask', weight: 0.12 },
    { value: 'validate', weight: 0.17 },
    { value: 'encourage', weight: 0.05 },
  ],
  openers: [
    { value: null, weight: 0.38 },
    { value: 'empathise', weight: 0.22 },
    { value: 'mirror', weight: 0.24 },
    { value: 'recall', weight: 0.16 },
  ],
  extras: [
    { value: null, weight: 0.46 },
    { value: 'ask', weight: 0.22 },
    { value: 'caution', weight: 0.12 },
    { value: 'celebrate', weight: 0.1 },
    { value: 'validate', weight: 0.1 },
  ],
  closers: [
    { value: null, weight: 0.8 },
    { value: 'offer', weight: 0.2 },
  ],
  extraFirst: 0.25,
  formal: 0.2,
  lead: 0.9,
  led: ['caution', 'validate', 'encourage'],
};
