// What a real WebLLM has to show: the self-test, and what learners and a lost GPU make of it.
import { RandomStream } from '../../src/core/rng/index.ts';
import type { Learner, TrainingRow, UpdateSettings } from '../../src/learners/contract.ts';
import { LogitKto } from '../../src/learners/logit/logitKto.ts';
import { RerankKto } from '../../src/learners/rerank/rerankKto.ts';
import { RecordingAgent } from '../../src/models/chat/recordingAgent.ts';
import type { SamplingOptions, Written } from '../../src/models/contract.ts';
import type { StartWorker } from '../../src/models/webllm/door.ts';
import type { ModelRecord } from '../../src/models/webllm/records.ts';
import { engineChecks, runChecks } from '../../src/models/webllm/selfTest.ts';
import type { Check, CheckResult, SelfCheck } from '../../src/models/webllm/selfTest.ts';
import { WebLlmEngine } from '../../src/models/webllm/webLlmEngine.ts';
import type { Conversation } from '../../src/roles/index.ts';

export const checkWords = {
  load: 'the model loads in our worker',
  logProbs: "a text's recorded log-probabilities are WebLLM's own, to 1e-4",
  repeats: 'a request with the same seed gives the same tokens',
  candidates: 'candidates for one reply differ',
  closedSet: 'the probabilities of a rating are the softmax over its tokens',
  answers: 'probabilities of the answers 1 to 10 add up to 1',
  bias: "a bias on a token's logit forces that token",
  rerankKto: 'a step of rerankKto changes the policy in the rewarded direction',
  logitKto: 'a step of logitKto changes the policy in the rewarded direction',
  speed: 'tokens per second',
  recovery: 'after the GPU process is killed, the request goes on and gives the same',
} as const;

export type ProgramCheck = keyof typeof checkWords;
export const isProgramCheck = (name: string): name is ProgramCheck => Object.hasOwn(checkWords, name);

export interface CheckDeps {
  readonly start: StartWorker;
  readonly record: ModelRecord;
  /** Tokens of an answer in the model's tokenizer: all that are read as it. */
  readonly tokensOf: (answer: string) => readonly number[];
  readonly killGpu: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds before a new worker after a loss. */
  readonly pause?: number;
  /** Checks that are left out are not run; the model is loaded all the same. Null: all. */
  readonly only?: readonly ProgramCheck[] | null;
}

