// Words of the self-test of a WebLLM model.
import type { CheckResult, SelfCheck } from '../../../../workers/protocol.ts';
import { percent } from '../numbers.ts';

type Measured = CheckResult['measured'];

const number = (value: number | undefined, digits: number): string => (value ?? NaN).toFixed(digits);
const whole = (value: number | undefined): string => String(value ?? 0);
/** Small numbers by their size alone. */
const tiny = (value: number | undefined): string => (value === 0 ? '0' : (value ?? NaN).toExponential(1));

export const selfTestWords = {
  title: 'Self-test',
  intro: (model: string): string =>
    `Tries ${model} on this device’s GPU: whether what a run relies on holds here. The model is downloaded if this browser does not have it yet. ` +
    'Nothing is sent anywhere.',
  begin: 'Begin',
  again: 'Begin again',
  stop: 'Stop',
  checks: {
    load: 'The model loads',
    repeats: 'A request with the same seed gives the same tokens',
    logProbs: 'Our log-probabilities are WebLLM’s own, to 0.0001 nats',
    bias: 'A bias on a token’s logit forces that token',
    answers: 'Probabilities of the answers 1 to 10 add up to 1',
    speed: 'Tokens per second',
  } satisfies Record<SelfCheck, string>,
  outcomes: { passed: 'passed', failed: 'failed', notRun: 'not run' } satisfies Record<CheckResult['outcome'], string>,
  waiting: 'not run yet',
  running: 'running …',
  loading: (share: number): string => `loading, ${percent(share)}`,
  measured: {
    load: ({ seconds }: Measured): string => `${number(seconds, 1)} s`,
    repeats: ({ tokens, same }: Measured): string => `${whole(same)} of ${whole(tokens)} tokens the same`,
    logProbs: ({ tokens, difference }: Measured): string =>
      `largest difference ${tiny(difference)} nats over ${whole(tokens)} tokens`,
    bias: ({ tokens, forced }: Measured): string =>
      `${whole(forced)} of ${whole(tokens)} tokens are the one that was forced`,
    answers: ({ sum, mass }: Measured): string =>
      `they add up to ${number(sum, 6)}; before, the model gave them ${number(mass, 3)} of its probability`,
    speed: ({ tokensPerSecond, tokens }: Measured): string =>
      `${number(tokensPerSecond, 1)} tokens a second, over ${whole(tokens)} tokens with their prompt`,
  } satisfies Record<SelfCheck, (measured: Measured) => string>,
  copyLabel: 'Result as text',
  copyHint: 'For a bug report, or to compare devices.',
  heading: (version: string, model: string): string => `Swayground ${version}, self-test of ${model}`,
  gpu: (description: string, isFallback: boolean): string =>
    isFallback ? `GPU: ${description} (a program that stands in for one)` : `GPU: ${description}`,
  noGpu: 'GPU: not asked yet',
  browser: (agent: string): string => `Browser: ${agent}`,
  line: (check: string, outcome: string, detail: string): string =>
    detail === '' ? `${outcome}: ${check}` : `${outcome}: ${check} (${detail})`,
  /** What the checks' faults of our own are called; others are told as they were said. */
  faults: { cancelled: 'stopped', 'the model was not loaded': 'the model was not loaded' } as Readonly<
    Record<string, string>
  >,
  broken: (message: string): string => `The self-test broke off: ${message}`,
} as const;
