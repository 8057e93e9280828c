// What a feedback memory holds, and what of it goes into a prompt.
import * as v from 'valibot';
import type { RandomStream } from '../../core/rng/index.ts';
import type { Conversation } from '../../roles/index.ts';
import { jsonOfBytes } from '../jsonBytes.ts';

/** A rated text of the agent with what is needed to find it again. */
export interface Lesson {
  /** Words of the notes and of the user's last message, each once. */
  readonly about: readonly string[];
  readonly writes: 'reply' | 'plan';
  readonly text: string;
  readonly desirable: boolean;
}

/** More are not kept (see `remember`). */
export const mostLessons = 1024;

/**
 * Known lessons and new ones, in their order where there is room for all. Otherwise lessons known before go first, then new ones, in both
 * cases by lot: a run's rows come one kind of user after the other, and by order the kind that comes first would be forgotten first.
 */
export function remember(known: readonly Lesson[], learned: readonly Lesson[], stream: RandomStream): Lesson[] {
  if (known.length + learned.length <= mostLessons) return [...known, ...learned];
  return [...stream.shuffle([...known]), ...stream.shuffle([...learned])].slice(-mostLessons);
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];

export function aboutOf({ notes, turns }: Pick<Conversation, 'notes' | 'turns'>): string[] {
  const message = turns.findLast(({ role }) => role === 'user')?.text ?? '';
  return [...new Set([...wordsOf(notes ?? ''), ...wordsOf(message)])];
}

/** Shared words over all words (Jaccard). */
function similarity(a: ReadonlySet<string>, b: readonly string[]): number {
  const shared = b.filter((word) => a.has(word)).length;
  const all = a.size + b.length - shared;
  return all === 0 ? 0 : shared / all;
}

/** The lesson of the given kind about the most similar user, the latest of several; null: there is none. */
export function nearest(
  lessons: readonly Lesson[],
  conversation: Pick<Conversation, 'notes' | 'turns'>,
  kind: Pick<Lesson, 'writes' | 'desirable'>,
): Lesson | null {
  const about = new Set(aboutOf(conversation));
  let best: { readonly lesson: Lesson; readonly found: number } | null = null;
  for (const lesson of lessons) {
    if (lesson.writes !== kind.writes || lesson.desirable !== kind.desirable) continue;
    const found = similarity(about, lesson.about);
    if (best === null || found >= best.found) best = { lesson, found };
  }
  return best?.lesson ?? null;
}

/** The conversation as the agent sees it: its instructions end with what such a user liked and disliked. */
export function withLessons(
  conversation: Conversation,
  writes: Lesson['writes'],
  lessons: readonly Lesson[],
): Conversation {
  const [liked, disliked] = [true, false].map((desirable) => nearest(lessons, conversation, { writes, desirable }));
  const lines = [
    ...(conversation.system === null ? [] : [conversation.system]),
    ...(liked ? [`Such a user liked: ${liked.text}`] : []),
    ...(disliked ? [`Such a user disliked: ${disliked.text}`] : []),
  ];
  return lines.length === 0 ? conversation : { ...conversation, system: lines.join(' ') };
}

const schema = v.pipe(
  v.array(
    v.object({
      about: v.array(v.string()),
      writes: v.picklist(['reply', 'plan']),
      text: v.string(),
      desirable: v.boolean(),
    }),
  ),
  v.maxLength(mostLessons),
);

/** Throws SyntaxError or ValiError for bytes that are no memory. */
export const lessonsOf = (bytes: Uint8Array): Lesson[] => v.parse(schema, jsonOfBytes(bytes));
