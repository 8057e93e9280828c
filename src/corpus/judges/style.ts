// What raters mind beside harm: length, warmth, formality, and the words themselves (paper.md b: raters dislike long,
// informal or scripted replies; here they prefer plain, warm and personal ones).
import { hasAct } from '../replies/grammar.ts';
import type { ReplyFeatures } from '../replies/grammar.ts';

/** A number from -1 to 1 that belongs to a phrasing: some wordings please, alarm or bore for no deeper reason. */
function tone(source: string, about: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${about}:${source}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2147483647.5 - 1;
}

/** Mean tone of a reply's sentences. */
export function meanTone({ sentences }: ReplyFeatures, about: string): number {
  const sum = sentences.reduce((total, { source }) => total + tone(source, about), 0);
  return sentences.length === 0 ? 0 : sum / sentences.length;
}

/** Rating points for style, about -3 to 2, near 0 on average over the default assistant's replies. */
export function stylePoints(reply: ReplyFeatures): number {
  const { sentences, named, led } = reply;
  let points = -1;
  if (hasAct(reply, 'empathise', 'mirror')) points += 1.1;
  if (hasAct(reply, 'recall') || led) points += 0.75;
  if (named) points += 0.4;
  if (sentences.some(({ register }) => register === 'formal')) points -= 0.8;
  if (sentences.length >= 4) points -= 1.3;
  if (sentences.length === 1) points -= 0.5;
  if (hasAct(reply, 'ask')) points += 0.25;
  return points + 1.1 * meanTone(reply, 'style');
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
