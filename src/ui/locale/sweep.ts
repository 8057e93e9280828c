import * as english from './en/sweep.ts';
import { inLanguage } from './language.ts';

export const { sweepWords } = inLanguage('sweep', english);
