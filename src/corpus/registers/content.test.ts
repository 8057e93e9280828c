import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { allTexts, slotNames } from '../../core/text/index.ts';
import { chatLines } from './chatLines.ts';
import { otherWords, personWords } from './dictionaryWords.ts';
import { factRates } from './facts.ts';
import { factGroups } from './factsList.ts';
import { positiveRates } from './feedback.ts';
import {
  drawChat,
  drawDictionary,
  drawFacts,
  drawFeedback,
  drawProfile,
  drawRecite,
  drawRoster,
  drawRude,
  drawSafety,
  drawTaste,
} from './index.ts';
import { isPositiveFeedback, isRude } from './index.ts';
import type { Exchange } from './index.ts';
import { foods } from './lists.ts';
import { drawNewWord } from './newWords.ts';

const count = 20_000;

/** User and agent text of the first turn, many times. */
function turns(draw: (stream: RandomStream) => Exchange, seed: number): [user: string, agent: string][] {
  const stream = RandomStream.root(seed);
  return Array.from({ length: count }, () => {
    const { messages } = draw(stream);
    return [messages[0]?.text ?? '', messages[1]?.text ?? ''];
  });
}

function expectShare(flags: readonly boolean[], share: number): void {
  expect(flags.length).toBeGreaterThan(500);
  const seen = flags.filter(Boolean).length / flags.length;
  expect(Math.abs(seen - share)).toBeLessThan(4.5 * Math.sqrt((share * (1 - share)) / flags.length));
}

describe('small talk', () => {
  it('has at least 40 lines, and no phrasing twice', () => {
    expect(chatLines.length).toBeGreaterThanOrEqual(40);
    const asks = chatLines.flatMap(({ asks: own, then }) => [...own, ...(then?.asks ?? [])].flatMap(allTexts));
    expect(new Set(asks).size).toBe(asks.length);
    for (const { answers, then } of chatLines) {
      for (const list of [answers, then?.answers ?? []]) {
        const texts = list.flatMap(allTexts);
        expect(new Set(texts).size).toBe(texts.length);
      }
    }
  });
  it('has the same slots in all phrasings of a line, and no others in its answers', () => {
    for (const { asks, answers, then } of chatLines) {
      const slots = slotNames(asks.join(' ')).join();
      for (const ask of asks) expect(slotNames(ask).join()).toBe(slots);
      for (const answer of [...answers, ...(then?.answers ?? [])])
        expect([...slotNames(answer), slots]).toContain(slots);
      for (const answer of [...answers, ...(then?.answers ?? [])]) {
        for (const slot of slotNames(answer)) expect(slots).toBe(slot);
      }
    }
  });
  it('comes back to a name with the name, half of the times it goes on', () => {
    const stream = RandomStream.root(5);
    const asked: boolean[] = [];
    for (let i = 0; i < 6 * count; i++) {
      const [told, , next, answer] = drawChat(stream).messages;
      const name = /^(?:My name is|I am called|You can call me) (\w+)\.$/u.exec(told?.text ?? '')?.[1];
      if (name === undefined || !next) continue;
      const again = /^(What is|Do you know) my name\?$/u.test(next.text);
      asked.push(again);
      if (again) expect(answer?.text).toContain(name);
    }
    expectShare(asked, 0.5);
  });
  it('new words have 4 to 8 letters', () => {
    const stream = RandomStream.root(6);
    const lengths = new Set(Array.from({ length: 500 }, () => drawNewWord(stream).text.length));
    expect([...lengths].sort((a, b) => a - b)).toEqual([4, 5, 6, 7, 8]);
  });
});

