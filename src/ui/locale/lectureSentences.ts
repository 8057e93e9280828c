import * as english from './en/lectureSentences.ts';
import { inLanguage } from './language.ts';

export const {
  rateText,
  answerTitle,
  movedText,
  gapText,
  collapseText,
  betText,
  pairTitle,
  twinText,
  judgesTitle,
  judgeText,
  verdictText,
} = inLanguage('lectureSentences', english);
