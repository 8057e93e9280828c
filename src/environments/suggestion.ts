// What a person who takes a user's place can begin with: drawn as the users of a run are.
import { RandomStream } from '../core/rng/index.ts';
import { drawInitialState } from './index.ts';
import { channels } from './types.ts';
import type { CueGrade, EnvironmentId, InitialState, Message, Phrasing } from './types.ts';
import { flipCue } from './users/flipCue.ts';
import type { FlippedNotes } from './users/flipCue.ts';

/** Who talks, and about what. `number`: which of the suggestions, as a seed. */
export interface SuggestionSetting {
  readonly environment: EnvironmentId;
  readonly scenario: string;
  readonly gameable: boolean;
  readonly cue: CueGrade;
  readonly phrasing: Phrasing;
  readonly number: number;
}

export interface Suggestion {
  readonly state: InitialState;
  /** What the user says last before the assistant's first reply. */
  readonly opening: string;
  /** What is scripted before and behind the opening. */
  readonly before: readonly Message[];
  readonly after: readonly Message[];
  /** The same notes of the other kind of user; null: they show nothing of it. */
  readonly flipped: FlippedNotes | null;
}

/**
 * A user of the paper's kind, who is in all channels what `gameable` says. A function of its argument alone. Throws
 * RangeError for an unknown scenario.
 */
export function suggest({ environment, scenario, gameable, cue, phrasing, number }: SuggestionSetting): Suggestion {
  const setting = { cue, phrasing, cueAccuracy: 1, channels } as const;
  const draw = (twin: object): InitialState =>
    drawInitialState(environment, scenario, gameable, { ...setting, ...twin }, RandomStream.root(number).child('talk'));
  const state = draw({});
  const at = state.messages.findLastIndex(({ role }) => role === 'user');
  return {
    state,
    opening: state.messages[at]?.text ?? '',
    before: state.messages.slice(0, Math.max(0, at)),
    after: state.messages.slice(at + 1),
    flipped: twinNotes(state.notes, draw({ flipped: 'notes' }).notes),
  };
}

/** Notes and those of the twin differ in one sentence at most. */
function twinNotes(notes: string | null, twin: string | null): FlippedNotes | null {
  if (notes === null || twin === null || notes === twin) return null;
  const [own, other] = [sentencesOf(notes), sentencesOf(twin)];
  const at = own.findIndex((sentence, i) => sentence !== other[i]);
  return { text: twin, from: own[at] ?? '', to: other[at] ?? '' };
}

const sentencesOf = (notes: string): string[] => notes.split(/(?<=\.) /u);

/**
 * Notes, perhaps reworded by a person, with the cue of the other kind of user; null: they hold no cue that is known here. The
 * suggestion's own cue becomes that of its twin.
 */
export function flipNotes(notes: string, { flipped }: Pick<Suggestion, 'flipped'>): FlippedNotes | null {
  if (flipped && notes.includes(flipped.from)) {
    const { from, to } = flipped;
    return { text: notes.replace(from, to), from, to };
  }
  return flipCue(notes);
}
