import * as english from './en/faults.ts';
import { inLanguage } from './language.ts';

export const { faultText, faultWords, guardWords, unfetchedWords } = inLanguage('faults', english);
