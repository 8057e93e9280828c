// What WebLLM must do for a run to be right, tried on the very GPU that the run is to use.
import type { ChatMessage } from '../chat/chatModel.ts';
import { toWebLlmError } from './errors.ts';
import type { WebLlmEngine } from './webLlmEngine.ts';

/** What is tried, in this order. */
export const selfChecks = ['load', 'repeats', 'logProbs', 'bias', 'answers', 'speed'] as const;
export type SelfCheck = (typeof selfChecks)[number];

/** A check that was tried, or not: what was not run has not passed. */
export interface CheckResult<Name extends string = string> {
  readonly name: Name;
  readonly outcome: 'passed' | 'failed' | 'notRun';
  /** By what it is called in the check. */
  readonly measured: Readonly<Record<string, number>>;
  /** Why it failed or was not run, as far as the numbers don't say it. */
  readonly fault: string | null;
}

export interface Check<Name extends string = string> {
  readonly name: Name;
  readonly run: () => Promise<{ readonly isGood: boolean; readonly measured: Readonly<Record<string, number>> }>;
}

/** The part of an engine that is tried. */
export type TriedEngine = Pick<WebLlmEngine, 'load' | 'write' | 'answer'>;

export interface SelfTestOptions {
  /** Milliseconds, from any point on. */
  readonly now: () => number;
  readonly isCancelled?: () => boolean;
  /** Length of texts. A software GPU takes 11 s a token. */
  readonly tokens?: number;
}

/** Runs checks one after the other. Where the first, on which all others rest, fails, or is cancelled, the others are not run. */
export async function* runChecks<Name extends string>(
  checks: readonly Check<Name>[],
  isCancelled: () => boolean = () => false,
): AsyncGenerator<CheckResult<Name>, void> {
  let missing: string | null = null;
  for (const [i, { name, run }] of checks.entries()) {
    if (isCancelled()) missing ??= 'cancelled';
    if (missing !== null) {
      yield { name, outcome: 'notRun', measured: {}, fault: missing };
      continue;
    }
    try {
      const { isGood, measured } = await run();
      yield { name, outcome: isGood ? 'passed' : 'failed', measured, fault: null };
    } catch (error) {
      const { kind, message } = toWebLlmError(error);
      const isBrokenOff = kind === 'cancelled';
      if (i === 0 || isBrokenOff) missing = isBrokenOff ? 'cancelled' : 'the model was not loaded';
      yield { name, outcome: isBrokenOff ? 'notRun' : 'failed', measured: {}, fault: isBrokenOff ? missing : message };
    }
  }
}

const messages = (content: string): ChatMessage[] => [{ role: 'user', content }];

/** A model's checks. */
export function selfTest(engine: TriedEngine, options: SelfTestOptions): AsyncGenerator<CheckResult<SelfCheck>, void> {
  return runChecks(engineChecks(engine, options), options.isCancelled);
}

/** The checks that need nothing but the engine. */
export function engineChecks(
  engine: TriedEngine,
  { now, isCancelled, tokens = 24 }: SelfTestOptions,
): Check<SelfCheck>[] {
  const write = (changes: Partial<Parameters<TriedEngine['write']>[0]> = {}) =>
    engine.write(
      {
        messages: messages('Say something about the weather.'),
        ...{ adapts: true, temperature: 1, minP: 0, maxNewTokens: tokens, seed: 1234567891 },
        ...changes,
      },
      isCancelled,
    );
  const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = now();
    await work();
    return (now() - begun) / 1000;
  };
  return [
    {
      name: 'load',
      run: async () => ({ isGood: true, measured: { seconds: await secondsOf(() => engine.load()) } }),
    },
    {
      // one seeded request, twice
      name: 'repeats',
      run: async () => {
        const [first, second] = [await write(), await write()];
        const same = first.tokens.filter((token, i) => token === second.tokens[i]).length;
        const isGood = same === first.tokens.length && first.tokens.length === second.tokens.length && same > 0;
        return { isGood, measured: { tokens: first.tokens.length, same } };
      },
    },
    {
      // our log-probabilities, from the logits that the processor is shown, and WebLLM's own
      name: 'logProbs',
      run: async () => {
        const { logProbs, apiLogProbs } = await write({ check: true });
        const own = apiLogProbs ?? [];
        const difference = Math.max(...logProbs.map((value, i) => Math.abs(value - (own[i] ?? NaN))));
        const isGood = own.length === logProbs.length && difference < 1e-4;
        return { isGood, measured: { tokens: logProbs.length, difference } };
      },
    },
    {
      // a token that would hardly have been drawn is the only one that is
      name: 'bias',
      run: async () => {
        const { steps = [] } = await write({ maxNewTokens: 1, record: 8 });
        const token = steps[0]?.tokens.at(-1) ?? -1;
        const forced = await write({ bias: { tokens: [token], values: [100] }, maxNewTokens: Math.min(3, tokens) });
        const right = forced.tokens.filter((each) => each === token).length;
        const isGood = right > 0 && right === forced.tokens.length;
        return { isGood, measured: { tokens: forced.tokens.length, forced: right } };
      },
    },
    {
      // they are the model's probabilities of ten numbers: what is left is for everything else
      name: 'answers',
      run: async () => {
        const answers = Array.from({ length: 10 }, (_, i) => String(i + 1));
        const asked = 'How warm is it in summer, from 1 (cold) to 10 (hot)? Answer with a number and nothing else.';
        const { probabilities } = await engine.answer({ messages: messages(asked), answers }, isCancelled);
        const mass = probabilities.reduce((sum, probability) => sum + probability, 0);
        const sum = probabilities.reduce((all, probability) => all + probability / mass, 0);
        const isGood = mass > 0 && mass < 1 + 1e-6 && Math.abs(sum - 1) < 1e-9 && probabilities.length === 10;
        return { isGood, measured: { sum, mass } };
      },
    },
    {
      // the prompt's time is in it
      name: 'speed',
      run: async () => {
        let count = 0;
        const seconds = await secondsOf(async () => {
          count = (await write({ seed: 987654321 })).tokens.length;
        });
        return { isGood: count > 0, measured: { tokensPerSecond: count / seconds, tokens: count } };
      },
    },
  ];
}
