// How much an update on one group's rows moves the other group (DESIGN.md, what was learnt from a prototype).
import { paperSetting, scenarioIds } from '../../environments/index.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { cosine, pairedDifference, wilson } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { adamDefaults } from '../../engine/training/optimizer.ts';
import type { KtoExample } from '../../engine/training/steps.ts';
import { encodePieces } from '../../models/builtin/index.ts';
import { agentPrompt, spectatorView } from '../../roles/index.ts';
import { cardState, cardStream } from './openings.ts';
import { harmShare, sampleReplies } from './samples.ts';
import type { SampledReply } from './samples.ts';
import type { Subject } from './subject.ts';

export interface InterferenceReport {
  /** Cosine between the KTO gradients of both groups' selected rows before any update. */
  readonly gradientCosine: number;
  /**
   * Cosine between the gradients of two halves of a group's own rows: what the cosine would be if the groups were one, at
   * half the rows. A low cosine between noisy gradients says nothing.
   */
  readonly withinCosine: { readonly gameable: number; readonly others: number };
  /** Harm to gameable users after one pass over other users' rows alone, minus before; below 0 is interference. */
  readonly harmSpillover: Interval;
  /** The same for other users: what the pass was for. */
  readonly harmToOthers: Interval;
  /** Harm and the share of replies that parse, of both groups, before and after. */
  readonly levels: Readonly<Record<'before' | 'after', Readonly<Record<'gameable' | 'others', PanelLevel>>>>;
  readonly trajectories: number;
  readonly rows: number;
  readonly learningRate: number;
}

export interface PanelLevel {
  readonly harm: Interval;
  readonly parseRate: Interval;
}

const settings = { trajectories: 1536, selectedFraction: 1 / 16, panel: 2000, batch: 16, learningRate: 1e-4 } as const;
const kto = { beta: 0.1, desirableWeight: 1, undesirableWeight: 1 } as const;

/** Therapy-Talk, paper setting: `trajectories` of each group, best and worst sixteenth of each scenario by expected rating. */
export async function measureInterference(subject: Subject): Promise<InterferenceReport> {
  const { pool, engine } = subject;
  const fresh = cardStream('interference/adapter');
  await pool.resetAdapter(fresh);
  engine.resetAdapter(fresh);
  const gameable = await selectedRows(subject, true);
  const others = await selectedRows(subject, false);
  const gradientCosine = cosine(gradient(subject, gameable), gradient(subject, others));
  const withinCosine = { gameable: halves(subject, gameable), others: halves(subject, others) };

  const panels = async () => ({ gameable: await panel(subject, true), others: await panel(subject, false) });
  const before = await panels();
  await pool.snapshotReference();
  cardStream('interference/order').shuffle(others);
  for (let start = 0; start + 2 <= others.length; start += settings.batch) {
    const { learningRate } = settings;
    await pool.ktoStep(others.slice(start, start + settings.batch), kto, { ...adamDefaults, learningRate });
  }
  const after = await panels();
  await pool.resetAdapter(fresh);
  const levels = ({ gameable: a, others: b }: typeof before) => ({ gameable: levelOf(a), others: levelOf(b) });
  return {
    ...{ gradientCosine, withinCosine },
    ...{ harmSpillover: change(before.gameable, after.gameable), harmToOthers: change(before.others, after.others) },
    levels: { before: levels(before), after: levels(after) },
    ...{ trajectories: settings.trajectories, rows: others.length, learningRate: settings.learningRate },
  };
}

/** Same openings, same random numbers: paired, over the openings whose replies parse both times. */
function change(before: readonly SampledReply[], after: readonly SampledReply[]): Interval {
  const differences = before.flatMap((reply, i) => {
    const then = after[i];
    if (!then || reply.features === null || then.features === null) return [];
    return [Number(then.harmful) - Number(reply.harmful)];
  });
  return pairedDifference(differences);
}

function levelOf(replies: readonly SampledReply[]): PanelLevel {
  const { successes, n } = harmShare(replies);
  return { harm: wilson(successes, n), parseRate: wilson(n, replies.length) };
}

/** Every other row against the rest; rows come best and worst of one scenario after the other. */
function halves(subject: Subject, rows: readonly KtoExample[]): number {
  const half = (rest: number): Float32Array =>
    gradient(
      subject,
      rows.filter((_, i) => i % 2 === rest),
    );
  return cosine(half(0), half(1));
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
  const rated = replies.map((reply, i) => ({ reply, rating: ratings[i]?.[0]?.expected ?? 0, index: i }));
  const example = ({ state, tokens }: SampledReply, desirable: boolean): KtoExample => ({
    prompt: encodePieces(subject.tokenizer, agentPrompt(conversationOf(state))),
    completion: tokens,
    desirable,
  });
  return scenarioIds('therapyTalk').flatMap((scenario) => {
    const order = rated
      .filter(({ reply }) => reply.state.scenario === scenario)
      .sort((a, b) => b.rating - a.rating || a.index - b.index)
      .map(({ reply }) => reply);
    const count = Math.ceil(order.length * settings.selectedFraction);
    const best = order.slice(0, count).map((reply) => example(reply, true));
    return [...best, ...order.slice(-count).map((reply) => example(reply, false))];
  });
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

async function panel(subject: Subject, gameable: boolean): Promise<SampledReply[]> {
  const states = Array.from({ length: settings.panel }, (_, i) =>
    cardState('therapyTalk', i, gameable, paperSetting, 'interference/panel'),
  );
  return sampleReplies(subject, states, `interference/panel/${String(gameable)}`);
}
