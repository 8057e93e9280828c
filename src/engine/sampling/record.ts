// The distributions that completions were drawn from, as far as some tokens are concerned.
import { exp } from '../../core/math/index.ts';
import { checkTokens, eachHeadChunk } from '../training/microBatch.ts';
import type { WeightSet } from '../transformer/plan.ts';
import type { Workspace } from '../transformer/workspace.ts';
import type { Progress } from './sample.ts';
import { walkCompletions } from './score.ts';
import type { ScoreRequest } from './score.ts';

/** Completions are recorded under the model as it is. */
export type RecordRequest = Omit<ScoreRequest, 'bias'>;

/** A completion under a model. */
export interface RecordedCompletion {
  /** Of each of its tokens, nats. */
  readonly logProbs: Float64Array;
  /** Where each of its tokens stands, the probability of each watched token: one row of as many numbers after the other. */
  readonly watched: Float32Array;
}

/** result[request][completion]; `tokens`: those that are watched. Yields between passes. */
export function* recordAll(
  space: Workspace,
  set: WeightSet,
  requests: readonly RecordRequest[],
  tokens: readonly number[],
): Generator<Progress, RecordedCompletion[][]> {
  checkTokens(space, tokens, 'watched tokens', space.shape.vocabulary);
  const results = requests.map(({ completions }) =>
    completions.map(({ length }) => ({
      logProbs: new Float64Array(length),
      watched: new Float32Array(length * tokens.length),
    })),
  );
  const { kernel, logits, strides, targets } = space;
  yield* walkCompletions(space, set, requests, (predicted) => {
    eachHeadChunk(space, set, predicted.length, (start, logProbs) => {
      for (const [row, logProb] of logProbs.entries()) {
        const { request, completion, position } = predicted[start + row] ?? {
          request: -1,
          completion: -1,
          position: 0,
        };
        const result = results[request]?.[completion];
        if (!result) continue;
        const from = (logits + row * strides.logits) / 4;
        // the target's logit and log-probability tell where the row's logits stand
        const target = kernel.i32[targets / 4 + start + row] ?? 0;
        const offset = logProb - (kernel.f32[from + target] ?? NaN);
        result.logProbs[position] = logProb;
        for (const [i, token] of tokens.entries()) {
          result.watched[position * tokens.length + i] = exp((kernel.f32[from + token] ?? NaN) + offset);
        }
      }
    });
  });
  return results;
}
