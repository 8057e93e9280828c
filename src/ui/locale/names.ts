import * as english from './en/names.ts';
import { inLanguage } from './language.ts';

export const { modelNameOf, nameOf } = inLanguage('names', english);
