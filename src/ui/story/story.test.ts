// What the story finds in a run and in the site's claims.
import { describe, expect, test } from 'vitest';
import type { Claim, Finding } from '../../experiments/index.ts';
import { movedBetween } from '../../facts/index.ts';
import type { Move, Outcome } from '../../facts/index.ts';
import { exampleWith, policyWith, roundWith, shownWith } from '../../facts/testing/cases.ts';
import { setupOf } from '../../session/index.ts';
import { criticAnswer, judgeAnswer, tableAnswer } from './answers.ts';
import { averageOf } from './averageOf.ts';
import { changedReplies, turnedOf } from './changedReplies.ts';
import { controlIn } from './controls.ts';
import { changeIn, changeNames, predictedConfig, predictionState } from './predictions.ts';
import { expectedRating, ratedPair } from './ratedPair.ts';
import { twoUsers } from './twoUsers.ts';

const said = (text: string, harmful: boolean | null) =>
  shownWith({
    harmful,
    turns: [
      { role: 'user', text: 'May I?' },
      { role: 'agent', text },
    ],
  });

describe('two replies to rate', () => {
  const up = exampleWith(true, { conversation: said('Yes, do.', true) });
  const down = exampleWith(false, { label: 'undesirable', conversation: said('Better not now.', false) });
  const untold = exampleWith(true, { conversation: said('What?', null) });
  const other = exampleWith(false, { group: 'other' });

  test('are the best and the worst to gameable users of the first training, of which all can be told', () => {
    const rounds = [roundWith(0, { examples: [untold, other, up, down, exampleWith(true)] }), roundWith(1)];
    const pair = ratedPair({ rounds });
    expect(new Set(pair?.replies)).toEqual(new Set([up, down]));
    expect(pair?.best).toEqual({ gameable: { harmful: 2, of: 2 }, other: { harmful: 0, of: 1 } });
    expect(pair?.selection.desirable).toBe(8);
  });

  test('do not always stand in the same order', () => {
    const firsts = ['Yes, do.', 'Yes, do so.'].map((text) => {
      const best = exampleWith(true, { conversation: said(text, true) });
      return ratedPair({ rounds: [roundWith(0, { examples: [best, down] })] })?.replies[0] === best;
    });
    expect(firsts).toEqual([true, false]);
  });

  test('are missing where no training is on file, or one kind of reply', () => {
    expect(ratedPair({ rounds: [] })).toBeNull();
    expect(ratedPair({ rounds: [roundWith(0, { examples: [up, other] })] })).toBeNull();
  });

  test('have the mean of their ratings’ probabilities, however those add up', () => {
    expect(expectedRating(exampleWith(true, { conversation: shownWith({ ratings: [0, 0.5, 0, 0.5] }) }))).toBe(3);
    expect(expectedRating(exampleWith(true, { conversation: shownWith({ ratings: [0, 0.2, 0.2] }) }))).toBe(2.5);
  });
});

describe('replies by how much of them is new', () => {
  const pair = (user: number, gameable: string, other: string, harmful: boolean | null = false) => ({
    ...{ user, group: 'gameable' as const, channel: 'notes' as const },
    ...{ gameable: said(gameable, harmful), other: said(other, false) },
  });
  const first = policyWith(0, { twins: [pair(0, 'one two three four', 'one two three four'), pair(7, 'a b', 'a b')] });
  const last = policyWith(3, {
    twins: [pair(0, 'one two three five', 'one two three four', true), pair(7, 'c d', 'a b', null), pair(9, 'x', 'y')],
  });

  test('stand from the least to the most changed, both sides of each pair that both policies have', () => {
    const replies = changedReplies(first, last);
    expect(replies.map(({ group, share, change }) => [group, share, change])).toEqual([
      ['other', 0, 'harmless'],
      ['other', 0, 'harmless'],
      ['gameable', 0.25, 'turned'],
      ['gameable', 1, 'untold'],
    ]);
    expect(turnedOf(replies)).toEqual({ gameable: { turned: 1, of: 1 }, other: { turned: 0, of: 2 } });
  });
});

describe('an average over another mix of users', () => {
  const rate = (value: number, n: number) => ({ value, low: value - 0.1, high: value + 0.1, n });
  const harm: Outcome['harm'] = {
    gameable: movedBetween(rate(0.2, 60), rate(0.8, 50)),
    other: movedBetween(rate(0.3, 60), rate(0.1, 60)),
  };

  test.each<[number, number, number, Move]>([
    [0, 0.3, 0.1, 'falls'],
    [0.3, 0.27, 0.31, 'stays'],
    [0.5, 0.25, 0.45, 'rises'],
    [1, 0.2, 0.8, 'rises'],
  ])('with %d gameable goes from %d to %d', (share, from, to, move) => {
    const average = averageOf({ harm }, share);
    expect(average?.from.value).toBeCloseTo(from, 12);
    expect(average?.to.value).toBeCloseTo(to, 12);
    expect(average?.to.n).toBe(110);
    expect(average?.move).toBe(move);
  });

  test('is as wide as its parts make it: of halves a root of two narrower, of one group as wide as that', () => {
    // sqrt(.05^2 + .05^2)
    expect(averageOf({ harm }, 0.5)?.to.low).toBeCloseTo(0.45 - Math.SQRT1_2 / 10, 12);
    expect(averageOf({ harm }, 1)?.to).toMatchObject({ low: 0.8 - 0.1, high: 0.8 + 0.1 });
  });

  test('can’t be told where a group can’t', () => {
    expect(averageOf({ harm: { ...harm, other: null } }, 0.5)).toBeNull();
  });
});

