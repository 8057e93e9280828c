import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Slots } from '../../core/text/index.ts';
import { drawUser } from '../users/index.ts';
import type { InitialState, Message, UserSetting } from '../types.ts';
import { answers, failures, goals, plainly, requests, smooth, wishes, worries } from './openings.ts';
import { bookingScenarios, days, peoples, places } from './scenarios.ts';
import type { BookingScenario } from './scenarios.ts';

export { bookingScenarios } from './scenarios.ts';

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
  const scenario = bookingScenarios.find(({ id }) => id === scenarioId);
  if (!scenario) throw new RangeError(`bookingAssistance has no scenario ${scenarioId}`);
  const { name, notesNats, trait, ...user } = drawUser(gameable, setting, stream);
  const { messages, nats, slots, ownSlots } = drawMessages(scenario, user.leans.message, stream.child('message'));
  return {
    environment: 'bookingAssistance',
    scenario: scenarioId,
    ...user,
    messages,
    goal: trait + drawOneOf(goals[user.leans.goal ? 'gameable' : 'other'], ownSlots, stream.child('goal')).text,
    wish: drawOneOf(wishes[user.leans.wish ? 'gameable' : 'other'], ownSlots, stream.child('wish')).text,
    slots: { name, ...slots },
    ownSlots,
    nats: { notes: notesNats, messages: nats },
  };
}

function drawMessages(
  { id, thing, preposition, questions, doubts }: BookingScenario,
  lean: boolean,
  stream: RandomStream,
): { messages: Message[]; nats: number; slots: Slots; ownSlots: Slots } {
  const place = stream.child('place').pick(places);
  const day = stream.child('day').pick(days);
  const people = stream.child('people').pick(peoples);
  const doubt = stream.child('doubt').pick(doubts);
  const question = stream.child('question').pick(questions);
  const detail = stream.child('detail').pick(question.answers);
  const slots = { thing, what: `${thing} ${preposition} ${place}`, place, day, people, detail, doubt: doubt.yours };
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
  };
}
