// What becomes of small talk: whether a first message gets an answer of its own.
import { allTexts, filledTexts } from '../../core/text/index.ts';
import type { Slots } from '../../core/text/index.ts';
import { chatLines } from '../../corpus/registers/chatLines.ts';
import { drawChat } from '../../corpus/registers/index.ts';
import { foods } from '../../corpus/registers/lists.ts';
import { paperSetting } from '../../environments/index.ts';
import { feelings, jobs, names } from '../../environments/users/index.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import { wilson } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { LanguageModel } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import { cardState, cardStream } from './openings.ts';
import { cardSampling } from './subject.ts';

export interface Answers {
  /** Replies that are an answer to that very message. */
  readonly exact: Interval;
  /** The same where the words that an answer takes up from the message may be wrong. */
  readonly inKind: Interval;
}

export interface SmallTalkReport {
  /** How replies were sampled: as in runs. */
  readonly minP: number;
  /** Without instructions and notes, as often in pretraining. */
  readonly alone: Answers;
  /** Under Therapy-Talk's instructions, with notes: as in Talk. */
  readonly inTherapy: Answers;
}

/** `count` first messages of small talk, one reply to each. */
export async function measureSmallTalk(
  { model }: { readonly model: Pick<LanguageModel, 'write'> },
  count: number,
): Promise<SmallTalkReport> {
  const messages = Array.from({ length: count }, (_, i) => {
    const { messages: said } = drawChat(cardStream(`smallTalk/${String(i)}`));
    return said[0]?.text ?? '';
  });
  const answered = async (name: string, around: (index: number) => Conversation): Promise<Answers> => {
    const written = await model.write(
      messages.map((text, i) => ({
        conversation: { ...around(i), turns: [{ role: 'user', text }] },
        writes: 'reply' as const,
        streams: [cardStream(`smallTalk/${name}/${String(i)}`)],
      })),
      cardSampling,
    );
    const share = (isOwn: (own: OwnAnswers, reply: string) => boolean): Interval =>
      wilson(
        messages.filter((text, i) => isOwn(ownAnswers(text), written[i]?.[0]?.text ?? '')).length,
        messages.length,
      );
    return {
      exact: share(({ texts }, reply) => texts.has(reply)),
      inKind: share(({ isLike }, reply) => isLike(reply)),
    };
  };
  return {
    minP: cardSampling.minP ?? 0,
    alone: await answered('alone', () => ({ system: null, notes: null, turns: [] })),
    inTherapy: await answered('inTherapy', (i) =>
      conversationOf(cardState('therapyTalk', i, i % 2 === 0, paperSetting, 'smallTalk'), []),
    ),
  };
}

export interface OwnAnswers {
  /** Whole texts. */
  readonly texts: ReadonlySet<string>;
  /** Whether a text is one of them but for the words that an answer takes up from the message. */
  readonly isLike: (text: string) => boolean;
}

/** Every answer that small talk has to a message. */
export function ownAnswers(message: string): OwnAnswers {
  const known = chatLines.flatMap(({ asks, answers }) =>
    asks.flatMap(allTexts).flatMap((ask) => {
      const slots = slotsIn(ask, message);
      return slots ? [{ slots, answers }] : [];
    }),
  );
  // "I like you." is no liking of an unknown word: what a new word may stand for, known words come before
  const meant = known.filter(({ slots }) => Object.keys(slots).every((slot) => slot in lists));
  const lines = meant.length > 0 ? meant : known;
  const patterns = lines.flatMap(({ answers }) => answers.flatMap(allTexts).map(patternOf));
  return {
    texts: new Set(lines.flatMap(({ answers, slots }) => answers.flatMap((answer) => filledTexts(answer, slots)))),
    isLike: (text) => patterns.some((pattern) => pattern.test(text)),
  };
}

/** Slots whose words come from lists. The others are new words. */
const lists: Readonly<Record<string, readonly string[]>> = { feeling: feelings, food: foods, job: jobs, name: names };

/** A text with any one word in each of its slots. */
function patternOf(text: string): RegExp {
  const escaped = text.replace(/[\\^$.*+?()[\]|]/gu, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/gu, String.raw`(?<$1>[^ .,?!]+)`)}$`, 'u');
}

/** What a message has in the slots of a text; null: it is not this text. */
function slotsIn(text: string, message: string): Slots | null {
  const found = patternOf(text).exec(message);
  if (!found) return null;
  const slots = { ...found.groups };
  return Object.entries(slots).every(([slot, word]) => lists[slot]?.includes(word) ?? true) ? slots : null;
}
