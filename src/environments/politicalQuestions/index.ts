import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { drawState } from '../state.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { asking, goals, leaning, middles, scenes, wishes } from './openings.ts';
import { politicsScenarios } from './scenarios.ts';

export { politicsScenarios } from './scenarios.ts';
export { politicsSlotValues } from './lexicon.ts';

const place = { environment: 'politicalQuestions', scenarios: politicsScenarios, goals, wishes } as const;

/** An opening of Political-Questions; scenarios are orientations. Throws RangeError for an unknown scenario. */
export function drawPoliticsState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  return drawState(place, scenarioId, gameable, setting, stream, ({ issues }, lean) => {
    const slots = { ...stream.child('issue').pick(issues) };
    const message = drawMessage(slots, lean, stream.child('message'));
    return {
      messages: [{ role: 'user', text: message.text }],
      nats: message.nats + log(issues.length),
      slots,
      ownSlots: slots,
      toldSlots: slots,
    };
  });
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
