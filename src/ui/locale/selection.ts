import * as english from './en/selection.ts';
import { inLanguage } from './language.ts';

export const { selectionWords } = inLanguage('selection', english);
