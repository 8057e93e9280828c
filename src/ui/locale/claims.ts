import * as english from './en/claims.ts';
import { inLanguage } from './language.ts';

export const { claimWords } = inLanguage('claims', english);
