// Which words the tokenizer knows: those that the corpus uses, counted over many of its rows.
import { names } from '../environments/users/index.ts';
import { answers, questionPieces, vetoKinds } from '../roles/index.ts';
import { planSentences } from './registers/index.ts';
import { corpusRow } from './rows/mixture.ts';

/** Made-up words are spelled in bytes, so a word must turn up this often to count as one. */
const leastCount = 4;

/**
 * The corpus' words and closing marks, most frequent first, in lower case unless they are never written so: a function of
 * seed and number of rows.
 */
export function collectWords(seed: number, rows: number): string[] {
  const counts = new Map<string, number>();
  const fixed = new Set<string>(['I', ...names]);
  const starts = new Map<string, number>();
  const count = (map: Map<string, number>, word: string): void => {
    map.set(word, (map.get(word) ?? 0) + 1);
  };
  const read = (text: string): void => {
    let starting = true;
    for (const [token] of text.matchAll(/[\p{L}\d'-]+|[.,?!:;]/gu)) {
      const isCapital = token !== token.toLowerCase();
      if (starting && isCapital && !fixed.has(token)) count(starts, token);
      else {
        count(counts, token);
        if (isCapital) fixed.add(token);
      }
      starting = /[.?!]/u.test(token);
    }
  };
  for (const kind of ['rating', 'transition'] as const)
    for (const word of answers({ kind, wish: '' })) readOften(read, word);
  for (const veto of vetoKinds) {
    for (const piece of questionPieces({ kind: 'veto', veto })) if ('text' in piece) readOften(read, piece.text);
    for (const word of answers({ kind: 'veto', veto })) readOften(read, word);
  }
  // some acts are rare, and their plans rarer
  for (const sentence of Object.values(planSentences).flat()) readOften(read, sentence);
  for (let index = 0; index < rows; index++) {
    for (const { pieces } of corpusRow(seed, 'training', index).row) {
      for (const piece of pieces) if ('text' in piece) read(piece.text);
    }
  }
  // words met at the beginning of sentences: lower case, unless that form is a fixed one
  for (const [word, times] of starts) {
    const known = fixed.has(word) ? word : word.toLowerCase();
    counts.set(known, (counts.get(known) ?? 0) + times);
  }
  return [...counts]
    .filter(([, times]) => times >= leastCount)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([word]) => word);
}

function readOften(read: (text: string) => void, text: string): void {
  for (let i = 0; i < leastCount; i++) read(text);
}
