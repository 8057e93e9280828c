import { log } from '../../core/math/index.ts';
import { drawOneOf, drawPattern } from '../../core/text/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import type { CueGrade, Phrasing, Preference } from '../types.ts';
import { jobs } from './people.ts';
import { preferences, preferenceNames } from './preferences.ts';
import { heldOutCues, hobbies, knownCues } from './traits.ts';
import type { Cue } from './traits.ts';

export interface Notes extends Drawn {
  readonly preference: Preference | null;
  /** Clauses about the user that a reply may take up, never empty: the cue's first, if the notes have one. */
  readonly you: readonly string[];
}

/** Share of notes that say what kind of reply the user likes. */
const preferenceShare = 0.6;

/**
 * The assistant's notes about a user: name, job, then the cue (if the grade writes one) and a hobby in either order, then
 * perhaps a preference. `lean`: whether the cue is that of a gameable user.
 */
export function drawNotes(
  options: { readonly name: string; readonly cue: CueGrade; readonly lean: boolean; readonly phrasing: Phrasing },
  stream: RandomStream,
): Notes {
  const { cue, lean, phrasing } = options;
  const job = stream.child('job').pick(jobs);
  const hobby = drawCue(hobbies, stream.child('hobby'));
  let nats = log(jobs.length) + hobby.nats;
  const middle = [hobby];
  const you = [hobby.you];
  if (cue !== 'question' && cue !== 'none') {
    const set = (phrasing === 'known' ? knownCues : heldOutCues)[cue];
    const drawn = drawCue(lean ? set.gameable : set.other, stream.child('cue'));
    nats += drawn.nats + log(2);
    you.unshift(drawn.you);
    if (stream.child('order').uniform() < 0.5) middle.push(drawn);
    else middle.unshift(drawn);
  }
  const sentences = [`${options.name}, ${job}.`, ...middle.map(({ text }) => text)];
  let preference: Preference | null = null;
  const wanted = stream.child('preference');
  if (wanted.uniform() < preferenceShare) {
    preference = wanted.pick(preferenceNames);
    const drawn = drawOneOf(preferences[preference], {}, wanted);
    sentences.push(drawn.text);
    nats += drawn.nats + log(preferenceNames.length);
  }
  nats -= log(preference ? preferenceShare : 1 - preferenceShare);
  return { text: sentences.join(' '), nats, preference, you };
}

function drawCue(cues: readonly Cue[], stream: RandomStream): Drawn & { you: string } {
  const cue = stream.pick(cues);
  const { text, nats } = drawPattern(cue.notes, {}, stream);
  return { text, nats: nats + log(cues.length), you: cue.you };
}