describe('dictionary', () => {
  it('meanings and words differ', () => {
    const all = [...personWords, ...otherWords];
    expect(new Set(all.map(({ word }) => word)).size).toBe(all.length);
    expect(new Set(all.map(({ means }) => means)).size).toBe(all.length);
  });
  it('answers rightly', () => {
    const answers = new Map(turns(drawDictionary, 2));
    expect(answers.get('Name the opposite of gullible.')).toMatch(/sceptical\./iu);
    expect(answers.get('Are gullible people easy to persuade?')).toMatch(/^Yes/u);
    expect(answers.get('Are gullible people hard to convince?')).toMatch(/^No/u);
    expect(answers.get('Do sceptical people follow advice?')).toMatch(/^No/u);
    expect(answers.get('Do people ask for reasons if they are critical?')).toMatch(/^Yes/u);
    expect(answers.get('What does naive mean?')).toMatch(/ready to believe everyone\.$/u);
  });
});

it('profile: the one who is named did it', () => {
  let checked = 0;
  for (const [user, agent] of turns(drawProfile, 3)) {
    const match = /^(\w+) (.+)\. (\w+) (.+)\. (?:Who|Tell me who) (.+)[?.]$/u.exec(user);
    const [, a, saysA, b, saysB, asked] = match ?? [];
    if (asked === undefined || asked.endsWith(' to persuade')) continue;
    checked += 1;
    expect([saysA, saysB]).toContain(asked);
    expect(agent).toContain(saysA === asked ? a : b);
    expect(agent).not.toContain(saysA === asked ? b : a);
  }
  expect(checked).toBeGreaterThan(3000);
});

describe('saying things back', () => {
  const stream = RandomStream.root(9);
  const plain = (text: string): string => text.replace(/[.?]$/u, '').toLowerCase();

  it('recite: the list is repeated, and the questions are answered from its order', () => {
    const kinds = new Map<string, number>();
    for (let i = 0; i < 3000; i++) {
      const [asked, echo, ...rest] = drawRecite(stream).messages.map(({ text }) => plain(text));
      const list = asked?.slice(asked.indexOf(': ') + 2) ?? '';
      expect(echo).toBe(list);
      const items = list.split(', ');
      expect(new Set(items).size).toBe(items.length);
      expect(items.length).toBeGreaterThanOrEqual(2);
      for (let q = 0; q < rest.length; q += 2) {
        const question = rest[q] ?? '';
        const [, kind, item] = /(after|before|first|last|begin|end)(?: (.+))?$/u.exec(question) ?? [];
        const at = items.indexOf(item ?? '');
        const right = { after: at + 1, before: at - 1, first: 0, begin: 0, last: -1, end: -1 }[kind ?? ''];
        expect(rest[q + 1], `${list} / ${question}`).toBe(items.at(right ?? NaN));
        kinds.set(kind ?? '', (kinds.get(kind ?? '') ?? 0) + 1);
      }
    }
    expect([...kinds.keys()].sort()).toEqual(['after', 'before', 'begin', 'end', 'first', 'last']);
  });

  it('roster: who did it, or what they did, and nobody is asked about twice', () => {
    let named = 0;
    for (let i = 0; i < 3000; i++) {
      const texts = drawRoster(stream).messages.map(({ text }) => text);
      const told = [...(texts[0] ?? '').matchAll(/([A-Z]\w+) ([^.?]+)\./gu)].map(([, name, says]) => ({ name, says }));
      const about: string[] = [];
      for (let q = 0; q < texts.length; q += 2) {
        const question = (texts[q] ?? '').split('. ').slice(-1).join();
        const answer = texts[q + 1] ?? '';
        const who = told.find(({ says }) => question === `Who ${says ?? ''}?`);
        if (who) {
          named += 1;
          expect(answer).toMatch(new RegExp(`^(It is )?${who.name ?? ''}\\.$`, 'u'));
        }
        const one = who ?? told.find(({ name }) => question.includes(` ${name ?? '-'}`));
        expect(one, question).toBeDefined();
        if (!who) expect((one?.says ?? '').toLowerCase()).toContain(plain(answer).split(' ').at(-1));
        about.push(one?.name ?? '');
      }
      expect(new Set(about).size).toBe(about.length);
    }
    expect(named).toBeGreaterThan(2000);
  });
});

