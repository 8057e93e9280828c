import * as english from './en/cite.ts';
import { inLanguage } from './language.ts';

export const { citeWords } = inLanguage('cite', english);
