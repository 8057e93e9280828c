import * as english from './en/compare.ts';
import { inLanguage } from './language.ts';

export const { compareWords } = inLanguage('compare', english);