describe('what claims answer', () => {
  const gap = (value: number, more: Partial<Finding> = { isDifference: true }): Finding => ({
    ...{ label: 'targeting gap, after', value, low: value - 0.1, high: value + 0.1, n: 60, of: 60, paper: null },
    ...more,
  });
  const claim = (id: string, ...findings: Finding[]): Claim => ({
    ...{ id, topic: 'controls', unit: 'share', statement: id, paper: null, rule: '', verdict: 'shown' },
    ...{ findings, remarks: [], runs: [] },
  });

  test('a control is found by its name, with its gap and which way that lies', () => {
    const rate = { label: 'others, after', value: 0.5, low: 0.4, high: 0.6, n: 60, of: 60, paper: null };
    const claims = [claim('tabular', rate, gap(0.4)), claim('shuffled', gap(0.05)), claim('others-only', rate)];
    expect(controlIn(claims, 'tabular')).toMatchObject({ gap: gap(0.4), move: 'rises' });
    expect(controlIn(claims, 'shuffled')).toMatchObject({ move: 'stays' });
    expect(controlIn(claims, 'others-only')).toBeNull();
    expect(controlIn([], 'tabular')).toBeNull();
  });

  test.each<[Move[], string]>([
    [['falls', 'falls'], 'all'],
    [['falls', 'stays'], 'some'],
    [['rises', 'stays'], 'none'],
  ])('judges %j: lower with %s', (moves, answer) => {
    const judges = moves.map((move) => ({ against: { ...movedBetween(gap(0), gap(0)), move } }));
    expect(judgeAnswer({ judges })).toBe(answer);
  });

  test('only a clear gap is targeting', () => {
    expect((['rises', 'stays', 'falls'] as const).map((move) => tableAnswer({ move }))).toEqual([
      ...['targets', 'spares', 'spares'],
    ]);
  });

  test.each<[Move, Move, string]>([
    ['rises', 'rises', 'both'],
    ['rises', 'stays', 'shuffled'],
    ['falls', 'rises', 'othersOnly'],
    ['stays', 'falls', 'neither'],
  ])('shuffled %s, others only %s: %s', (shuffled, others, answer) => {
    expect(criticAnswer({ move: shuffled }, { move: others })).toBe(answer);
  });

  test('what has not been measured has no answer', () => {
    expect([judgeAnswer(null), tableAnswer(null), criticAnswer({ move: 'stays' }, null)]).toEqual([null, null, null]);
  });
});

describe('a prediction', () => {
  test('is of a setup that there is, of a recording of none, and no two are the same', () => {
    expect(changeNames.map((name) => changeIn(predictedConfig(name)))).toEqual([...changeNames]);
    expect(changeIn(setupOf('politics-50').config)).toBeNull();
    const configs = changeNames.map((name) => JSON.stringify(predictedConfig(name)));
    expect(new Set([...configs, JSON.stringify(setupOf('politics-50').config)]).size).toBe(changeNames.length + 1);
  });

  test('waits for the end of a run of its own setup', () => {
    const config = predictedConfig('share');
    const prediction = { config, bet: 'targeted' } as const;
    const policies = [policyWith(0, { gameable: 0.1 }), policyWith(10, { gameable: 0.9 })];
    const setup = { config };
    const another = setupOf('therapy-50');
    expect(predictionState(prediction, null, setup).stage).toBe('waiting');
    expect(predictionState(prediction, null, another).stage).toBe('elsewhere');
    expect(predictionState(prediction, { config, policies, end: null }, another).stage).toBe('waiting');
    expect(predictionState(prediction, { config, policies, end: 'cancelled' }, setup).stage).toBe('waiting');
    expect(predictionState(prediction, { ...another, policies, end: 'finished' }, another).stage).toBe('elsewhere');
    const over = predictionState(prediction, { config, policies, end: 'finished' }, another);
    expect(over).toMatchObject({ stage: 'over', outcome: { harm: { gameable: { move: 'rises' } } } });
  });
});

test('two users of both kinds are shown, others than the replies to rate, and not always in one order', () => {
  const user = (group: 'gameable' | 'other', notes: string) =>
    exampleWith(false, { group, conversation: shownWith({ notes }) });
  const examples = (notes: string) => [
    ...[user('gameable', 'First.'), user('gameable', notes), user('other', 'Elsewhere.'), user('other', 'Here.')],
  ];
  const shown = (notes: string) =>
    twoUsers({ rounds: [roundWith(0, { examples: examples(notes) })] }).map(({ conversation }) => conversation.notes);
  expect(shown('Even.')).toEqual(['Here.', 'Even.']);
  expect(shown('Evens.')).toEqual(['Evens.', 'Here.']);
  expect(twoUsers({ rounds: [roundWith(0, { examples: [user('other', 'Alone.')] })] })).toEqual([]);
});
