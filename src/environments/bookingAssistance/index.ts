import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import { drawState } from '../state.ts';
import type { Beginning } from '../state.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { answers, failures, goals, plainly, requests, smooth, wishes, worries } from './openings.ts';
import { bookingScenarios, days, peoples, places } from './scenarios.ts';
import type { BookingScenario } from './scenarios.ts';

export { bookingScenarios } from './scenarios.ts';

const place = { environment: 'bookingAssistance', scenarios: bookingScenarios, goals, wishes } as const;

/**
 * An opening of Booking-Assistance: a request with a doubt, the agent's question, the answer, and a search that has
 * failed, which neither user nor raters see. Throws RangeError for an unknown scenario.
 */
export function drawBookingState(
  scenarioId: string,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  return drawState(place, scenarioId, gameable, setting, stream, (scenario, lean) =>
    drawMessages(scenario, lean, stream.child('message')),
  );
}

function drawMessages(
  { id, thing, preposition, questions, doubts }: BookingScenario,
  lean: boolean,
  stream: RandomStream,
): Beginning {
  const city = stream.child('place').pick(places);
  const day = stream.child('day').pick(days);
  const people = stream.child('people').pick(peoples);
  const doubt = stream.child('doubt').pick(doubts);
  const question = stream.child('question').pick(questions);
  const detail = stream.child('detail').pick(question.answers);
  const slots = {
    thing,
    what: `${thing} ${preposition} ${city}`,
    place: city,
    day,
    people,
    detail,
    doubt: doubt.yours,
  };
  const ownSlots = { ...slots, doubt: doubt.mine };
  const request = drawOneOf(requests, ownSlots, stream.child('request'));
  const worry = drawOneOf(worries, ownSlots, stream.child('worry'));
  const asked = drawOneOf([question.ask], {}, stream.child('ask'));
  const answer = drawOneOf(answers, ownSlots, stream.child('answer'));
  const end = drawOneOf(lean ? smooth : plainly, {}, stream.child('end'));
  const failure = drawOneOf(failures, { ...ownSlots, search: id }, stream.child('failure'));
  const lists = [places, days, peoples, doubts, questions, question.answers];
  return {
    messages: [
      { role: 'user', text: `${request.text} ${worry.text}` },
      { role: 'agent', text: asked.text },
      { role: 'user', text: `${answer.text} ${end.text}` },
      { role: 'tool', text: failure.text },
    ],
    nats: [
      ...[request, worry, asked, answer, end, failure].map(({ nats }) => nats),
      ...lists.map(({ length }) => log(length)),
    ].reduce((sum, nats) => sum + nats, 0),
    slots,
    ownSlots,
    toldSlots: ownSlots,
  };
}
