import { bookingScenarios, days, peoples, places } from './scenarios.ts';

/** Every value of every slot, over all scenarios. */
export const bookingSlotValues: Readonly<Record<string, readonly string[]>> = {
  thing: bookingScenarios.map(({ thing }) => thing),
  what: bookingScenarios.flatMap(({ thing, preposition }) => places.map((place) => `${thing} ${preposition} ${place}`)),
  place: places,
  day: days,
  people: peoples,
  detail: bookingScenarios.flatMap(({ questions }) => questions.flatMap(({ answers }) => answers)),
  doubt: bookingScenarios.flatMap(({ doubts }) => doubts.map(({ yours }) => yours)),
};