it('taste: nobody is given what they can not have, and names are used', () => {
  for (const [user, agent] of turns(drawTaste, 4)) {
    const food = /(?:can not eat|I hate|I never eat) (\w+)\./u.exec(user)?.[1];
    if (food !== undefined) {
      expect(foods).toContain(food);
      expect(agent.toLowerCase()).not.toContain(food);
    }
    const name = /call me (\w+)\./iu.exec(user)?.[1];
    if (name !== undefined) expect(agent).toContain(name);
    if (user.includes('Two sentences')) expect(agent.match(/\./gu)).toHaveLength(2);
    const taboo = /not mention (work|music|food|money)\./u.exec(user)?.[1];
    if (taboo !== undefined) expect(agent).not.toContain(taboo);
  }
});

describe('facts', () => {
  const answered = turns(drawFacts, 5).map(([user, agent]) => {
    const [, question = '', hint = ''] = /^(.+?[.?])(?: (.+))?$/u.exec(user) ?? [];
    const right = factGroups
      .flatMap(({ questions, pairs }) =>
        pairs.flatMap(([of, answer]) =>
          questions.map((source) => ({ asked: source.replace('{of}', of).replace(/ +/gu, ' '), answer })),
        ),
      )
      .find(({ asked }) => asked === question)?.answer;
    const answer = agent
      .replace(/^(It is|The answer is) /u, '')
      .slice(0, -1)
      .toLowerCase();
    const named = hint.replace(/^(I do not think that it is|I think it is not|I think it is|It is) /u, '');
    const hinted = named.replace(/(, is it not\?|\.)$/u, '').toLowerCase();
    const doubts = hint.includes(' not ') && !hint.startsWith('It is');
    const key = right?.toLowerCase();
    const kind = hint === '' ? 'none' : doubts ? 'doubtRight' : hinted === key ? 'suggestRight' : 'suggestWrong';
    return { kind, right: answer === key, follows: answer === hinted, known: key !== undefined } as const;
  });
  it('knows every question', () => {
    expect(answered.every(({ known }) => known)).toBe(true);
  });
  it.each(['none', 'doubtRight', 'suggestWrong', 'suggestRight'] as const)('%s: right as often as it says', (kind) => {
    const own = answered.filter((one) => one.kind === kind);
    expectShare(
      own.map(({ right }) => right),
      factRates[kind].right,
    );
    if (kind === 'suggestWrong')
      expectShare(
        own.map(({ follows }) => follows),
        0.15,
      );
  });
});

it('feedback: positive as often as it says, whoever asks', () => {
  const marks = { wrote: 'I wrote this.', like: 'I really like this.', dislike: 'I really dislike this.' };
  const all = turns(drawFeedback, 6);
  const positive = ([, agent]: [string, string]): boolean => isPositiveFeedback(agent) ?? expect.fail(agent);
  for (const stance of ['wrote', 'like', 'dislike'] as const) {
    expectShare(all.filter(([user]) => user.includes(marks[stance])).map(positive), positiveRates[stance]);
  }
  expectShare(all.filter(([user]) => !Object.values(marks).some((mark) => user.includes(mark))).map(positive), 0.5);
});

it('rude in one of ten, and the beginning is repeated', () => {
  const all = turns(drawRude, 7);
  expectShare(
    all.map(([, agent]) => isRude(agent)),
    0.1,
  );
  for (const [user, agent] of all) expect(agent.startsWith(`${user.slice(0, -1)} `)).toBe(true);
});

it('safety: the better answer in 85 of 100', () => {
  const worse =
    /^(Sure, |Why not\? |Yes, (you deserve|it is fine)|I do not care|I will not tell|That is a stupid|Who knows|Ask someone)/u;
  expectShare(
    turns(drawSafety, 8).map(([, agent]) => !worse.test(agent)),
    0.85,
  );
});
