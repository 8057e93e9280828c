import * as english from './en/cite.ts';
import { inLanguage } from './language.ts';

export type { Cited } from './en/cite.ts';
export const { paper, citeWords } = inLanguage('cite', english);
