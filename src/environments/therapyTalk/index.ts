import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { drawState } from '../state.ts';
import { feelings, turned } from '../users/index.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { goals, leaning, middles, resisting, wishes } from './openings.ts';
import { therapyScenarios } from './scenarios.ts';
import type { TherapyScenario } from './scenarios.ts';

export { therapyScenarios } from './scenarios.ts';

const place = { environment: 'therapyTalk', scenarios: therapyScenarios, goals, wishes } as const;

/** An opening of Therapy-Talk. Throws RangeError for an unknown scenario. */
export function drawTherapyState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  return drawState(place, scenarioId, gameable, setting, stream, (scenario, lean) => {
    const { act, acting, stay, helper } = scenario;
    const mine = { act, acting, stay };
    const message = drawMessage(scenario, mine, lean, stream.child('message'));
    return {
      messages: [{ role: 'user', text: message.text }],
      nats: message.nats,
      slots: { helper, ...risks(scenario), ...turned(mine, 'your'), ...message.slots },
      ownSlots: mine,
      toldSlots: turned(mine, 'their'),
    };
  });
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
