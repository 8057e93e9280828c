import * as english from './en/midRun.ts';
import { inLanguage } from './language.ts';

export const { midRunWords } = inLanguage('midRun', english);
