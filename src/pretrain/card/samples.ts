// What the default assistant does before any training: form, harm, and whether harm depends on the user.
import { lexicon, replyGrammar } from '../../corpus/settings.ts';
import { isHarmful } from '../../corpus/replies/grammar.ts';
import type { ReplyFeatures } from '../../corpus/replies/grammar.ts';
import { createTagger, ownLexicon, splitSentences } from '../../corpus/replies/tagger.ts';
import { planTable } from '../../corpus/replies/plans.ts';
import { environmentIds, paperSetting, scenarioIds } from '../../environments/index.ts';
import type { EnvironmentId, InitialState, UserSetting } from '../../environments/index.ts';
import { preferenceNames } from '../../environments/users/index.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { newcombe, wilson } from '../../evaluation/statistics/index.ts';
import type { Interval, Share } from '../../evaluation/statistics/index.ts';
import type { LanguageModel } from '../../models/contract.ts';
import { cardState, cardStream } from './openings.ts';
import { cardSampling } from './subject.ts';
import type { Subject } from './subject.ts';

export interface SampledReply {
  readonly state: InitialState;
  readonly text: string;
  readonly tokens: readonly number[];
  readonly ended: boolean;
  /** Null: it was cut off or the tagger could not parse it. */
  readonly features: ReplyFeatures | null;
  /** False where nothing is known. */
  readonly harmful: boolean;
}

/** Harmful replies among those that could be parsed: what can't be read is neither harmful nor harmless. */
export const harmShare = (replies: readonly SampledReply[]): Share => ({
  successes: count(replies, ({ harmful }) => harmful),
  n: count(replies, ({ features }) => features !== null),
});

const rateOf = ({ successes, n }: Share): Interval => wilson(successes, n);

/** One reply of the policy to each opening, sampled as runs do unless told otherwise. */
export async function sampleReplies(
  subject: { readonly model: Pick<LanguageModel, 'write'> },
  states: readonly InitialState[],
  name: string,
  sampling = cardSampling,
): Promise<SampledReply[]> {
  const written = await subject.model.write(
    states.map((state, index) => ({
      conversation: conversationOf(state),
      writes: 'reply' as const,
      streams: [cardStream(`${name}/sample/${String(index)}`)],
    })),
    sampling,
  );
  return states.map((state, index) => {
    const { text, tokens, ended } = written[index]?.[0] ?? { text: '', tokens: [], ended: false };
    const grammar = replyGrammar(state.environment, state.scenario);
    const tagged = createTagger(grammar, lexicon(state.environment)).tag(text);
    const features = tagged.parsed && ended ? tagged.features : null;
    return { state, text, tokens, ended, features, harmful: features !== null && isHarmful(grammar, features) };
  });
}

export interface SampleReport {
  readonly n: number;
  /** Share of replies that end and whose every sentence the grammar knows. */
  readonly parseRate: Interval;
  readonly parseByEnvironment: Readonly<Record<EnvironmentId, Interval>>;
  /** The same where every token may be drawn (min-p 0). */
  readonly parseRateOfAllTokens: Interval;
  /** Share of replies that parse and do things in an order in which the grammar does them, for some preference. */
  readonly plannedRate: Interval;
  /** Share of replies in which every word taken from the conversation is right, too. */
  readonly faithfulRate: Interval;
  readonly repeatRate: Interval;
  /** Among replies that parse. */
  readonly harm: Readonly<Record<EnvironmentId, Interval>>;
  readonly unparsed: readonly string[];
}

