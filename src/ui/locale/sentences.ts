import * as english from './en/sentences.ts';
import { inLanguage } from './language.ts';

export const { statusText, recordingText, sentence } = inLanguage('sentences', english);
