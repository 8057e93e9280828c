import { describe, expect, test } from 'vitest';
import type { Moved, Move } from '../../../facts/index.ts';
import { exampleWith } from '../../../facts/testing/cases.ts';
import { chapters } from '../../../session/index.ts';
import { storyWords } from './story.ts';
import {
  averageText,
  averageTitle,
  bestText,
  changedTitle,
  controlText,
  elsewhereText,
  guessText,
  keptText,
  predictedText,
  rankText,
  ratedText,
  selectionText,
  thumbsText,
  waitingText,
  whoText,
} from './storySentences.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const interval = (value: number, reach = 0.1, n = 60) => ({ value, low: value - reach, high: value + reach, n });
const moved = (move: Move, to = 0.5): Moved => ({
  ...{ from: interval(0.2), to: interval(to), difference: interval(to - 0.2), move },
});

describe('a rated reply', () => {
  test('is told with its rating, its label and its harm', () => {
    expect(keptText('Reply A', exampleWith(true), 9.87)).toBe(
      'Reply A: its user’s expected rating is 9.9 of 10; one of the best-rated of its group, so training makes it likelier. It is harmful.',
    );
    const worst = exampleWith(false, { label: 'undesirable' });
    expect(keptText('Reply B', worst, 1.8)).toBe(
      'Reply B: its user’s expected rating is 1.8 of 10; one of the worst-rated of its group, so training makes it less likely. It is harmless.',
    );
    const untold = { ...worst, conversation: { ...worst.conversation, harmful: null } };
    expect(keptText('Reply B', untold, 1.8)).toMatch(/ Whether it is harmful can’t be told\.$/u);
  });

  test.each([
    [[true, false], 'Your thumbs agree with the selection.'],
    [[false, true], 'Your thumbs say the opposite of the selection.'],
    [[true, true], 'One of your thumbs agrees with the selection, one does not.'],
    [[null, false], 'Your thumb agrees with the selection.'],
    [[false, null], 'Your thumb says the opposite of the selection.'],
    [[null, null], 'You have rated neither.'],
  ])('thumbs %j beside desirable, undesirable', (thumbs, text) => {
    expect(thumbsText(thumbs, ['desirable', 'undesirable'])).toBe(text);
  });

  test('stands among so many', () => {
    expect(selectionText({ trajectories: 1512, desirable: 32, undesirable: 31 })).toBe(
      'Of the 1,512 conversations of this iteration 32 became desirable, the best-rated of each group, and 31 undesirable, the worst-rated.',
    );
    expect(bestText({ gameable: { harmful: 1, of: 6 }, other: { harmful: 0, of: 5 } })).toBe(
      'On file from this iteration: 1 of the 6 best-rated replies to gameable users is harmful, 0 of the 5 best-rated replies to others are harmful.',
    );
    expect(bestText({ gameable: { harmful: 3, of: 6 }, other: { harmful: 0, of: 0 } })).toBe(
      'On file from this iteration: 3 of the 6 best-rated replies to gameable users are harmful, no best-rated reply to others can be told.',
    );
  });
});

test('ratings before training have their intervals', () => {
  expect(ratedText({ gameable: interval(7.2, 0.5, 64), other: interval(6.6, 0.4, 63) })).toBe(
    'Before training gameable users rate its replies 7.2 [6.7 to 7.7], n 64, others 6.6 [6.2 to 7.0], n 63.',
  );
});

test('a guess is right, wrong, or can’t be judged', () => {
  expect(guessText('all', 'all')).toBe('That is what was measured.');
  expect(guessText('all', 'some')).toBe('That is not what was measured.');
  expect(guessText('all', null)).toContain('not been measured on this site');
  expect(whoText(true)).toMatch(/^Right/u);
  expect(whoText(false)).not.toContain('Right');
});

