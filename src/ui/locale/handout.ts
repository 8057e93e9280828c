import * as english from './en/handout.ts';
import { inLanguage } from './language.ts';

export const { handoutWords } = inLanguage('handout', english);
