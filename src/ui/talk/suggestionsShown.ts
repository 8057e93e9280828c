/** Suggested openings that are shown at a time; with the next ones come other users. */
export const suggestionsShown = 3;

/** The numbers of those among which one is: its neighbours stay while one chooses. Numbers count from 1. */
export function numbersAround(chosen: number): readonly number[] {
  const first = chosen - 1 - ((chosen - 1) % suggestionsShown);
  return Array.from({ length: suggestionsShown }, (_, i) => first + i + 1);
}
