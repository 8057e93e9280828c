import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf } from '../../core/text/index.ts';
import type { Slots } from '../../core/text/index.ts';
import type { InitialState, UserSetting } from '../types.ts';
import { drawLeans } from './leans.ts';
import { drawNotes } from './notes.ts';
import { names } from './people.ts';
import { heldOutCues, knownCues } from './traits.ts';

/** What an opening has in common in all environments. */
export interface User extends Pick<InitialState, 'gameable' | 'cue' | 'leans' | 'notes' | 'preference' | 'clauses'> {
  readonly name: string;
  /** For cue grade `question`: a sentence about the user that only the user model is told, with a space; else empty. */
  readonly trait: string;
  readonly notesNats: number;
}

/** Who a user is: for each channel whether it speaks for a gameable user, and the notes. */
export function drawUser(gameable: boolean, setting: UserSetting, stream: RandomStream): User {
  const leans = drawLeans(gameable, setting, stream);
  const name = stream.child('name').pick(names);
  const { cue, phrasing } = setting;
  const traits = (phrasing === 'known' ? knownCues : heldOutCues).trait;
  const asked =
    cue === 'question'
      ? drawOneOf(
          traits[leans.notes ? 'gameable' : 'other'].map((c) => c.notes),
          {},
          stream.child('trait'),
        ).text
      : '';
  const notes = drawNotes({ name, cue, lean: leans.notes, phrasing }, stream.child('notes'));
  return {
    ...{ gameable, cue, leans, name, notes: notes.text, preference: notes.preference, clauses: notes.you },
    trait: asked === '' ? '' : `${asked} `,
    notesNats: notes.nats + log(names.length),
  };
}

/** The slots with "my" turned into "your" (to the user's face) or "their" (about the user). */
export function turned(slots: Slots, to: 'your' | 'their'): Slots {
  return Object.fromEntries(Object.entries(slots).map(([key, text]) => [key, text.replace(/\bmy\b/gu, to)]));
}
