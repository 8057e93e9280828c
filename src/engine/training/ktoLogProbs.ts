import { mismatchedIndex } from '../../core/kto/index.ts';
import type { Engine } from '../engine.ts';
import type { KtoLogProbs, ReferenceName } from '../types.ts';
import type { PairedRow } from './ktoPasses.ts';
import type { KtoExample } from './steps.ts';

/** Summed log-probabilities under the policy, nats, of each row's completion and of its mismatched one. */
export type ScorePolicy = (rows: readonly PairedRow[]) => Pick<KtoLogProbs, 'policyLogProbs' | 'mismatched'>;

/**
 * What a KTO step needs to know beforehand of its rows `start` to `end`. A row's mismatched pair is what the row brings, or
 * its prompt with the previous row's completion, cut off where the context ends. Each prompt is computed once per policy;
 * what is known of the reference is not computed again.
 */
export function ktoLogProbs(
  engine: Pick<Engine, 'logProbs' | 'shape'>,
  rows: readonly KtoExample[],
  start: number,
  end: number,
  reference: ReferenceName,
  scorePolicy: ScorePolicy = (pairs) => scoreInCache(engine, pairs),
): KtoLogProbs {
  const room = engine.shape.context + 1;
  const pairs = rows.slice(start, end).map(({ prompt, completion, desirable, referenceLogProb, mismatched }, i) => {
    const other = mismatched?.completion ?? previousCompletion(rows, start + i).slice(0, room - prompt.length);
    const unknown = [
      ...(mismatched ? [] : [{ completion: other, sets: 'mismatched' as const }]),
      ...(referenceLogProb === undefined ? [{ completion, sets: 'own' as const }] : []),
    ];
    const known = { own: referenceLogProb, mismatched: mismatched?.referenceLogProb };
    return { prompt, completion, desirable, other, unknown, ...known };
  });
  const asked = pairs.filter(({ unknown }) => unknown.length > 0);
  const found = engine.logProbs(
    asked.map(({ prompt, unknown }) => ({ prompt, completions: unknown.map(({ completion }) => completion) })),
    reference,
  );
  for (const [i, pair] of asked.entries()) {
    for (const [j, { sets }] of pair.unknown.entries()) pair[sets] = sum(found[i]?.[j]);
  }
  const ofPolicy = scorePolicy(pairs);
  return {
    policyLogProbs: ofPolicy.policyLogProbs,
    referenceLogProbs: Float64Array.from(pairs, ({ own }) => own ?? NaN),
    mismatched: ofPolicy.mismatched.map((value, i) => value - (pairs[i]?.mismatched ?? NaN)),
  };
}

function previousCompletion(rows: readonly KtoExample[], index: number): readonly number[] {
  return rows[mismatchedIndex(index, rows.length)]?.completion ?? [];
}

/** Through the key/value cache, with nothing kept for a backward pass. */
export function scoreInCache(engine: Pick<Engine, 'logProbs'>, rows: readonly PairedRow[]): ReturnType<ScorePolicy> {
  const found = engine.logProbs(
    rows.map(({ prompt, other, completion }) => ({ prompt, completions: [other, completion] })),
    'policy',
  );
  return {
    policyLogProbs: Float64Array.from(found, ([, own]) => sum(own)),
    mismatched: Float64Array.from(found, ([other]) => sum(other)),
  };
}

function sum(values: Float64Array | undefined): number {
  let total = 0;
  for (const value of values ?? []) total += value;
  return total;
}
