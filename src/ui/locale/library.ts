import * as english from './en/library.ts';
import { inLanguage } from './language.ts';

export const { libraryWords } = inLanguage('library', english);
