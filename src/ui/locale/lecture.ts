import * as english from './en/lecture.ts';
import { inLanguage } from './language.ts';

export const { lectureWords } = inLanguage('lecture', english);
