import { segmentWeights } from '../corpus/rows/segment.ts';
import type { Row } from '../corpus/rows/segment.ts';
import { corpusRow } from '../corpus/rows/mixture.ts';
import { collectWords } from '../corpus/vocabulary.ts';
import { Tokenizer } from '../engine/tokenizer/index.ts';
import type { SupervisedRow } from '../engine/training/steps.ts';
import { encodePieces } from '../models/builtin/encode.ts';
import { marks } from '../roles/index.ts';
import type { TrainingCorpus } from './types.ts';

/** Rows that are read to find the words. */
const surveyedRows = 40_000;

/** The tokenizer is a function of the seed: the same for all sizes. */
export function buildTokenizer(seed: number, rows = surveyedRows): Tokenizer {
  return Tokenizer.create({ marks, words: collectWords(seed, rows) });
}

/** A row as tokens and the weights of predicting each; `index`: when it is trained on. */
export function encodeRow(tokenizer: Tokenizer, row: Row, index: number): SupervisedRow {
  const segments = segmentWeights(index);
  const tokens: number[] = [];
  const weights: number[] = [];
  for (const { kind, pieces } of row) {
    const encoded = encodePieces(tokenizer, pieces);
    const weight = segments[kind];
    for (const token of encoded) {
      weights.push(tokens.length === 0 ? 0 : weight);
      tokens.push(token);
    }
  }
  return { tokens, weights };
}

/** The corpus that the built-in models are trained on. */
export function openCorpus(seed: number, tokenizer = buildTokenizer(seed)): TrainingCorpus {
  return {
    vocabulary: tokenizer.size,
    tokenizer: tokenizer.toJson(),
    row: (index) => encodeRow(tokenizer, corpusRow(seed, 'training', twinsApart(index)).row, index),
  };
}

/** How many rows lie between twins, so that a batch holds as many different conversations as it has rows. */
const apart = 1024;

/** Goes through all rows once, the first twins of `apart` pairs before their second ones. */
export function twinsApart(index: number): number {
  const block = Math.floor(index / (2 * apart));
  const inside = index % (2 * apart);
  const pair = block * apart + (inside % apart);
  return 2 * pair + (inside < apart ? 0 : 1);
}
