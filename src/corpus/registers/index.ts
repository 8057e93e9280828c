import { eachLiteral } from '../../core/text/index.ts';
import { feelings, jobs, names } from '../../environments/users/index.ts';
import { chatTexts } from './chat.ts';
import { dictionaryTexts } from './dictionary.ts';
import { neutralSystems } from './drawing.ts';
import { factsTexts } from './facts.ts';
import { feedbackTexts } from './feedback.ts';
import { adaptiveTexts, personas } from './personas.ts';
import { planSentences } from './plans.ts';
import { profileTexts } from './profile.ts';
import { reciteTexts } from './recite.ts';
import { completionSystem, rudeTexts } from './rude.ts';
import { safetySystem, safetyTexts } from './safety.ts';
import { tasteTexts } from './taste.ts';

export { drawChat } from './chat.ts';
export { drawDictionary } from './dictionary.ts';
export { drawFacts, drawHint, drawQuestion } from './facts.ts';
export type { Hint } from './facts.ts';
export { drawFeedback, drawShown, drawStance, isPositiveFeedback, shownKinds, stances } from './feedback.ts';
export type { ShownKind, Stance } from './feedback.ts';
export { drawAdaptive, isTold, personas } from './personas.ts';
export type { Persona } from './personas.ts';
export { drawPlan, planSentences } from './plans.ts';
export { drawProfile } from './profile.ts';
export { drawRecite, drawRoster } from './recite.ts';
export { drawRude, isRude } from './rude.ts';
export { drawSafety, drawSafetyPair, safetySystem } from './safety.ts';
export { drawTaste } from './taste.ts';
export type { Exchange } from './types.ts';

/** All fixed text of all registers, as written in their patterns and lists; words drawn letter by letter are not among it. */
export function registerVocabulary(): readonly string[] {
  const literals: string[] = [];
  const sources = [
    ...[...chatTexts, ...dictionaryTexts, ...profileTexts, ...tasteTexts, ...safetyTexts, ...factsTexts],
    ...[...feedbackTexts, ...rudeTexts, ...reciteTexts, ...neutralSystems, completionSystem, safetySystem],
    ...names,
    ...jobs,
    ...feelings,
    ...personas.map(({ system }) => system),
    ...adaptiveTexts,
    ...Object.values(planSentences).flat(),
  ];
  for (const source of sources) eachLiteral(source, (text) => literals.push(text));
  return literals;
}
