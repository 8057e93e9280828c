import * as english from './en/selfTest.ts';
import { inLanguage } from './language.ts';

export const { selfTestWords } = inLanguage('selfTest', english);
