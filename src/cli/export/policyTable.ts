// What a policy has learned, in words, for learners whose policies can be read.
import { acts } from '../../corpus/acts.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { csvRow } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
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
