import * as english from './en/page.ts';
import { inLanguage } from './language.ts';

export const { pageWords } = inLanguage('page', english);
