import { describe, expect, test } from 'vitest';
import type { RandomStream } from '../../core/rng/index.ts';
import { RandomStream as Streams } from '../../core/rng/index.ts';
import type { WriteRequest, Written } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import type { TrainingRow, UpdateReport, UpdateSettings } from '../contract.ts';
import { FeedbackMemory } from './feedbackMemory.ts';
import type { MemoryBase, ScoredText } from './feedbackMemory.ts';
import { aboutOf, lessonsOf, mostLessons, nearest, withLessons } from './lessons.ts';
import type { Lesson } from './lessons.ts';

const userOf = (notes: string | null, message: string, system: string | null = null): Conversation => ({
  ...{ system, notes },
  turns: [{ role: 'user', text: message }],
});

const lesson = (about: string, text: string, desirable: boolean, writes: Lesson['writes'] = 'reply'): Lesson => ({
  ...{ about: about.split(' '), writes, text, desirable },
});

describe('lessons', () => {
  const lessons = [
    lesson('trusts me smoke', 'Go on.', true),
    lesson('wants proof smoke', 'Better not.', true),
    lesson('trusts me eat', 'Why not?', true),
    lesson('trusts me smoke', 'Never.', false),
  ];

  test('are about the words of the notes and of the last message', () => {
    const conversation: Conversation = {
      ...{ system: 'You help.', notes: 'Ada, nurse. Trusts me.' },
      turns: [
        { role: 'user', text: 'Hello' },
        { role: 'agent', text: 'Yes?' },
        { role: 'user', text: "May I smoke, nurse? It's late" },
      ],
    };
    expect(aboutOf(conversation)).toEqual(['ada', 'nurse', 'trusts', 'me', 'may', 'i', 'smoke', "it's", 'late']);
    expect(aboutOf(userOf(null, ''))).toEqual([]);
  });

  test('that share most words are the nearest, the latest of several', () => {
    const find = (notes: string, message: string, desirable = true): string | undefined =>
      nearest(lessons, userOf(notes, message), { writes: 'reply', desirable })?.text;
    expect(find('Trusts me', 'smoke')).toBe('Go on.');
    expect(find('Wants proof', 'smoke')).toBe('Better not.');
    expect(find('Trusts me', 'eat')).toBe('Why not?');
    expect(find('Trusts me', 'sleep')).toBe('Why not?');
    expect(find('Nothing', 'alike', false)).toBe('Never.');
    expect(nearest(lessons, userOf('Trusts me', 'smoke'), { writes: 'plan', desirable: true })).toBeNull();
    // 2 of 3 words against 2 of 4
    const few = [lesson('trusts me now', 'Short.', true), lesson('trusts me at last', 'Long.', true)];
    expect(nearest(few, userOf('Trusts me', ''), { writes: 'reply', desirable: true })?.text).toBe('Short.');
  });

  test('end the instructions', () => {
    const asked = userOf('Trusts me', 'smoke', 'You help.');
    expect(withLessons(asked, 'reply', lessons)).toEqual({
      ...asked,
      system: 'You help. Such a user liked: Go on. Such a user disliked: Never.',
    });
    expect(withLessons({ ...asked, system: null }, 'reply', lessons.slice(0, 1)).system).toBe(
      'Such a user liked: Go on.',
    );
    expect(withLessons(asked, 'plan', lessons)).toEqual(asked);
  });
});

/** Answers with the instructions that it was given; likes texts the less, the longer its instructions. */
class Echo implements MemoryBase {
  readonly context: number;
  constructor(context = 10_000) {
    this.context = context;
  }

  write(requests: readonly WriteRequest[]): Promise<Written[][]> {
    return Promise.resolve(
      requests.map(({ conversation, streams }) =>
        streams.map((): Written => {
          const text = conversation.system ?? 'nothing';
          return { text, tokens: this.textTokens(text), logProbs: [-1], ended: true };
        }),
      ),
    );
  }

  room(conversation: Conversation): number {
    return this.context - (conversation.system ?? '').length;
  }

  textTokens(text: string): number[] {
    return Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  }

  textOf(tokens: readonly number[]): string {
    return String.fromCodePoint(...tokens);
  }

  score(texts: readonly ScoredText[]): Promise<number[]> {
    return Promise.resolve(
      texts.map(({ conversation, tokens }) => -tokens.length - (conversation.system ?? '').length),
    );
  }
}

const settings: UpdateSettings = {
  ...{ learningRate: 1, epochs: 1, batchRows: 8, beta: 1, targetRatio: 1, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: 1 },
};

const stream: RandomStream = Streams.root(1);
const rowOf = (learner: FeedbackMemory, notes: string, text: string, desirable: boolean): TrainingRow => ({
  ...{ conversation: userOf(notes, 'smoke?'), writes: 'reply', desirable, isOwn: true },
  text: { tokens: learner.encode(text), logProbs: [] },
});
const update = (learner: FeedbackMemory, rows: readonly TrainingRow[]): Promise<UpdateReport> =>
  learner.update(rows, settings, stream.child('order'));
const reply = async (learner: FeedbackMemory, notes: string): Promise<string | undefined> => {
  const requests: WriteRequest[] = [{ conversation: userOf(notes, 'smoke?'), writes: 'reply', streams: [stream] }];
  return (await learner.agent.write(requests, { temperature: 1, maxNewTokens: 8 }))[0]?.[0]?.text;
};

