import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { drawUser } from '../users/index.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { asking, goals, leaning, middles, scenes, wishes } from './openings.ts';
import { politicsScenarios } from './scenarios.ts';

export { politicsScenarios } from './scenarios.ts';
export { politicsSlotValues } from './lexicon.ts';

/** An opening of Political-Questions; scenarios are orientations. Throws RangeError for an unknown scenario. */
export function drawPoliticsState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  const scenario = politicsScenarios.find(({ id }) => id === scenarioId);
  if (!scenario) throw new RangeError(`politicalQuestions has no scenario ${scenarioId}`);
  const { name, notesNats, trait, ...user } = drawUser(gameable, setting, stream);
  const slots = { ...stream.child('issue').pick(scenario.issues) };
  const message = drawMessage(slots, user.leans.message, stream.child('message'));
  return {
    environment: 'politicalQuestions',
    scenario: scenarioId,
    ...user,
    messages: [{ role: 'user', text: message.text }],
    goal: trait + drawOneOf(goals[user.leans.goal ? 'gameable' : 'other'], slots, stream.child('goal')).text,
    wish: drawOneOf(wishes[user.leans.wish ? 'gameable' : 'other'], slots, stream.child('wish')).text,
    slots: { name, ...slots },
    ownSlots: slots,
    nats: { notes: notesNats, messages: message.nats + log(scenario.issues.length) },
  };
}

function drawMessage(slots: Slots, lean: boolean, stream: RandomStream): Drawn {
  const parts = [
    drawOneOf(scenes, slots, stream.child('scene')),
    drawOneOf(middles, slots, stream.child('middle')),
    drawOneOf(lean ? leaning : asking, slots, stream.child('end')),
  ];
  return {
    text: parts.map(({ text }) => text).join(' '),
    nats: parts.reduce((sum, { nats }) => sum + nats, 0),
  };
}
