import { answersFrom } from './closedSet.ts';
import type { TokenBias } from '../contract.ts';
import type { ChatAnswer, ChatStep } from '../chat/chatModel.ts';
import type { AnswerTokens } from './closedSet.ts';
import { likeliest, logProbability, logSum, maskUnlikely, onlyToken, withBias } from './logits.ts';

/** Tokens of one text with their log-probabilities (nats). The token that ended it, if one did, is the last. */
export interface RecordedText {
  readonly tokens: readonly number[];
  readonly logProbs: readonly number[];
  /** Empty where none was asked for. */
  readonly steps: readonly ChatStep[];
}

export interface WritingMode {
  readonly kind: 'write';
  /** Null: the model as it is. It counts as the model's own: recorded log-probabilities are of the changed logits. */
  readonly bias: TokenBias | null;
  /** Of how many of the likeliest tokens each step's probabilities are kept, without the bias; 0: of none. */
  readonly record: number;
  /** Of the distribution whose log-probabilities are recorded, which need not be the one that is drawn from. */
  readonly temperature: number;
  /** Temperature that the engine draws with, and the share of the likeliest below which tokens are never drawn (0: none). */
  readonly drawnAt: number;
  readonly minP: number;
}

export interface AnsweringMode {
  readonly kind: 'answer';
  readonly answers: AnswerTokens;
}

interface Text extends RecordedText {
  readonly tokens: number[];
  readonly logProbs: number[];
  readonly steps: ChatStep[];
}

type Armed =
  | {
      readonly mode: WritingMode;
      readonly texts: Text[];
      /** Of the step whose token is not drawn yet: as the model gave them, and as they were changed. */
      logits: { readonly own: Float32Array; readonly changed: Float32Array } | null;
    }
  | { readonly mode: AnsweringMode; readonly steps: Float64Array[]; forced: number | null };

/**
 * WebLLM's LogitProcessor of a model (webllm.md 2.3): it is given all logits of every step and every sampled token, but not whose
 * request they belong to. So it is armed for one request at a time, and does nothing otherwise. Arming is what begins anew:
 * `resetState` comes twice at the beginning of some requests, and not at all where the engine goes on with its cache.
 */
export class Recorder {
  #armed: Armed | null = null;

  /** For the next request. What was recorded before is dropped. */
  arm(mode: WritingMode | AnsweringMode): void {
    this.#armed = mode.kind === 'write' ? { mode, texts: [], logits: null } : { mode, steps: [], forced: null };
  }

  disarm(): void {
    this.#armed = null;
  }

  // --- what WebLLM calls

  readonly processLogits = (logits: Float32Array): Float32Array => {
    const armed = this.#armed;
    if (armed === null) return logits;
    if ('steps' in armed) return this.#read(armed, logits);
    const { bias, minP, drawnAt } = armed.mode;
    const changed = bias === null ? logits : withBias(logits, bias);
    armed.logits = { own: logits, changed };
    return minP > 0 ? maskUnlikely(changed, minP, drawnAt) : changed;
  };

  readonly processSampledToken = (token: number): void => {
    const armed = this.#armed;
    if (armed === null) return;
    if ('steps' in armed) {
      if (armed.forced !== null && armed.forced !== token) {
        throw new Error(`token ${String(token)} was drawn where only ${String(armed.forced)} was possible`);
      }
      return;
    }
    // each step's logits are used once: a token without any was not drawn from what was seen
    if (armed.logits === null) throw new Error('a token was drawn from logits that were never shown');
    const text = this.#current(armed.texts);
    text.tokens.push(token);
    const { own, changed } = armed.logits;
    text.logProbs.push(logProbability(changed, token, armed.mode.temperature));
    if (armed.mode.record > 0) text.steps.push(stepOf(own, changed, token, armed.mode.record));
    armed.logits = null;
  };

  /** Between the texts of one request (n above 1), and once or twice before the first. */
  readonly resetState = (): void => {
    const armed = this.#armed;
    if (armed === null) return;
    if ('steps' in armed) {
      armed.steps.length = 0;
      armed.forced = null;
      return;
    }
    armed.logits = null;
    if ((armed.texts.at(-1)?.tokens.length ?? 0) > 0) armed.texts.push(emptyText());
  };

  // --- what was recorded

  /** The texts of the request that has ended, in the order of their writing. Disarms. */
  takeTexts(): RecordedText[] {
    const armed = this.#armed;
    this.#armed = null;
    return armed !== null && 'texts' in armed ? armed.texts.filter(({ tokens }) => tokens.length > 0) : [];
  }

  /** The answers' probabilities. Disarms. Throws RangeError where the engine took fewer steps than the answers need. */
  takeReading(): ChatAnswer {
    const armed = this.#armed;
    this.#armed = null;
    if (armed === null || !('steps' in armed)) throw new RangeError('no answers were asked for');
    return answersFrom(armed.mode.answers, armed.steps);
  }

  #current(texts: Text[]): Text {
    const last = texts.at(-1);
    if (last) return last;
    const first = emptyText();
    texts.push(first);
    return first;
  }

  /** The answers' own log-probabilities are kept, and the beginning of a longer answer is made the only token there is. */
  #read(armed: Extract<Armed, { steps: unknown }>, logits: Float32Array): Float32Array {
    const { answers } = armed.mode;
    const wanted = armed.steps.length === 0 ? answers.first : answers.next;
    const total = logSum(logits);
    armed.steps.push(Float64Array.from(wanted, (token) => (logits[token] ?? -Infinity) - total));
    armed.forced = armed.steps.length === 1 ? answers.opening : null;
    return armed.forced === null ? logits : onlyToken(logits, armed.forced);
  }
}

const emptyText = (): Text => ({ tokens: [], logProbs: [], steps: [] });

/** The tokens that are likeliest where one was drawn, and that one, with their probabilities as the model itself has them. */
function stepOf(own: Float32Array, changed: Float32Array, drawn: number, count: number): ChatStep {
  const tokens = likeliest(changed, count);
  if (!tokens.includes(drawn)) tokens.push(drawn);
  const total = logSum(own);
  return { tokens, probabilities: tokens.map((token) => Math.exp((own[token] ?? -Infinity) - total)) };
}