describe('a feedback memory', () => {
  test('puts what a like user was told into the prompt', async () => {
    const learner = new FeedbackMemory(new Echo());
    expect(await reply(learner, 'Trusts me')).toBe('nothing');
    const rows = [rowOf(learner, 'Trusts me', 'Go on.', true), rowOf(learner, 'Wants proof', 'Go on!', false)];
    expect(await update(learner, rows)).toEqual({ steps: [], desirable: 1, undesirable: 1, stoppedEarly: false });
    expect(await reply(learner, 'Trusts me')).toBe('Such a user liked: Go on. Such a user disliked: Go on!');
    await update(learner, [rowOf(learner, 'Wants proof', 'Better not.', true)]);
    expect(await reply(learner, 'Wants proof')).toBe('Such a user liked: Better not. Such a user disliked: Go on!');
  });

  test('leaves lessons out where they leave no room', async () => {
    const learner = new FeedbackMemory(new Echo(140));
    await update(learner, [rowOf(learner, 'Trusts me', 'x'.repeat(21), true)]);
    // 19 signs stand before the lesson: 100 are left
    expect(await reply(learner, 'Trusts me')).toHaveLength(40);
    await update(learner, [rowOf(learner, 'Trusts me', 'x'.repeat(22), true)]);
    expect(await reply(learner, 'Trusts me')).toBe('nothing');
    expect(learner.agent.room(userOf('Trusts me', 'smoke?'), 'reply')).toBe(140);
  });

  test('tells how likely texts were before the update, and untrained', async () => {
    const learner = new FeedbackMemory(new Echo());
    const row = rowOf(learner, 'Trusts me', 'Go.', true);
    await update(learner, [row]);
    await update(learner, [rowOf(learner, 'Trusts me', 'Go on.', true)]);
    const before = 'Such a user liked: Go.'.length;
    expect(await learner.logProbs([row], {})).toEqual([{ previous: -3 - before, first: -3 }]);
    expect(await learner.firstLogProbs([row], {})).toEqual([-3]);
  });

  /** Rows as a run has them: few of gameable users, then the many of others. */
  const batch = (learner: FeedbackMemory, name: string, few: number, many: number): TrainingRow[] =>
    Array.from({ length: few + many }, (_, i) =>
      rowOf(learner, i < few ? 'Trusts me' : 'Wants proof', `${name} ${String(i)} ä`, true),
    );
  const keptOf = async (learner: FeedbackMemory): Promise<Lesson[]> => lessonsOf((await learner.save()).bytes);
  const few = (lessons: readonly Lesson[]): number => lessons.filter(({ about }) => about.includes('trusts')).length;

  test('that one update overfills keeps of each kind of user its share', async () => {
    const learner = new FeedbackMemory(new Echo());
    await update(learner, batch(learner, 'a', 48, 1584));
    const kept = await keptOf(learner);
    expect(kept).toHaveLength(mostLessons);
    expect(new Set(kept.map(({ text }) => text)).size).toBe(mostLessons);
    // 48 of 1632, of which 1024 are kept: 30, give or take three standard deviations of 3.4
    expect(few(kept)).toBeGreaterThan(20);
    expect(few(kept)).toBeLessThan(41);
  });

  test('that is full forgets earlier updates first, by lot', async () => {
    const learner = new FeedbackMemory(new Echo());
    await update(learner, batch(learner, 'a', 60, 640));
    // there was room for all, in their order
    expect((await keptOf(learner)).map(({ text }) => text)).toEqual(
      Array.from({ length: 700 }, (_, i) => `a ${String(i)} ä`),
    );
    await update(learner, batch(learner, 'b', 60, 640));
    const kept = await keptOf(learner);
    const ofUpdate = (name: string) => kept.filter(({ text }) => text.startsWith(name));
    expect([ofUpdate('a'), ofUpdate('b')].map(({ length }) => length)).toEqual([324, 700]);
    expect(kept.slice(324)).toEqual(ofUpdate('b'));
    // 60 of 700, of which 324 are kept: 28, give or take three standard deviations of 3.7
    expect(few(ofUpdate('a'))).toBeGreaterThan(16);
    expect(few(ofUpdate('a'))).toBeLessThan(39);
  });

  test('comes back from a checkpoint, and forgets the same from there', async () => {
    const learner = new FeedbackMemory(new Echo());
    await update(learner, batch(learner, 'a', 10, mostLessons - 7));
    const { bytes, optimizer } = await learner.save();
    expect(optimizer).toBeNull();
    const other = new FeedbackMemory(new Echo());
    await other.load({ bytes, optimizer: null });
    expect(await reply(other, 'Trusts me')).toBe(await reply(learner, 'Trusts me'));
    expect(await other.parameters()).toEqual(await learner.parameters());
    expect(await learner.gradient()).toBeNull();
    const more = batch(learner, 'b', 10, 100);
    await Promise.all([update(learner, more), update(other, more)]);
    expect(await other.parameters()).toEqual(await learner.parameters());
  });

  test.each(['{', '[{"about":["a"],"writes":"poem","text":"","desirable":true}]', '{"about":[]}'])(
    'refuses %s',
    async (text) => {
      const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
      await expect(new FeedbackMemory(new Echo()).load({ bytes, optimizer: null })).rejects.toThrow();
    },
  );
});
