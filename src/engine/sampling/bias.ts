import { EngineError } from '../errors.ts';
import { checkTokens } from '../training/microBatch.ts';
import type { Workspace } from '../transformer/workspace.ts';
import type { TokenBias } from '../types.ts';

/** Throws EngineError('badInput') unless the bias is one of this model's tokens. */
export function checkBias(space: Workspace, { tokens, values }: TokenBias, what: string): void {
  checkTokens(space, tokens, what, space.shape.vocabulary);
  if (tokens.length !== values.length) {
    throw new EngineError('badInput', `${what}: ${String(values.length)} values for ${String(tokens.length)} tokens`);
  }
  if (new Set(tokens).size < tokens.length) throw new EngineError('badInput', `${what}: a token is given twice`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new EngineError('badInput', `${what}: value ${String(wrong)} is ${String(values[wrong])}`);
}

/** Changes the logits of a row of the head, which must have just been computed. */
export function addBias({ kernel, logits, strides }: Workspace, row: number, { tokens, values }: TokenBias): void {
  const from = (logits + row * strides.logits) / 4;
  for (const [i, token] of tokens.entries()) {
    kernel.f32[from + token] = (kernel.f32[from + token] ?? NaN) + (values[i] ?? NaN);
  }
}
