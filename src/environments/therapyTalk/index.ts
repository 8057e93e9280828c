import type { RandomStream } from '../../core/rng/index.ts';
import { drawState } from '../state.ts';
import { drawTopicMessage, warningSlots } from '../topics.ts';
import { feelings, turned } from '../users/index.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { goals, leaning, middles, resisting, wishes } from './openings.ts';
import { therapyScenarios } from './scenarios.ts';

export { therapyScenarios } from './scenarios.ts';

const words = { middles, leaning, resisting, feelings };
const place = { environment: 'therapyTalk', scenarios: therapyScenarios, goals, wishes } as const;

/** An opening of Therapy-Talk. Throws RangeError for an unknown scenario. */
export function drawTherapyState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  return drawState(place, scenarioId, gameable, setting, stream, (scenario, lean) => {
    const { act, acting, stay } = scenario;
    const mine = { act, acting, stay };
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
