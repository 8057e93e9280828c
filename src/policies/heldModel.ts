import type { Engine } from '../engine/engine.ts';
import { loadAdapterFile } from '../engine/modelFile.ts';
import type { LoraOptions } from '../engine/types.ts';
import type { TrainingRow } from '../learners/contract.ts';
import { openBuiltinModel } from '../models/builtin/index.ts';
import type { BuiltinModel } from '../models/builtin/index.ts';
import type { TokenBias } from '../models/contract.ts';
import type { Scorer } from './scorer.ts';

export interface ModelParts {
  /** The bytes of weights.bin. */
  readonly weights: Uint8Array;
  /** The parsed tokenizer.json. */
  readonly tokenizer: unknown;
}

/** Sequences at once: a reply has one prompt. Few, so that the cache stays small. */
const slots = 4;

/**
 * The built-in model with one adapter, which becomes that of whichever stored policy is asked for: then `model` writes as
 * that policy.
 */
export class HeldModel implements Scorer {
  readonly unit = 'token';
  /** Of the weights file: policies of other models are none of this one's. */
  readonly hash: string;
  readonly model: BuiltinModel;
  readonly #engine: Engine;

  private constructor(model: BuiltinModel, engine: Engine, hash: string) {
    this.model = model;
    this.#engine = engine;
    this.hash = hash;
  }

  /** Throws as openBuiltinModel. */
  static async open({ weights, tokenizer }: ModelParts, training: LoraOptions): Promise<HeldModel> {
    const { model, engine, hash } = await openBuiltinModel(weights, tokenizer, { training, slots });
    return new HeldModel(model, engine, hash);
  }

  /** The agent becomes a stored policy. Throws WeightsFileError, EngineError for what is no adapter of this very model. */
  take(policy: Uint8Array): void {
    loadAdapterFile(this.#engine, policy, this.hash);
  }

  words(tokens: readonly number[]): readonly string[] {
    return this.model.tokenizer.pieces(tokens);
  }

  logProbs(rows: readonly TrainingRow[], policy: Uint8Array | null): Promise<number[][]> {
    // what is thrown is a rejection
    return new Promise((resolve) => {
      if (policy) this.take(policy);
      resolve(this.#score(rows, policy ? 'policy' : 'base', () => undefined));
    });
  }

  /** Of the untrained model, with its logits changed as each row's bias says. */
  untrainedLogProbs(
    rows: readonly TrainingRow[],
    biasOf: (row: TrainingRow) => TokenBias | undefined,
  ): Promise<number[][]> {
    return new Promise((resolve) => {
      resolve(this.#score(rows, 'base', biasOf));
    });
  }

  #score(
    rows: readonly TrainingRow[],
    weights: 'policy' | 'base',
    biasOf: (row: TrainingRow) => TokenBias | undefined,
  ): number[][] {
    const requests = rows.map((row) => {
      const bias = biasOf(row);
      const prompt = this.model.promptTokens(row.conversation, row.writes);
      return { prompt, completions: [row.text.tokens], ...(bias && { bias }) };
    });
    return this.#engine.logProbs(requests, weights).map(([own]) => [...(own ?? [])]);
  }
}
