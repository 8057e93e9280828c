// Every sentence and number of the page that depends on the run.
import type { DemoFacts } from '../../../workers/protocol.ts';
import type { DemoFault, DemoState } from '../../session/demoSession.ts';

/** Steps whose mean is taken for "now". */
export const meanOver = 10;

const wholeNumber = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

export function whole(value: number): string {
  return wholeNumber.format(value);
}

/** Rounded to three digits, so that it doesn't flicker. */
export function rough(value: number): string {
  return threeDigits.format(value);
}

/** Mean of the last few losses of the first `step` steps; NaN if there is none. */
export function recentMean(losses: Float64Array, step: number): number {
  const recent = losses.subarray(Math.max(0, step - meanOver), step);
  return recent.reduce((sum, loss) => sum + loss, 0) / recent.length;
}

/** What the loss chart shows, in a sentence, after the first `step` steps. */
export function lossFinding({ losses }: Pick<DemoState, 'losses'>, step: number): string {
  const first = losses[0];
  if (first === undefined || step === 0) return 'The model is untrained: it has not read a single note.';
  const now = recentMean(losses, step);
  const after = `After ${whole(step)} ${step === 1 ? 'step' : 'steps'} the model’s surprise`;
  if (now.toFixed(1) >= first.toFixed(1)) return `${after} is still ${now.toFixed(1)} nats a token.`;
  return `${after} has fallen from ${first.toFixed(1)} to ${now.toFixed(1)} nats a token.`;
}

/** What is drawn in the loss chart; figure spaces, as wide as digits, for a number not known yet. */
export function lossLegend(facts: DemoFacts | null): string {
  const notes = facts === null ? '\u2007'.repeat(2) : whole(facts.notesPerStep);
  const tokens = facts === null ? '\u2007'.repeat(3) : whole(facts.vocabulary);
  return (
    `Thin: each step’s ${notes} new notes, before the model learns from them. ` +
    `Bold: mean of ${String(meanOver)} steps. The notes are made of ${tokens} tokens.`
  );
}

export const ruleLegend =
  'Sampled at temperature 1; the first three are shown. Rules: verbs agree, days follow, sums are right, names return.';

/** What the rules chart shows, in a sentence. */
export function ruleFinding({ ruleShares }: Pick<DemoState, 'ruleShares'>): string {
  const last = ruleShares.at(-1);
  if (last === undefined) return 'It has not written anything yet.';
  const { keeping, sampled } = last;
  return `${whole(keeping)} of its ${whole(sampled)} notes ${keeping === 1 ? 'keeps' : 'keep'} every rule.`;
}

/** Wilson's 95 % interval for a share of `count` out of `total`. */
export function shareInterval(count: number, total: number): readonly [number, number] {
  const z = 1.96;
  const share = count / total;
  const middle = share + (z * z) / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

/** The line beside the buttons. */
export function statusText({ status, losses, facts, speed }: DemoState): string {
  switch (status) {
    case 'opening':
      return 'Making the model';
    case 'paused':
      return losses.length === 0 ? 'Untrained, waiting' : 'Paused';
    case 'finished':
      return 'Finished';
    case 'failed':
      return 'Stopped';
    case 'running':
      return facts === null || speed === null
        ? 'Running'
        : timeLeft((facts.totalSteps - losses.length) / speed.stepsPerSecond);
  }
}

function timeLeft(seconds: number): string {
  if (seconds > 90) return `About ${whole(Math.ceil(seconds / 60))} min left`;
  return seconds > 5 ? `About ${whole(5 * Math.ceil(seconds / 5))} s left` : 'A few seconds left';
}

export interface FaultText {
  readonly title: string;
  readonly cause: string;
  readonly advice: string;
  /** Whether starting again in this tab can help. */
  readonly canRestart: boolean;
}

const newerBrowser = 'Open the page in a current version of Chrome, Edge, Firefox or Safari (16.4 or later).';

export function faultText({ kind }: Pick<DemoFault, 'kind'>): FaultText {
  switch (kind) {
    case 'noWorker':
      return {
        title: 'This browser can’t run the model.',
        cause: 'It offers no web workers, in which the training runs so that the page stays free.',
        advice: newerBrowser,
        canRestart: false,
      };
    case 'noWebAssembly':
      return {
        title: 'This browser can’t run the model.',
        cause: 'It offers no WebAssembly. Some browsers switch it off in their strictest privacy setting.',
        advice: `Allow WebAssembly for this page, or open it in another browser. ${newerBrowser}`,
        canRestart: false,
      };
    case 'noSimd':
      return {
        title: 'This browser can’t run the model.',
        cause: 'Its WebAssembly lacks SIMD, the instructions that make training fast enough.',
        advice: newerBrowser,
        canRestart: false,
      };
    case 'workerFailed':
      return {
        title: 'The training could not go on.',
        cause: 'The part of the page that trains the model could not be loaded, or broke off.',
        advice: 'Start again. If that does not help, check the connection and reload the page.',
        canRestart: true,
      };
    case 'silent':
      return {
        title: 'The training has stopped answering.',
        cause: 'Nothing has come from it for some time; the browser may have ended it to save memory.',
        advice: 'Start again. If it happens once more, close other tabs and reload the page.',
        canRestart: true,
      };
    case 'noMemory':
      return {
        title: 'There is not enough memory for the model.',
        cause: 'The browser refused the memory that the training needs.',
        advice: 'Close other tabs, then start again.',
        canRestart: true,
      };
    case 'engine':
      return {
        title: 'The engine has stopped the run.',
        cause: 'It met something that it does not compute with, and changed no parameter after that.',
        advice: 'Start again, or try another seed. If it happens once more, reload the page.',
        canRestart: true,
      };
  }
}
