import { RandomStream } from '../../core/rng/index.ts';
import { drawWeighted } from '../../core/text/index.ts';
import type { Weighted } from '../../core/text/index.ts';
import { dialogueRow, personaRow, planRow } from './dialogue.ts';
import { registerRow } from './register.ts';
import type { Row } from './segment.ts';
import { judgeRow, userRow } from './spectators.ts';

export const rowKinds = ['dialogue', 'judge', 'persona', 'plan', 'user', 'register'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Shares of the pretraining rows. */
const shares: readonly Weighted<RowKind>[] = [
  { value: 'dialogue', weight: 0.36 },
  { value: 'judge', weight: 0.3 },
  { value: 'persona', weight: 0.12 },
  { value: 'plan', weight: 0.04 },
  { value: 'user', weight: 0.08 },
  { value: 'register', weight: 0.1 },
];

export interface CorpusRow {
  readonly kind: RowKind;
  readonly row: Row;
}

/**
 * Row `index` of a corpus, a function of its arguments alone. Rows 2k and 2k + 1 are twins, registers apart: they share every
 * random choice and differ in which way the user leans, so that no chance imbalance can teach the model to treat users
 * differently.
 * `part`: rows of different parts have nothing to do with each other.
 */
export function corpusRow(seed: number, part: 'training' | 'heldOut', index: number): CorpusRow {
  const pair = RandomStream.root(seed).child(`${part}/${String(Math.floor(index / 2))}`);
  const { value: kind } = drawWeighted(shares, pair.child('kind'));
  const flipped = index % 2 === 1;
  const stream = kind === 'register' ? pair.child(flipped ? 'second' : 'first') : pair;
  return { kind, row: rowOf(kind, flipped, part === 'training' ? otherReplies : 0, stream) };
}

/** Training shows other replies to the same messages; held-out rows are conversations as they are. */
const otherReplies = 3;

function rowOf(kind: RowKind, flipped: boolean, others: number, stream: RandomStream): Row {
  switch (kind) {
    case 'dialogue':
      return dialogueRow(flipped, stream, others);
    case 'judge':
      return judgeRow(flipped, stream);
    case 'persona':
      return personaRow(flipped, stream, others);
    case 'plan':
      return planRow(flipped, stream);
    case 'user':
      return userRow(flipped, stream);
    case 'register':
      return registerRow(stream);
  }
}
