import * as english from './en/names.ts';
import { inLanguage } from './language.ts';

export const { nameOf } = inLanguage('names', english);
