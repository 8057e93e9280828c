/** A part of a text that is, or is not, what was searched for. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isFound: boolean;
}

/** A text in small letters, and for each of their code units the place of the character that it is of. */
function lowered(text: string): { readonly small: string; readonly placeOf: (at: number) => number } {
  const small = text.toLowerCase();
  // a few letters become longer
  if (small.length === text.length) return { small, placeOf: (at) => at };
  const places: number[] = [];
  let [joined, at] = ['', 0];
  for (const character of text) {
    const own = character.toLowerCase();
    places.push(...Array<number>(own.length).fill(at));
    joined += own;
    at += character.length;
  }
  return { small: joined, placeOf: (place) => places[place] ?? text.length };
}

/** A text cut where that begins and ends which was searched for, whatever the case, as the search itself finds it. Nothing is left out. */
export function stretches(text: string, wanted: string): readonly Stretch[] {
  const sought = wanted.toLowerCase();
  const found: Stretch[] = [];
  let end = 0;
  const upTo = (to: number, isFound: boolean): void => {
    if (to > end) found.push({ from: end, to, isFound });
    end = Math.max(end, to);
  };
  if (sought !== '') {
    const { small, placeOf } = lowered(text);
    for (let at = small.indexOf(sought); at >= 0; at = small.indexOf(sought, at + sought.length)) {
      upTo(placeOf(at), false);
      // a letter is marked whole, also where only a part of its small letters was searched for
      upTo(Math.max(placeOf(at + sought.length), placeOf(at + sought.length - 1) + 1), true);
    }
  }
  upTo(text.length, false);
  return found;
}
