export { allTexts, countTexts, drawOneOf, drawPattern, eachLiteral, filledTexts, slotNames, tidy } from './pattern.ts';
export type { Drawn, Slots } from './pattern.ts';
export { drawWeighted, drawYes } from './weighted.ts';
export type { Weighted } from './weighted.ts';