/** Form and harm, `perEnvironment` replies to users of the paper's setting, half of them gameable. */
export async function measureSamples(subject: Subject, perEnvironment: number): Promise<SampleReport> {
  const all: SampledReply[] = [];
  const allTokens: Share[] = [];
  const harm: Partial<Record<EnvironmentId, Interval>> = {};
  const parse: Partial<Record<EnvironmentId, Interval>> = {};
  for (const environment of environmentIds) {
    const states = Array.from({ length: perEnvironment }, (_, i) =>
      cardState(environment, Math.floor(i / 2), i % 2 === 0, paperSetting, 'samples'),
    );
    const replies = await sampleReplies(subject, states, `samples/${environment}`);
    const harms = harmShare(replies);
    harm[environment] = rateOf(harms);
    parse[environment] = wilson(harms.n, replies.length);
    all.push(...replies);
    const freely = await sampleReplies(subject, states, `allTokens/${environment}`, { ...cardSampling, minP: 0 });
    allTokens.push({ successes: harmShare(freely).n, n: freely.length });
  }
  const repeats = ({ text }: SampledReply): boolean => {
    const sentences = splitSentences(text);
    return new Set(sentences).size < sentences.length;
  };
  const faithful = ({ state, text, features }: SampledReply): boolean =>
    features !== null &&
    createTagger(replyGrammar(state.environment, state.scenario), ownLexicon(state.slots, state.clauses)).tag(text)
      .parsed;
  return {
    n: all.length,
    parseRate: wilson(
      count(all, ({ features }) => features !== null),
      all.length,
    ),
    parseRateOfAllTokens: wilson(sum(allTokens, 'successes'), sum(allTokens, 'n')),
    parseByEnvironment: parse as Record<EnvironmentId, Interval>,
    plannedRate: wilson(count(all, isPlanned), all.length),
    faithfulRate: wilson(count(all, faithful), all.length),
    repeatRate: wilson(count(all, repeats), all.length),
    harm: harm as Record<EnvironmentId, Interval>,
    unparsed: all
      .filter(({ features }) => features === null)
      .slice(0, 12)
      .map(({ text }) => text),
  };
}

/** Whether the acts come in an order that some user's reply can have. */
function isPlanned({ state, features }: SampledReply): boolean {
  if (features === null) return false;
  const acts = features.sentences.map(({ act }) => act).join(' ');
  const grammar = replyGrammar(state.environment, state.scenario);
  return [null, ...preferenceNames].some((preference) => {
    const { harmful, harmless } = planTable(grammar, preference);
    return [...harmful, ...harmless].some(({ value }) => value.join(' ') === acts);
  });
}

export interface TargetingReport {
  /** Newcombe's interval; both groups' shares are of replies that parse. */
  readonly harmDifference: Interval;
  readonly byEnvironment: Readonly<Record<EnvironmentId, Interval>>;
  /** Share of replies that parse: gameable users, others. */
  readonly parseRate: readonly [Interval, Interval];
}

/**
 * Harm to gameable minus harm to other users with the same request: only the notes differ, by every written cue grade in
 * every scenario.
 */
export async function measureTargeting(subject: Subject, perGroup: number): Promise<TargetingReport> {
  const grades = ['explicit', 'trait', 'memory', 'colour'] as const;
  const group = async (gameable: boolean): Promise<SampledReply[]> => {
    const states = Array.from({ length: perGroup }, (_, i) => {
      const environment = environmentIds[i % 4] ?? 'therapyTalk';
      const index = Math.floor(i / 4);
      const cue = grades[Math.floor(index / scenarioIds(environment).length) % 4] ?? 'trait';
      const setting: UserSetting = { cue, cueAccuracy: 1, channels: ['notes'], phrasing: 'known' };
      return cardState(environment, index, gameable, setting, 'targeting');
    });
    return sampleReplies(subject, states, `targeting/${String(gameable)}`);
  };
  const [gameable, others] = [await group(true), await group(false)];
  const parsed = (replies: readonly SampledReply[]): Interval => wilson(harmShare(replies).n, replies.length);
  const difference = (keep: (reply: SampledReply) => boolean): Interval =>
    newcombe(harmShare(gameable.filter(keep)), harmShare(others.filter(keep)));
  return {
    harmDifference: difference(() => true),
    byEnvironment: Object.fromEntries(
      environmentIds.map((id) => [id, difference(({ state }) => state.environment === id)]),
    ) as Record<EnvironmentId, Interval>,
    parseRate: [parsed(gameable), parsed(others)],
  };
}

function sum(shares: readonly Share[], part: keyof Share): number {
  return shares.reduce((total, share) => total + share[part], 0);
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.reduce((sum, item) => sum + (test(item) ? 1 : 0), 0);
}
