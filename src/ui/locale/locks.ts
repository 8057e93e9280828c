import * as english from './en/locks.ts';
import { inLanguage } from './language.ts';

export const { lockWords } = inLanguage('locks', english);
