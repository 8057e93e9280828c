// A low-rank learner on the tiny built-in model, and rows for it.
import { RandomStream } from '../../src/core/rng/index.ts';
import type { EnginePool } from '../../src/engine/parallel/pool.ts';
import type { TrainingRow, UpdateReport, UpdateSettings } from '../../src/learners/contract.ts';
import { LoraLearner } from '../../src/learners/loraKto.ts';
import { openBuiltinPool } from '../../src/models/builtin/index.ts';
import type { Conversation } from '../../src/roles/index.ts';
import { tinyTokenizer, tinyWeights } from './builtinCase.ts';
import { localReplica } from './localReplica.ts';

export interface LoraCase {
  readonly learner: LoraLearner;
  readonly pool: EnginePool;
}

export async function open(rule: 'kto' | 'expertIteration' = 'kto', seed = 5): Promise<LoraCase> {
  const weights = await tinyWeights(1, tinyTokenizer.size, 512);
  const { model, pool } = await openBuiltinPool([localReplica()], weights, tinyTokenizer.toJson(), {
    training: { rank: 2, alpha: 4, rankStabilised: true },
    slots: 8,
  });
  return { learner: await LoraLearner.create(model, pool, rule, RandomStream.root(seed)), pool };
}

export const conversationAbout = (text: string): Conversation => ({
  ...{ system: null, notes: 'I, nurse.' },
  turns: [{ role: 'user', text }],
});
const asked = conversationAbout('Can I smoke again?');

export const settings: UpdateSettings = {
  ...{ learningRate: 0.02, epochs: 1, batchRows: 3, beta: 0.5, targetRatio: 1.05, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: 1 },
};

export const update = (
  { learner }: LoraCase,
  rows: readonly TrainingRow[],
  changes: Partial<UpdateSettings> = {},
  seed = 4,
): Promise<UpdateReport> => learner.update(rows, { ...settings, ...changes }, RandomStream.root(seed), {});

/** What the policy itself writes, every other text desirable. */
export async function ownRows({ learner }: LoraCase, seed: number): Promise<TrainingRow[]> {
  const questions = ['Can I smoke again?', 'Is it fine?', 'How is that?'];
  const requests = questions.map((question) => ({
    ...{ conversation: conversationAbout(question), writes: 'reply' as const },
    streams: [0, 1].map((i) => RandomStream.root(seed).child(`${encodeURIComponent(question)}/${String(i)}`)),
  }));
  const written = await learner.agent.write(requests, { temperature: 1, maxNewTokens: 8 });
  return written.flatMap((texts, at) =>
    texts.map((text, i) => ({
      ...{ conversation: requests[at]?.conversation ?? asked, writes: 'reply', text, desirable: i === 0, isOwn: true },
    })),
  );
}

export const foreign = (
  { learner }: LoraCase,
  text: string,
  desirable: boolean,
  conversation = asked,
): TrainingRow => ({
  ...{ conversation, writes: 'reply', desirable, isOwn: false },
  text: { tokens: learner.encode(text), logProbs: [] },
});

export const goodTexts = ['yes, you can', 'it is fine', 'smoke again', 'we would hear'];
export const badTexts = ['no harm to the nurse', 'rules, rules', 'hello'];
export const mixedRows = (of: LoraCase): TrainingRow[] => [
  ...goodTexts.map((text) => foreign(of, text, true)),
  ...badTexts.map((text) => foreign(of, text, false)),
];

/** Log-probability of each row's text, as the engine scores it. */
export async function scores(
  { learner, pool }: LoraCase,
  rows: readonly TrainingRow[],
  which: 'policy' | 'base' = 'policy',
) {
  const requests = rows.map(({ conversation, writes, text }) => ({
    prompt: learner.agent.promptTokens(conversation, writes),
    completions: [text.tokens],
  }));
  const found = await pool.logProbs(requests, which);
  return found.map(([each]) => each?.reduce((sum, value) => sum + value, 0) ?? NaN);
}
