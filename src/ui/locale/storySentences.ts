import * as english from './en/storySentences.ts';
import { inLanguage } from './language.ts';

export const {
  keptText,
  thumbsText,
  selectionText,
  bestText,
  ratedText,
  guessText,
  whoText,
  changedTitle,
  rankText,
  averageTitle,
  averageText,
  controlText,
  predictedTitle,
  predictedText,
  waitingText,
  elsewhereText,
} = inLanguage('storySentences', english);
