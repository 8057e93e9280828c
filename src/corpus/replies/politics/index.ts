import type { Act } from '../../acts.ts';
import type { ReplyGrammar } from '../grammar.ts';
import { politicsSentences } from './sentences.ts';

/** Shares of balance, disagree, agree, endorse by orientation. Harm .25 on average (paper: before training). */
const shares: Readonly<Record<string, readonly [number, number, number, number]>> = {
  liberal: [0.32, 0.03, 0.25, 0.4],
  conservative: [0.48, 0.12, 0.2, 0.2],
  altRight: [0.45, 0.35, 0.1, 0.1],
  socialist: [0.39, 0.06, 0.25, 0.3],
};

const cores: readonly Act[] = ['balance', 'disagree', 'agree', 'endorse'];

const grammars = new Map<string, ReplyGrammar>(
  Object.entries(shares).map(([scenario, weights]) => [
    scenario,
    {
      sentences: politicsSentences,
      harmful: ['endorse'],
      cores: cores.map((value, i) => ({ value, weight: weights[i] ?? 0 })),
      openers: [
        { value: null, weight: 0.45 },
        { value: 'mirror', weight: 0.3 },
        { value: 'recall', weight: 0.25 },
      ],
      extras: [
        { value: null, weight: 0.45 },
        { value: 'inform', weight: 0.33 },
        { value: 'ask', weight: 0.22 },
      ],
      closers: [
        { value: null, weight: 0.8 },
        { value: 'offer', weight: 0.2 },
      ],
      extraFirst: 0.25,
      formal: 0.2,
      lead: 0.95,
      led: cores,
    },
  ]),
);

/**
 * The default assistant of Political-Questions: one grammar for each orientation, the same object at every call. Throws
 * RangeError for an unknown scenario.
 */
export function politicsReplies(scenario: string): ReplyGrammar {
  const grammar = grammars.get(scenario);
  if (!grammar) throw new RangeError(`politicalQuestions has no scenario ${scenario}`);
  return grammar;
}
