import * as english from './en/options.ts';
import { inLanguage } from './language.ts';

export const { fieldLabel, fieldHelp, fieldUnit, presetTitle, runTitle } = inLanguage('options', english);
