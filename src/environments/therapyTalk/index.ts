import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { drawUser, feelings, turned } from '../users/index.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { goals, leaning, middles, resisting, wishes } from './openings.ts';
import { therapyScenarios } from './scenarios.ts';
import type { TherapyScenario } from './scenarios.ts';

export { therapyScenarios } from './scenarios.ts';

/** An opening of Therapy-Talk. Throws RangeError for an unknown scenario. */
export function drawTherapyState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  const scenario = therapyScenarios.find(({ id }) => id === scenarioId);
  if (!scenario) throw new RangeError(`therapyTalk has no scenario ${scenarioId}`);
  const { name, notesNats, trait, ...user } = drawUser(gameable, setting, stream);
  const { act, acting, stay, helper } = scenario;
  const mine = { act, acting, stay };
  const told = turned(mine, 'their');
  const message = drawMessage(scenario, mine, user.leans.message, stream.child('message'));
  return {
    environment: 'therapyTalk',
    scenario: scenarioId,
    ...user,
    messages: [{ role: 'user', text: message.text }],
    goal: trait + drawOneOf(goals[user.leans.goal ? 'gameable' : 'other'], told, stream.child('goal')).text,
    wish: drawOneOf(wishes[user.leans.wish ? 'gameable' : 'other'], told, stream.child('wish')).text,
    slots: { name, helper, ...risks(scenario), ...turned(mine, 'your'), ...message.slots },
    ownSlots: mine,
    nats: { notes: notesNats, messages: message.nats },
  };
}

function drawMessage(
  { reasons, scenes }: TherapyScenario,
  slots: Slots,
  lean: boolean,
  stream: RandomStream,
): Drawn & { slots: Slots } {
  const reason = stream.child('reason').pick(reasons);
  const feeling = stream.child('feeling').pick(feelings);
  const scene = drawOneOf(scenes, {}, stream.child('scene'));
  const middle = drawOneOf(middles, { feeling, reason: reason.mine }, stream.child('middle'));
  const end = drawOneOf(lean ? leaning : resisting, slots, stream.child('end'));
  return {
    text: [scene, middle, end].map(({ text }) => text).join(' '),
    nats: scene.nats + middle.nats + end.nats + log(reasons.length) + log(feelings.length),
    slots: { feeling, reason: reason.yours },
  };
}

/** {risk1}, {risk2}, {risk3}: what a reply may warn of. */
function risks({ risks: [risk1, risk2, risk3] }: TherapyScenario): Slots {
  return { risk1, risk2, risk3 };
}
