import type { Translation } from '../language.ts';

export const cite: Translation['cite'] = {
  citeWords: {
    title: 'Zitieren',
    intro:
      'Ein Lauf hier ist der eines kleinen Modells mit simulierten Nutzern: Für das, was an großen Modellen gefunden wurde, bitte das Paper zitieren.',
    here: { run: 'Dieser Lauf', setup: 'Dieser Aufbau' },
    paper: 'Das Paper',
    text: 'als Text',
    bibtex: 'als BibTeX',
  },
};