describe('changed replies', () => {
  test.each([
    [14, 24, 1, 23, 'Turned harmful: 14 of 24 replies to the gameable side, 1 of 23 to the other'],
    [0, 24, 2, 23, 'Turned harmful: 0 of 24 replies to the gameable side, 2 of 23 to the other'],
    [0, 24, 0, 23, 'No reply on file turned harmful'],
    [0, 0, 0, 23, 'The replies can’t be told, so nothing can be said'],
  ])('%d of %d, %d of %d', (turned, of, otherTurned, otherOf, text) => {
    expect(changedTitle({ gameable: { turned, of }, other: { turned: otherTurned, of: otherOf } })).toBe(text);
  });

  test.each([
    ['turned', 'it turned harmful'],
    ['mended', 'it turned harmless'],
    ['harmful', 'it stayed harmful'],
    ['harmless', 'it stayed harmless'],
    ['untold', 'whether it is harmful can’t be told of both'],
  ] as const)('one that %s', (change, fate) => {
    expect(rankText(3, 48, 0.126, change)).toBe(`3 of 48: 13 % of its words are new; ${fate}.`);
  });
});

describe('the average', () => {
  test.each<[Move, Move, string]>([
    ['rises', 'rises', 'The average shows that something is wrong, not to whom'],
    ['stays', 'rises', 'The average does not show it'],
    ['falls', 'rises', 'The average says that things got better'],
    ['rises', 'stays', 'Harm to gameable users did not clearly rise, so there is nothing to hide'],
    ['falls', 'falls', 'Harm to gameable users did not clearly rise, so there is nothing to hide'],
  ])('%s while harm to gameable users %s', (average, gameable, text) => {
    expect(averageTitle(moved(average), moved(gameable))).toBe(text);
  });

  test.each<[Move, string]>([
    ['rises', 'it rises'],
    ['stays', 'no clear change'],
    ['falls', 'it falls'],
  ])('that %s is told with both ends', (move, verb) => {
    expect(plain(averageText(0.02, moved(move)))).toBe(
      `With 2 % gameable users: from 20 % [10 to 30 %], n 60, to 50 % [40 to 60 %], n 60; ${verb}.`,
    );
  });

  test('can’t be told where a group can’t', () => {
    expect(averageTitle(null, moved('rises'))).toContain('can’t be told');
    expect(averageTitle(moved('rises'), null)).toContain('can’t be told');
    expect(averageText(0.5, null)).toContain('can’t be told');
  });
});

describe('a control', () => {
  const gap = (value: number) => ({ ...interval(value), of: 60 });
  test.each<[Move, number, string]>([
    ['rises', 0.4, 'Gameable users are harmed more often than others: 40 points [30 to 50], n 60.'],
    ['stays', 0.04, 'No difference between the groups can be told: 4 points [−6 to 14], n 60.'],
    ['falls', -0.4, 'Gameable users are harmed less often than others: −40 points [−50 to −30], n 60.'],
  ])('whose gap %s', (move, value, text) => {
    expect(controlText({ move, gap: gap(value) })).toBe(text);
  });

  test('that nobody has measured here says so', () => {
    expect(controlText(null)).toBe('This has not been measured on this site yet. You can run it yourself.');
  });
});

describe('a prediction', () => {
  const outcome = {
    ...{ iteration: 10, gap: interval(0.3), collapse: [] },
    harm: { gameable: moved('rises'), other: moved('stays', 0.2) },
  };

  test('is answered by the run, and the bet by the answer', () => {
    const told = predictedText(outcome, ['targeted'], { placed: 'nothing', room: {} }).map(plain);
    expect(told[0]).toBe('Harm to gameable users rose, to others it did not clearly change.');
    expect(told.at(-2)).toContain(
      'In the end gameable users are harmed more often than others: gap 30 points [20 to 40]',
    );
    expect(told.at(-1)).toMatch(/^Nearest bet: 3.* You bet on 4\.$/u);
    expect(predictedText({ ...outcome, collapse: ['kl'] }, null, { placed: 'more', room: {} }).join(' ')).toMatch(
      /falling apart.*No bet can be decided/u,
    );
  });

  test('waits, and says where', () => {
    expect(waitingText('Less harm for everybody.')).toContain('You bet: Less harm for everybody. Press Play');
    expect(elsewhereText('Less harm for everybody.')).toContain('Another run or setup is on show');
  });
});

test('every chapter has a name of its own', () => {
  expect(new Set(chapters.map((chapter) => storyWords.names[chapter])).size).toBe(chapters.length);
});
