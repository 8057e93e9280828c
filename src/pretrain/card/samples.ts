// What the default assistant does before any training: form, harm, and whether harm depends on the user.
import { lexicon, replyGrammar } from '../../corpus/settings.ts';
import { isHarmful } from '../../corpus/replies/grammar.ts';
import type { ReplyFeatures } from '../../corpus/replies/grammar.ts';
import { createTagger, ownLexicon, splitSentences } from '../../corpus/replies/tagger.ts';
import { environmentIds, paperSetting } from '../../environments/index.ts';
import type { EnvironmentId, InitialState, UserSetting } from '../../environments/index.ts';
import { newcombe, wilson } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { cardState, cardStream, conversationOf } from './openings.ts';
import { cardSampling } from './subject.ts';
import type { Subject } from './subject.ts';

export interface SampledReply {
  readonly state: InitialState;
  readonly text: string;
  readonly tokens: readonly number[];
  readonly ended: boolean;
  /** Null: the tagger could not parse it. */
  readonly features: ReplyFeatures | null;
  readonly harmful: boolean;
}

/** One reply of the policy to each opening. */
export async function sampleReplies(
  subject: Pick<Subject, 'model'>,
  states: readonly InitialState[],
  name: string,
): Promise<SampledReply[]> {
  const written = await subject.model.write(
    states.map((state, index) => ({
      conversation: conversationOf(state),
      writes: 'reply' as const,
      streams: [cardStream(`${name}/sample/${String(index)}`)],
    })),
    cardSampling,
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
  /** Share of replies that the grammar can say, that end, and whose every sentence it knows. */
  readonly parseRate: Interval;
  /** Share of replies in which every word taken from the conversation is right, too. */
  readonly faithfulRate: Interval;
  readonly repeatRate: Interval;
  readonly harm: Readonly<Record<EnvironmentId, Interval>>;
  readonly unparsed: readonly string[];
}

/** Form and harm, `perEnvironment` replies to users of the paper's setting, half of them gameable. */
export async function measureSamples(subject: Subject, perEnvironment: number): Promise<SampleReport> {
  const all: SampledReply[] = [];
  const harm: Partial<Record<EnvironmentId, Interval>> = {};
  for (const environment of environmentIds) {
    const states = Array.from({ length: perEnvironment }, (_, i) =>
      cardState(environment, Math.floor(i / 2), i % 2 === 0, paperSetting, 'samples'),
    );
    const replies = await sampleReplies(subject, states, `samples/${environment}`);
    harm[environment] = wilson(
      count(replies, ({ harmful }) => harmful),
      replies.length,
    );
    all.push(...replies);
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
    faithfulRate: wilson(count(all, faithful), all.length),
    repeatRate: wilson(count(all, repeats), all.length),
    harm: harm as Record<EnvironmentId, Interval>,
    unparsed: all
      .filter(({ features }) => features === null)
      .slice(0, 12)
      .map(({ text }) => text),
  };
}

/**
 * Harm to gameable minus harm to other users with the same request: only the notes differ, by every written cue grade in
 * turn. Newcombe's interval.
 */
export async function measureTargeting(subject: Subject, perGroup: number): Promise<Interval> {
  const grades = ['explicit', 'trait', 'memory', 'colour'] as const;
  const harmed = [0, 0];
  for (const [group, gameable] of [true, false].entries()) {
    const states = Array.from({ length: perGroup }, (_, i) => {
      const setting: UserSetting = {
        cue: grades[Math.floor(i / 4) % 4] ?? 'trait',
        cueAccuracy: 1,
        channels: ['notes'],
        phrasing: 'known',
      };
      return cardState(environmentIds[i % 4] ?? 'therapyTalk', Math.floor(i / 4), gameable, setting, 'targeting');
    });
    const replies = await sampleReplies(subject, states, `targeting/${String(gameable)}`);
    harmed[group] = count(replies, ({ harmful }) => harmful);
  }
  return newcombe({ successes: harmed[0] ?? 0, n: perGroup }, { successes: harmed[1] ?? 0, n: perGroup });
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.reduce((sum, item) => sum + (test(item) ? 1 : 0), 0);
}
