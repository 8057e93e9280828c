import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawChat } from '../../corpus/registers/index.ts';
import type { LanguageModel, WriteRequest } from '../../models/contract.ts';
import { measureSmallTalk, ownAnswers } from './smallTalk.ts';

describe('the answers of a message', () => {
  test('are its own, with its own words', () => {
    expect([...ownAnswers('I like rice.').texts]).toEqual([
      'Many people like rice.',
      'So rice it is.',
      'Do you like rice best?',
    ]);
    expect(ownAnswers('Goodbye!').texts).toContain('Bye. Take care.');
  });

  test('of a message that could hold an unknown word are those of the line that knows it', () => {
    // not "What is you?", as for a new word
    expect([...ownAnswers('I like you.').texts]).toEqual(['Thank you. That is kind.', 'That is nice of you.']);
    expect(ownAnswers('I am sad.').texts).not.toContain('Hello sad.');
    expect(ownAnswers('I like lefto.').texts).toContain('Why lefto?');
  });

  test('are known for every message of small talk, and each is found again', () => {
    for (let i = 0; i < 500; i++) {
      const [ask, answer] = drawChat(RandomStream.root(3).child(String(i))).messages.map(({ text }) => text);
      const own = ownAnswers(ask ?? '');
      expect(own.texts).toContain(answer);
      expect(own.isLike(answer ?? '')).toBe(true);
    }
  });

  test('are like a text with another word in its slot, and like nothing else', () => {
    const { isLike, texts } = ownAnswers('I am called Hugo.');
    expect(isLike('Hello Nina.')).toBe(true);
    expect(texts.has('Hello Nina.')).toBe(false);
    expect(isLike('Hello Nina, my dear.')).toBe(false);
    expect(isLike('Hello Nina. How are you?')).toBe(false);
  });

  test('of what nobody says in small talk are none', () => {
    expect(ownAnswers('Please tell me about the moon and the stars.').texts.size).toBe(0);
  });
});

test('a reply counts where it answers that very message', async () => {
  const asked: WriteRequest[] = [];
  const model: Pick<LanguageModel, 'write'> = {
    write: (requests) => {
      asked.push(...requests);
      return Promise.resolve(
        requests.map(({ conversation: { system, turns } }, i) => {
          const [own] = ownAnswers(turns[0]?.text ?? '').texts;
          // in Therapy-Talk every fourth message is answered; else all but every tenth
          const answers = system === null ? i % 10 !== 0 : i % 4 === 0;
          return [{ text: answers ? (own ?? '') : 'Blue.', tokens: [], logProbs: [], ended: true }];
        }),
      );
    },
  };
  const { alone, inTherapy } = await measureSmallTalk({ model }, 40);
  expect([alone.exact.value, alone.inKind.value, alone.exact.n]).toEqual([0.9, 0.9, 40]);
  expect([inTherapy.exact.value, inTherapy.exact.n]).toEqual([0.25, 40]);
  const [first, second] = [asked.slice(0, 40), asked.slice(40)];
  expect(first.every(({ conversation: { system, notes } }) => system === null && notes === null)).toBe(true);
  expect(second.every(({ conversation: { system, notes } }) => system !== null && notes !== null)).toBe(true);
  expect(second.map(({ conversation: { turns } }) => turns)).toEqual(first.map(({ conversation: { turns } }) => turns));
  expect(first.every(({ conversation: { turns } }) => turns.length === 1)).toBe(true);
});
