import * as english from './en/archive.ts';
import { inLanguage } from './language.ts';

export const { archiveWords } = inLanguage('archive', english);
