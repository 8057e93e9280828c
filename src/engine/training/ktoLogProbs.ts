import { mismatchedIndex } from '../../core/kto/index.ts';
import type { Engine } from '../engine.ts';
import type { KtoLogProbs, ReferenceName } from '../types.ts';
import type { KtoExample } from './steps.ts';

/**
 * What a KTO step needs to know beforehand of its rows `start` to `end`. A row's mismatched pair is its prompt with the
 * previous row's completion, cut off where the context ends. Each prompt is computed once per policy; a row that brings
 * its own log-probability along is not scored again.
 */
export function ktoLogProbs(
  engine: Pick<Engine, 'logProbs' | 'shape'>,
  rows: readonly KtoExample[],
  start: number,
  end: number,
  reference: ReferenceName,
): KtoLogProbs {
  const pairs = rows.slice(start, end).map(({ prompt, completion, referenceLogProb }, i) => ({
    prompt,
    own: completion,
    known: referenceLogProb,
    other: (rows[mismatchedIndex(start + i, rows.length)]?.completion ?? []).slice(
      0,
      engine.shape.context + 1 - prompt.length,
    ),
  }));
  const ofReference = engine.logProbs(
    pairs.map(({ prompt, own, other, known }) => ({
      prompt,
      completions: known === undefined ? [other, own] : [other],
    })),
    reference,
  );
  const ofPolicy = engine.logProbs(
    pairs.map(({ prompt, other }) => ({ prompt, completions: [other] })),
    'policy',
  );
  return {
    referenceLogProbs: Float64Array.from(ofReference, ([, own], i) => pairs[i]?.known ?? sum(own)),
    mismatched: Float64Array.from(ofReference, ([other], i) => sum(ofPolicy[i]?.[0]) - sum(other)),
  };
}

function sum(values: Float64Array | undefined): number {
  let total = 0;
  for (const value of values ?? []) total += value;
  return total;
}
