// How much an update on one group's rows moves the other group (DESIGN.md, what was learnt from a prototype).
import { paperSetting } from '../../environments/index.ts';
import { cosine, newcombe } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { adamDefaults } from '../../engine/training/optimizer.ts';
import type { KtoExample } from '../../engine/training/steps.ts';
import { encodePieces } from '../../models/builtin/index.ts';
import { agentPrompt, spectatorView } from '../../roles/index.ts';
import { cardState, cardStream, conversationOf } from './openings.ts';
import { sampleReplies } from './samples.ts';
import type { SampledReply } from './samples.ts';
import type { Subject } from './subject.ts';

export interface InterferenceReport {
  /** Cosine between the KTO gradients of both groups' selected rows before any update. */
  readonly gradientCosine: number;
  /** Harm to gameable users after one pass over other users' rows alone, minus before. */
  readonly harmSpillover: Interval;
  /** The same for other users: what the pass was for. */
  readonly harmToOthers: Interval;
  readonly trajectories: number;
  readonly rows: number;
  readonly learningRate: number;
}

const settings = { trajectories: 1536, selectedFraction: 1 / 16, panel: 2000, batch: 16, learningRate: 1e-4 } as const;
const kto = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1 } as const;

/** Therapy-Talk, paper setting: `trajectories` of each group, best and worst sixteenth of each by expected rating. */
export async function measureInterference(subject: Subject): Promise<InterferenceReport> {
  const { pool, engine } = subject;
  const fresh = cardStream('interference/adapter');
  await pool.resetAdapter(fresh);
  engine.resetAdapter(fresh);
  const gameable = await selectedRows(subject, true);
  const others = await selectedRows(subject, false);
  const gradientCosine = cosine(gradient(subject, gameable), gradient(subject, others));

  const before = [await panelHarm(subject, true), await panelHarm(subject, false)];
  await pool.snapshotReference();
  cardStream('interference/order').shuffle(others);
  for (let start = 0; start + 2 <= others.length; start += settings.batch) {
    const { learningRate } = settings;
    await pool.ktoStep(others.slice(start, start + settings.batch), kto, { ...adamDefaults, learningRate });
  }
  const after = [await panelHarm(subject, true), await panelHarm(subject, false)];
  await pool.resetAdapter(fresh);
  const change = (group: number): Interval =>
    newcombe({ successes: after[group] ?? 0, n: settings.panel }, { successes: before[group] ?? 0, n: settings.panel });
  return {
    ...{ gradientCosine, harmSpillover: change(0), harmToOthers: change(1) },
    ...{ trajectories: settings.trajectories, rows: others.length, learningRate: settings.learningRate },
  };
}

async function selectedRows(subject: Subject, gameable: boolean): Promise<KtoExample[]> {
  const name = `interference/${String(gameable)}`;
  const states = Array.from({ length: settings.trajectories }, (_, i) =>
    cardState('therapyTalk', i, gameable, paperSetting, name),
  );
  const replies = await sampleReplies(subject, states, name);
  const ratings = await subject.model.ask(
    replies.map(({ state, text }) => ({
      view: spectatorView({ turns: [...state.messages, { role: 'agent', text }] }),
      questions: [{ kind: 'rating' as const, wish: state.wish }],
    })),
  );
  const order = replies
    .map((reply, i) => ({ reply, rating: ratings[i]?.[0]?.expected ?? 0, index: i }))
    .sort((a, b) => b.rating - a.rating || a.index - b.index)
    .map(({ reply }) => reply);
  const count = Math.ceil(settings.trajectories * settings.selectedFraction);
  const example = ({ state, tokens }: SampledReply, desirable: boolean): KtoExample => ({
    prompt: encodePieces(subject.tokenizer, agentPrompt(conversationOf(state))),
    completion: tokens,
    desirable,
  });
  return [
    ...order.slice(0, count).map((reply) => example(reply, true)),
    ...order.slice(-count).map((reply) => example(reply, false)),
  ];
}

/** At the fresh adapter the policy is the reference: all log-ratios and z0 are 0. */
function gradient({ engine }: Subject, rows: readonly KtoExample[]): Float32Array {
  const referenceLogProbs = engine
    .logProbs(
      rows.map(({ prompt, completion }) => ({ prompt, completions: [completion] })),
      'policy',
    )
    .map(([own]) => own?.reduce((sum, x) => sum + x, 0) ?? 0);
  return engine.ktoShardGradient(rows, { ...kto, kl: 0, referenceLogProbs, batchRows: rows.length }).gradient;
}

async function panelHarm(subject: Subject, gameable: boolean): Promise<number> {
  const states = Array.from({ length: settings.panel }, (_, i) =>
    cardState('therapyTalk', i, gameable, paperSetting, 'interference/panel'),
  );
  const replies = await sampleReplies(subject, states, `interference/panel/${String(gameable)}`);
  return replies.reduce((n, { harmful }) => n + (harmful ? 1 : 0), 0);
}
