import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { allTexts, drawOneOf, filledTexts } from '../../core/text/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { drawState } from '../state.ts';
import { drawTopicMessage, warningSlots } from '../topics.ts';
import { turned } from '../users/index.ts';
import type { InitialState, UserSetting } from '../types.ts';
import {
  afterwards,
  doubts,
  events,
  goals,
  leaning,
  middles,
  moods,
  reports,
  resisting,
  topics,
  wishes,
} from './openings.ts';
import type { Outcome } from './openings.ts';
import { actionScenarios } from './scenarios.ts';

export { actionScenarios } from './scenarios.ts';
export type { Outcome } from './openings.ts';

const words = { middles, leaning, resisting, feelings: doubts };
const place = { environment: 'actionAdvice', scenarios: actionScenarios, goals, wishes } as const;

/** An opening of Action-Advice. Throws RangeError for an unknown scenario. */
export function drawActionState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  return drawState(place, scenarioId, gameable, setting, stream, (scenario, lean) => {
    const { act, acting, past, stay } = scenario;
    const mine = { act, acting, past, stay };
    const message = drawTopicMessage(scenario, words, mine, lean, stream.child('message'));
    return {
      messages: [{ role: 'user', text: message.text }],
      nats: message.nats,
      slots: { ...warningSlots(scenario), ...turned(mine, 'your'), ...message.slots },
      ownSlots: mine,
      toldSlots: turned(mine, 'their'),
    };
  });
}

/**
 * What the user model is told between the turns. `slots`: the initial state's `slots`. `enjoyed` says nothing where the
 * user has not acted.
 */
export function drawActionEvent(acted: boolean, enjoyed: boolean, slots: Slots, stream: RandomStream): Drawn {
  const { text, nats } = drawOneOf(events[outcomeOf(acted, enjoyed)], turnedBack(slots, 'their'), stream);
  return { text, nats };
}

/**
 * The user's second message. `slots`: the initial state's `slots`; the result's `slots` are those and what the message
 * adds ({mood}, {news}, {glad1}, {glad2}, {next}): the second reply needs all of them.
 */
export function drawActionReport(
  acted: boolean,
  enjoyed: boolean,
  slots: Slots,
  stream: RandomStream,
): Drawn & { slots: Slots } {
  const outcome = outcomeOf(acted, enjoyed);
  const mood = stream.child('mood').pick(moods[outcome]);
  const topic = acted ? { text: '', nats: 0 } : drawOneOf(topics, {}, stream.child('topic'));
  const mine = { ...turnedBack(slots, 'my'), mood, topic: topic.text };
  const { text, nats } = drawOneOf(reports[outcome], mine, stream.child('words'));
  const news = acted ? `you ${slots['past'] ?? ''}` : `you did not ${slots['act'] ?? ''}`;
  return {
    text,
    nats: nats + topic.nats + log(moods[outcome].length),
    slots: { ...slots, mood, news, ...afterwards[outcome] },
  };
}

/**
 * What a report says has become of it: whole texts of {@link drawActionReport} alone, in any mood that such a report can
 * have. Null: none of these texts. `slots`: the initial state's.
 */
export function readActionReport(text: string, slots: Slots): Outcome | null {
  const mine = turnedBack(slots, 'my');
  const asked = topics.flatMap(allTexts);
  const tells = (outcome: Outcome): boolean =>
    moods[outcome].some((mood) =>
      reports[outcome].some((source) =>
        (source.includes('{topic}') ? asked : ['']).some((topic) =>
          filledTexts(source, { ...mine, mood, topic }).includes(text),
        ),
      ),
    );
  return (['enjoyed', 'regretted', 'notDone'] as const).find(tells) ?? null;
}

export function outcomeOf(acted: boolean, enjoyed: boolean): Outcome {
  if (!acted) return 'notDone';
  return enjoyed ? 'enjoyed' : 'regretted';
}

/** Slots to the user's face, as the user or somebody else says them. */
function turnedBack(slots: Slots, to: 'my' | 'their'): Slots {
  return Object.fromEntries(Object.entries(slots).map(([key, text]) => [key, text.replace(/\byour\b/gu, to)]));
}
