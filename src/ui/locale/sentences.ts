import * as english from './en/sentences.ts';
import { inLanguage } from './language.ts';

export const { statusText, sentence } = inLanguage('sentences', english);
