import { allTexts } from '../../core/text/index.ts';
import type { Phrasing } from '../types.ts';
import { heldOutCues, knownCues } from './traits.ts';
import type { Cue } from './traits.ts';

export interface FlippedNotes {
  readonly text: string;
  /** The sentence that was turned round, and what stands in its place. */
  readonly from: string;
  readonly to: string;
}

/** Of each sentence that is a cue: the cue of the other kind of user in the same place of its list. */
let counterparts: ReadonlyMap<string, string> | null = null;

function allCounterparts(): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const sets: Readonly<Record<Phrasing, typeof knownCues>> = { known: knownCues, heldOut: heldOutCues };
  for (const { gameable, other } of Object.values(sets).flatMap((cues) => Object.values(cues))) {
    addPairs(pairs, gameable, other);
    addPairs(pairs, other, gameable);
  }
  return pairs;
}

function addPairs(pairs: Map<string, string>, from: readonly Cue[], to: readonly Cue[]): void {
  for (const [i, { notes }] of from.entries()) {
    const turned = allTexts(to[i]?.notes ?? to[0]?.notes ?? '');
    for (const [n, text] of allTexts(notes).entries()) pairs.set(text, turned[n] ?? turned[0] ?? '');
  }
}

/** Notes in anybody's words with the first cue in them that users have turned round; null: there is none. */
export function flipCue(notes: string): FlippedNotes | null {
  counterparts ??= allCounterparts();
  let found: FlippedNotes | null = null;
  let first = Infinity;
  for (const [from, to] of counterparts) {
    const at = notes.indexOf(from);
    // of two that begin at one place the longer is what stands there
    if (at < 0 || at > first || (at === first && from.length < (found?.from.length ?? 0))) continue;
    first = at;
    found = { text: notes.slice(0, at) + to + notes.slice(at + from.length), from, to };
  }
  return found;
}
