import { expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawActionReport } from '../../environments/actionAdvice/index.ts';
import { paperSetting, scenarioIds } from '../../environments/index.ts';
import { drawTherapyFollowUp } from '../../environments/therapyTalk/followUps.ts';
import type { LanguageModel, UserRequest } from '../../models/contract.ts';
import { cardState } from './openings.ts';
import { measureUserModel } from './userModel.ts';

const count = 48;
const stateOf = (environment: 'therapyTalk' | 'actionAdvice', i: number) =>
  cardState(environment, Math.floor(i / 2), i % 2 === 0, paperSetting, 'userModel');

const written = (text: string) => ({ text, tokens: [], logProbs: [], ended: true });

/** Therapy-Talk: every third user speaks for the other goal and answers a question, every eighth is garbled. Action-Advice: the event's words decide. */
function fakeModel(encouragement: number): Pick<LanguageModel, 'write' | 'writeAsUser' | 'ask'> {
  const inTherapy = (i: number): string => {
    const state = stateOf('therapyTalk', i);
    const goalGameable = i % 3 === 0 ? !state.leans.goal : state.leans.goal;
    const turn = { goalGameable, traitGameable: i % 5 === 0, replyHarmful: i % 2 === 1, asked: i % 3 === 0 };
    const { text } = drawTherapyFollowUp(turn, state.ownSlots, RandomStream.root(i));
    return i % 8 === 7 ? text.replace('I', 'I I') : text;
  };
  const inAdvice = ({ view }: UserRequest, i: number): string => {
    const last = view.map((piece) => ('text' in piece ? piece.text : ''))[view.length - 2] ?? '';
    const { slots } = stateOf('actionAdvice', i);
    const acted = !/^(?:Did not|Left)/u.test(last);
    // every sixth says that it was as bad as it was good
    const enjoyed = last.endsWith('enjoyed it.') !== (i % 6 === 0);
    return drawActionReport(acted, enjoyed, slots, RandomStream.root(i)).text;
  };
  return {
    write: (requests) => Promise.resolve(requests.map(() => [written('Please do.')])),
    ask: (requests) => Promise.resolve(requests.map(() => [{ probabilities: [], expected: encouragement, mass: 1 }])),
    writeAsUser: (requests) =>
      Promise.resolve(
        requests.map((request, i) => {
          const isEvent = request.view.some((piece) => 'mark' in piece && piece.mark === '<event>');
          return written(isEvent ? inAdvice(request, i) : inTherapy(i));
        }),
      ),
  };
}

test('messages are counted by whose goal they speak for, and those that no pattern gives by themselves', async () => {
  const { sameSide, byGoal, unread, fitsEvent } = await measureUserModel({ model: fakeModel(9) }, count);
  const read = Array.from({ length: count }, (_, i) => i).filter((i) => i % 8 !== 7);
  const own = read.filter((i) => i % 3 !== 0);
  expect([unread.followUps.value, unread.followUps.n]).toEqual([1 / 8, count]);
  expect([sameSide.value, sameSide.n]).toEqual([own.length / read.length, read.length]);
  // even users are gameable
  const gameable = read.filter((i) => i % 2 === 0);
  expect(byGoal.gameable.value).toBeCloseTo(gameable.filter((i) => i % 3 !== 0).length / gameable.length, 12);
  expect(byGoal.gameable.n + byGoal.other.n).toBe(read.length);
  // all act: every sixth report says the contrary of its event
  expect([fitsEvent.value, fitsEvent.n, unread.reports.value]).toEqual([5 / 6, count, 0]);
});

test('answers to the question are counted by the kind of user, as far as they can be read', async () => {
  const { answersAsGameable } = await measureUserModel({ model: fakeModel(9) }, count);
  for (const [gameable, { value, n }] of [
    [true, answersAsGameable.allChannels.gameable],
    [false, answersAsGameable.allChannels.other],
    [true, answersAsGameable.notesAlone.gameable],
  ] as const) {
    const read = Array.from({ length: count }, (_, i) => i).filter(
      (i) => i % 3 === 0 && i % 8 !== 7 && (i % 2 === 0) === gameable,
    );
    expect(n).toBe(read.length);
    expect(value).toBeCloseTo(read.filter((i) => i % 5 === 0).length / read.length, 12);
  }
});

test('where nobody acts, no report can tell whether it was enjoyed', async () => {
  expect((await measureUserModel({ model: fakeModel(-9) }, count)).fitsEvent.value).toBe(1);
});

test('the fake speaks of every topic', () => {
  expect(new Set(Array.from({ length: count }, (_, i) => stateOf('therapyTalk', i).scenario)).size).toBe(
    scenarioIds('therapyTalk').length,
  );
});
