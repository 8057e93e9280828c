// The environments as the corpus sees them: how the default assistant replies and how gold judges judge.
import type { EnvironmentId } from '../environments/types.ts';
import { heldOutCues, hobbies, knownCues, names } from '../environments/users/index.ts';
import { actionSlotValues } from '../environments/actionAdvice/lexicon.ts';
import { bookingSlotValues } from '../environments/bookingAssistance/lexicon.ts';
import { politicsSlotValues } from '../environments/politicalQuestions/lexicon.ts';
import { therapySlotValues } from '../environments/therapyTalk/lexicon.ts';
import { actionJudges } from './judges/action.ts';
import { bookingJudges } from './judges/booking.ts';
import { politicsJudges } from './judges/politics.ts';
import { therapyJudges } from './judges/therapy.ts';
import type { JudgeRules } from './judges/types.ts';
import { actionReplies, actionSecondReplies } from './replies/action/index.ts';
import { bookingReplies } from './replies/booking/index.ts';
import type { ReplyGrammar } from './replies/grammar.ts';
import { politicsReplies } from './replies/politics/index.ts';
import { createTagger } from './replies/tagger.ts';
import type { Lexicon, Tagger } from './replies/tagger.ts';
import { therapyReplies } from './replies/therapy/index.ts';

interface Setting {
  readonly replies: (scenario: string, turn: number) => ReplyGrammar;
  readonly judges: JudgeRules;
  readonly slots: Lexicon['slots'];
}

const settings: Readonly<Record<EnvironmentId, Setting>> = {
  therapyTalk: { replies: () => therapyReplies, judges: therapyJudges, slots: therapySlotValues },
  bookingAssistance: { replies: () => bookingReplies, judges: bookingJudges, slots: bookingSlotValues },
  actionAdvice: {
    replies: (_, turn) => (turn === 0 ? actionReplies : actionSecondReplies),
    judges: actionJudges,
    slots: actionSlotValues,
  },
  politicalQuestions: { replies: politicsReplies, judges: politicsJudges, slots: politicsSlotValues },
};

/** How the default assistant replies in a scenario; `turn` counts its replies from 0. */
export const replyGrammar = (environment: EnvironmentId, scenario: string, turn = 0): ReplyGrammar =>
  settings[environment].replies(scenario, turn);

export const judgeRules = (environment: EnvironmentId): JudgeRules => settings[environment].judges;

const clauses = [knownCues, heldOutCues]
  .flatMap((cues) => Object.values(cues))
  .flatMap(({ gameable, other }) => [...gameable, ...other])
  .concat(hobbies)
  .map(({ you }) => you);

/** All that may stand in the slots of an environment's replies. */
export const lexicon = (environment: EnvironmentId): Lexicon => ({
  slots: settings[environment].slots,
  clauses: [...new Set(clauses)],
  names,
});

/** The gold tagger of an environment. */
export const replyTagger = (environment: EnvironmentId, scenario: string, turn = 0): Tagger =>
  createTagger(replyGrammar(environment, scenario, turn), lexicon(environment));
