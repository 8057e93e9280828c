// Users in a person's own words: the initial states that are made of their openings.
import type { RandomStream } from '../core/rng/index.ts';
import { drawInitialState } from './index.ts';
import { sideOf } from './ownOpenings.ts';
import type { OwnOpening, OwnScenario, OwnSide } from './ownOpenings.ts';
import { paperSetting } from './types.ts';
import type { EnvironmentId, InitialState, Message, UserSetting } from './types.ts';
import { flipCue } from './users/flipCue.ts';
import { drawLeans } from './users/leans.ts';

/**
 * An initial state of an opening that has this kind of user. Where an opening has both kinds, notes, goal and wish lean as the
 * setting says, each with the words of its side; the message is the same for both. Phrasing and cue grade of the setting have
 * nothing to do here: the notes say what they say. Throws RangeError where the opening lacks this kind.
 */
export function drawOwnState(
  environment: EnvironmentId,
  { name, like }: Pick<OwnScenario, 'name' | 'like'>,
  opening: OwnOpening,
  gameable: boolean,
  setting: UserSetting,
  stream: RandomStream,
): InitialState {
  const own = sideOf(opening, gameable);
  if (!own) throw new RangeError(`an opening of ${name} has no ${gameable ? 'gameable' : 'other'} user`);
  const isBoth = opening.gameable !== null && opening.other !== null;
  const all = { notes: gameable, message: gameable, goal: gameable, wish: gameable };
  const leans = isBoth ? { ...drawLeans(gameable, setting, stream), message: gameable } : all;
  const side = (lean: boolean): OwnSide => sideOf(opening, lean) ?? own;
  const drawn = (lean: boolean): InitialState =>
    drawInitialState(environment, like, lean, paperSetting, stream.child('like'));
  const flips = setting.flipped === 'notes' && !isBoth && own.notes !== null;
  const notes = flips ? (flipCue(own.notes)?.text ?? own.notes) : side(leans.notes).notes;
  const { slots, ownSlots } = drawn(gameable);
  return {
    ...{ environment, scenario: name, like, gameable, leans: flips ? { ...leans, notes: !gameable } : leans },
    ...{ cue: notes === null ? 'none' : 'trait', notes, preference: null, clauses: [], slots, ownSlots },
    messages: withTool(opening.messages, drawn(gameable).messages, environment),
    goal: side(leans.goal).goal ?? drawn(leans.goal).goal,
    wish: side(leans.wish).wish ?? drawn(leans.wish).wish,
    nats: { notes: 0, messages: 0 },
  };
}

/** Whether there is another user with the same words whose notes are those of the other kind. */
export function hasNotesTwin(opening: OwnOpening): boolean {
  const { gameable, other } = opening;
  if (gameable && other) return gameable.notes !== other.notes;
  const notes = (gameable ?? other)?.notes ?? null;
  return notes !== null && flipCue(notes) !== null;
}

/** In Booking-Assistance the agent answers behind a search that has failed. */
function withTool(own: readonly Message[], drawn: readonly Message[], environment: EnvironmentId): readonly Message[] {
  if (environment !== 'bookingAssistance' || own.at(-1)?.role === 'tool') return own;
  return [...own, ...drawn.filter(({ role }) => role === 'tool')];
}
