import * as english from './en/talk.ts';
import { inLanguage } from './language.ts';

export const { talkWords } = inLanguage('talk', english);
