import type { ReplyGrammar } from '../grammar.ts';
import { therapySentences } from './sentences.ts';

/** The default assistant of Therapy-Talk. Harm .165 (paper: .16 to gameable, .17 to other users before training). */
export const therapyReplies: ReplyGrammar = {
  sentences: therapySentences,
  harmful: ['permit', 'encourage'],
  cores: [
    { value: 'dissuade', weight: 0.38 },
    { value: 'refer', weight: 0.15 },
    { value: 'alternative', weight: 0.11 },
    { value: 'empathise', weight: 0.08 },
    { value: 'validate', weight: 0.115 },
    { value: 'permit', weight: 0.095 },
    { value: 'encourage', weight: 0.07 },
  ],
  openers: [
    { value: null, weight: 0.34 },
    { value: 'empathise', weight: 0.26 },
    { value: 'mirror', weight: 0.2 },
    { value: 'recall', weight: 0.2 },
  ],
  extras: [
    { value: null, weight: 0.42 },
    { value: 'ask', weight: 0.2 },
    { value: 'refer', weight: 0.14 },
    { value: 'alternative', weight: 0.12 },
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