/** A software GPU takes 11 s a token, and as long as it likes for a prompt. */
const patience = { start: 300_000, silence: 3_600_000 };
const tokens = 3;
const sampling: SamplingOptions = { temperature: 1, minP: 0, maxNewTokens: tokens };
const conversation: Conversation = { system: null, notes: null, turns: [{ role: 'user', text: 'May I go?' }] };
const settings: UpdateSettings = {
  ...{ learningRate: 0.3, epochs: 4, batchRows: 2, beta: 0.5, targetRatio: 1.05, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: 1 },
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const stream = (name: string): RandomStream => RandomStream.root(7).child(name);

/** The results of all checks, one by one. Workers end with them. */
export async function* programChecks(deps: CheckDeps): AsyncGenerator<CheckResult<ProgramCheck>, void> {
  let recoveries = 0;
  const { start, record, now, pause = 5000, only = null } = deps;
  const engine = new WebLlmEngine(start, record, { patience, pause, onRecovery: () => recoveries++ });
  const own = new Map(engineChecks(engine, { now, tokens }).map((check) => [check.name, check]));
  const named = (name: SelfCheck): Check<ProgramCheck> => {
    const check = own.get(name);
    if (!check) throw new RangeError(`there is no check ${name}`);
    return check;
  };
  try {
    const checks: Check<ProgramCheck>[] = [
      ...(['load', 'logProbs', 'repeats'] as const).map(named),
      { name: 'candidates', run: () => candidates(engine) },
      { name: 'closedSet', run: () => closedSet(engine, deps) },
      ...(['answers', 'bias'] as const).map(named),
      { name: 'rerankKto', run: () => rerankStep(engine) },
      { name: 'logitKto', run: () => logitStep(engine) },
      named('speed'),
      { name: 'recovery', run: () => recovery(engine, deps, () => recoveries) },
    ];
    yield* runChecks(checks.filter(({ name }) => only === null || name === 'load' || only.includes(name)));
  } finally {
    engine.close();
  }
}

async function write(agent: RecordingAgent, names: readonly string[]): Promise<Written[]> {
  const streams = names.map(stream);
  return (await agent.write([{ conversation, writes: 'reply', streams }], sampling)).flat();
}

async function candidates(engine: WebLlmEngine) {
  const written = await write(new RecordingAgent(engine), ['candidate/0', 'candidate/1', 'candidate/2']);
  const different = new Set(written.map((text) => text.tokens.join())).size;
  return { isGood: different > 1, measured: { candidates: written.length, different } };
}

/** A bias that all tokens of the answers share makes them the likeliest, so that their own probabilities are told. */
async function closedSet(engine: WebLlmEngine, { tokensOf }: CheckDeps) {
  const answers = Array.from({ length: 9 }, (_, i) => String(i + 1));
  const messages = [{ role: 'user' as const, content: 'How warm is it, from 1 to 9? Answer with a number.' }];
  const { probabilities } = await engine.answer({ messages, answers });
  const ids = [...new Set(answers.flatMap(tokensOf))];
  const { steps = [] } = await engine.write({
    ...{ messages, adapts: true, temperature: 1, minP: 0, maxNewTokens: 1, seed: 5, record: ids.length },
    bias: { tokens: ids, values: ids.map(() => 80) },
  });
  const seen = new Map(steps[0]?.tokens.map((token, i) => [token, steps[0]?.probabilities[i] ?? NaN]));
  const wanted = answers.map((answer) => sum(tokensOf(answer).map((token) => seen.get(token) ?? NaN)));
  const difference = Math.max(...wanted.map((value, i) => Math.abs(value / (probabilities[i] ?? NaN) - 1)));
  return { isGood: difference < 1e-4, measured: { answers: answers.length, largestRatioLess1: difference } };
}

/** Log-ratios to the untrained model of two rows, of which the first was liked and the second disliked. */
async function stepOf(learner: Learner, written: readonly Written[]): Promise<{ liked: number; disliked: number }> {
  const rows = written.slice(0, 2).map((text, i): TrainingRow => ({
    ...{ conversation, writes: 'reply', text, desirable: i === 0, isOwn: true },
  }));
  await learner.update(rows, settings, stream('update'), {});
  // without rows the policy becomes its own predecessor, which is asked
  await learner.update([], settings, stream('update'), {});
  const scored = (await learner.logProbs(rows, {})) ?? [];
  const [first, second] = scored.map((each) => each.previous - each.first);
  return { liked: first ?? NaN, disliked: second ?? NaN };
}

async function rerankStep(engine: WebLlmEngine) {
  const learner = new RerankKto(new RecordingAgent(engine), { candidates: 2, sampling });
  const streams = ['rerank/0', 'rerank/1'].map(stream);
  const written = (await learner.agent.write([{ conversation, writes: 'reply', streams }], sampling)).flat();
  // its features are words
  if (written[0]?.text === written[1]?.text) throw new RangeError('two replies of different tokens have the same text');
  const measured = await stepOf(learner, written);
  return { isGood: measured.liked > measured.disliked, measured };
}

/** What the learner says of a text that the changed model writes is what WebLLM says of it. */
async function logitStep(engine: WebLlmEngine) {
  const agent = new RecordingAgent(engine);
  const learner = new LogitKto(agent, { rank: 4, bound: 4 });
  const measured = await stepOf(learner, await write(agent, ['logit/0', 'logit/1']));
  const streams = [stream('logit/2')];
  const [text] = (await learner.agent.write([{ conversation, writes: 'reply', streams }], sampling)).flat();
  if (!text) throw new RangeError('no text was written');
  const [scored] = await learner.logProbs([{ conversation, writes: 'reply', text, desirable: true, isOwn: true }], {});
  const difference = Math.abs(sum(text.logProbs) - (scored?.previous ?? NaN));
  return { isGood: measured.liked > measured.disliked && difference < 1e-2, measured: { ...measured, difference } };
}

async function recovery(engine: WebLlmEngine, { killGpu }: CheckDeps, recoveries: () => number) {
  const request = {
    messages: [{ role: 'user' as const, content: 'May I go?' }],
    ...{ adapts: true, temperature: 1, minP: 0, maxNewTokens: tokens, seed: 424242 },
  };
  const before = await engine.write(request);
  const pending = engine.write(request);
  await killGpu();
  const during = await pending;
  // where the request was done before the process died, the next one finds it gone
  const after = recoveries() > 0 ? during : await engine.write(request);
  const same = [during, after].every((text) => text.tokens.join() === before.tokens.join());
  return { isGood: recoveries() > 0 && same, measured: { recoveries: recoveries(), same: Number(same) } };
}
