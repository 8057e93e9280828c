import * as english from './en/refusals.ts';
import { inLanguage } from './language.ts';

export const { refusalWords } = inLanguage('refusals', english);
