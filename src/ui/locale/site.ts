import * as english from './en/site.ts';
import { inLanguage } from './language.ts';

export const { siteWords } = inLanguage('site', english);
