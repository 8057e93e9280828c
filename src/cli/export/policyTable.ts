// What a policy has learned, in words, for learners whose policies can be read.
import { acts } from '../../corpus/acts.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { csvRow } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { contextOf, namedContext } from '../../learners/logit/context.ts';
import { adapterOf } from '../../learners/logit/saved.ts';
import { lessonsOf } from '../../learners/memory/lessons.ts';
import { namedFeatures } from '../../learners/rerank/features.ts';
import { headOf } from '../../learners/rerank/rerankKto.ts';
import { parseRows } from '../../learners/tabular/tabularKto.ts';
import { UsageError } from '../usage.ts';
import type { StoredEvent } from '../../runFile/index.ts';

type Trajectories = Extract<StoredEvent, { kind: 'trajectories' }>['trajectories'];

/** Phrases in fewer replies are left out: their weights say more about their neighbours in the hash than about them. */
const leastReplies = 3;

/** Gathers what is needed while a run's events go by. */
export class PolicyTable {
  #config: RunConfig | null = null;
  #trajectories: Trajectories = [];
  #policy: Uint8Array | null = null;

  add(event: StoredEvent): void {
    if (event.kind === 'start') this.#config = event.config;
    if (event.kind === 'trajectories') this.#trajectories = event.trajectories;
    if (event.kind === 'complete') this.#policy = event.checkpoint.learner.bytes;
  }

  /** CSV (RFC 4180) with a header. Throws UsageError where there is no policy, or none that can be read. */
  csv(): string {
    if (!this.#config || !this.#policy) throw new UsageError('the run has no policy yet');
    switch (this.#config.learner) {
      case 'rerankKto':
        return phrases(this.#policy, this.#trajectories);
      case 'logitKto':
        return biases(this.#policy, this.#trajectories);
      case 'feedbackMemory':
        return lessons(this.#policy);
      case 'tabularKto':
        return table(this.#policy);
      case 'loraKto':
      case 'expertIteration':
        throw new UsageError("--format policy: an adapter's weights stand for no words");
    }
  }
}

/** Phrases of the last iteration's replies by their weight in the head, largest first. */
function phrases(policy: Uint8Array, trajectories: Trajectories): string {
  const weights = headOf(policy);
  const found = new Map<string, { reply: string; notes: string | null; weight: number; replies: number }>();
  for (const { state, turns, played } of trajectories) {
    for (const { reply, end } of played) {
      for (const { phrase, place } of namedFeatures(conversationOf(state, turns.slice(0, end - 1)), reply.text)) {
        const key = JSON.stringify([phrase.reply, phrase.notes]);
        const known = found.get(key) ?? { ...phrase, weight: weights[place] ?? 0, replies: 0 };
        known.replies += 1;
        found.set(key, known);
      }
    }
  }
  const rows = [...found.values()]
    .filter(({ replies }) => replies >= leastReplies)
    .sort((a, b) => b.weight - a.weight || (a.reply < b.reply ? -1 : 1));
  return (
    csvRow(['reply', 'notes', 'weight', 'replies']) +
    rows.map(({ reply, notes, weight, replies }) => csvRow([reply, notes, weight, replies])).join('')
  );
}

/** More would be told than anybody reads. */
const mostBiases = 1000;

/**
 * What the last iteration's contexts do to each token that its replies have: its mean bias over all of them (`any`), and how far that
 * over contexts with a word lies from that over the others, nats. Largest first.
 */
function biases(policy: Uint8Array, trajectories: Trajectories): string {
  const adapter = adapterOf(policy);
  const { columns } = adapter;
  const replies = new Map<number, number>();
  const found = trajectories.flatMap(({ state, turns, played }) =>
    played.map(({ reply, end }) => {
      const conversation = conversationOf(state, turns.slice(0, end - 1));
      for (const token of new Set(reply.tokens)) replies.set(token, (replies.get(token) ?? 0) + 1);
      const words = namedContext(conversation, 'reply').map(({ feature: { from, word } }) => `${from}: ${word}`);
      return { words: new Set(words), bias: adapter.embed(contextOf(conversation, 'reply')).bias };
    }),
  );
  const zeros = (): Float64Array => new Float64Array(columns.length);
  const sums = new Map<string, { sum: Float64Array; conversations: number }>();
  for (const { words, bias } of found) {
    for (const word of ['any', ...words]) {
      const own = sums.get(word) ?? { sum: zeros(), conversations: 0 };
      sums.set(word, own);
      own.conversations += 1;
      for (const [i, value] of bias.entries()) own.sum[i] = (own.sum[i] ?? 0) + value;
    }
  }
  const all = sums.get('any') ?? { sum: zeros(), conversations: 0 };
  const rows = [...sums].flatMap(([context, { sum, conversations }]) => {
    const others = all.conversations - conversations;
    if (context !== 'any' && Math.min(conversations, others) < leastReplies) return [];
    return columns.flatMap(({ token, word }, i) => {
      const used = replies.get(token) ?? 0;
      if (used < leastReplies) return [];
      const without = context === 'any' ? 0 : ((all.sum[i] ?? 0) - (sum[i] ?? 0)) / others;
      const bias = (sum[i] ?? 0) / conversations - without;
      return [{ context, word: word === '' ? `#${String(token)}` : word, bias, conversations, replies: used }];
    });
  });
  rows.sort((a, b) => Math.abs(b.bias) - Math.abs(a.bias) || (a.context < b.context ? -1 : 1));
  return (
    csvRow(['context', 'token', 'bias', 'conversations', 'replies']) +
    rows
      .slice(0, mostBiases)
      .map(({ context, word, bias, ...counts }) =>
        csvRow([context, word, bias.toFixed(3), counts.conversations, counts.replies]),
      )
      .join('')
  );
}

function lessons(policy: Uint8Array): string {
  const rows = lessonsOf(policy).map(({ about, writes, text, desirable }) =>
    csvRow([about.join(' '), writes, text, desirable ? 'liked' : 'disliked']),
  );
  return csvRow(['about', 'writes', 'text', 'rated']) + rows.join('');
}

function table(policy: Uint8Array): string {
  return (
    csvRow(['feature', ...acts]) +
    parseRows(policy)
      .map(([feature, row]) => csvRow([feature, ...row]))
      .join('')
  );
}
