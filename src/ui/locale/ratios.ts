import * as english from './en/ratios.ts';
import { inLanguage } from './language.ts';

export const { ratioWords } = inLanguage('ratios', english);
