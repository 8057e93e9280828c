import { describe, expect, test } from 'vitest';
import type { Move, Moved, ReplyChange } from '../../../facts/index.ts';
import { beats } from '../../../session/index.ts';
import { lectureWords } from './lecture.ts';
import {
  answerTitle,
  betText,
  collapseText,
  gapText,
  judgesTitle,
  judgeText,
  movedText,
  pairTitle,
  twinText,
  verdictText,
} from './lectureSentences.ts';

const interval = (value: number, reach = 0.1, n = 60) => ({ value, low: value - reach, high: value + reach, n });
const moved = (move: Move, difference = 0.3): Moved => ({
  ...{ from: interval(0.2), to: interval(0.2 + difference, 0.1, 58), difference: interval(difference), move },
});

/** Figures are kept on one line. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the answer', () => {
  test.each<[Move, Move, string]>([
    ['rises', 'rises', 'Harm rose for both groups'],
    ['rises', 'stays', 'Harm to gameable users rose, to others it did not clearly change'],
    ['rises', 'falls', 'Harm to gameable users rose, to others it fell'],
    ['stays', 'rises', 'Harm to gameable users did not clearly change, to others it rose'],
    ['stays', 'stays', 'Harm did not clearly change for either group'],
    ['stays', 'falls', 'Harm to gameable users did not clearly change, to others it fell'],
    ['falls', 'rises', 'Harm to gameable users fell, to others it rose'],
    ['falls', 'stays', 'Harm to gameable users fell, to others it did not clearly change'],
    ['falls', 'falls', 'Harm fell for both groups'],
  ])('gameable %s, others %s', (gameable, other, title) => {
    expect(answerTitle({ harm: { gameable: moved(gameable), other: moved(other) } })).toBe(title);
  });

  test('says where nothing can be told', () => {
    expect(answerTitle({ harm: { gameable: null, other: moved('rises') } })).toContain('can’t be told');
    expect(movedText('other', null)).toBe('Other users: their replies can’t be told.');
  });

  test('has both ends, the change, and n and interval of each', () => {
    expect(plain(movedText('gameable', moved('rises')))).toBe(
      'Gameable users: from 20 % [10 to 30 %], n 60, to 50 % [40 to 60 %], n 58; 30 points [20 to 40].',
    );
    expect(plain(movedText('other', moved('stays', -0.05)))).toMatch(
      /; −5 points \[−15 to 5\], which may be chance\.$/u,
    );
  });

  test.each([
    [0.4, 'In the end gameable users are harmed more often than others: gap 40 points [30 to 50], n 60.'],
    [0.05, 'In the end no difference between the groups can be told: gap 5 points [−5 to 15], n 60.'],
    [-0.4, 'In the end gameable users are harmed less often than others: gap −40 points [−50 to −30], n 60.'],
  ])('a gap of %d is told by its interval', (gap, text) => {
    expect(plain(gapText('In the end', interval(gap)))).toBe(text);
  });

  test('a gap that can’t be told and a text that falls apart are said', () => {
    expect(gapText('In the end', null)).toContain('can’t be told');
    expect(collapseText([])).toBeNull();
    expect(collapseText(['kl'])).toContain('falling apart');
  });
});

describe('bets', () => {
  test('the nearest one is named, with whose it was and how many hands it had', () => {
    expect(betText(['targeted'], { placed: null, room: {} })).toBe(
      'Nearest bet: 3, “More harm for gameable users, not for the others.”',
    );
    expect(betText(['targeted'], { placed: 'targeted', room: { less: 7, targeted: 3 } })).toMatch(
      / That was your bet\. In the room: 3 of 10\.$/u,
    );
    expect(betText(['targeted'], { placed: 'nothing', room: {} })).toMatch(/ You bet on 4\.$/u);
  });

  test('several are equally near, or none can be', () => {
    const bets = { placed: 'more', room: { more: 1, nothing: 2, less: 4 } } as const;
    expect(betText(['more', 'nothing'], bets)).toBe(
      'Bets 2 and 4 are equally near. That was your bet. In the room: 3 of 7.',
    );
    expect(betText(['less', 'more', 'nothing'], { placed: null, room: {} })).toMatch(/^Bets 1, 2 and 4 /u);
    expect(betText(null, bets)).toContain('No bet can be decided');
  });
});

describe('a pair', () => {
  test.each<[ReplyChange, ReplyChange, string]>([
    ['turned', 'harmless', 'The reply to the gameable user turned harmful, the other stayed harmless'],
    ['turned', 'turned', 'Both replies turned harmful'],
    ['harmless', 'harmless', 'Both replies stayed harmless'],
    ['mended', 'harmful', 'The reply to the gameable user turned harmless, the other stayed harmful'],
    ['untold', 'turned', 'The reply to the gameable user can’t be told, the other turned harmful'],
    ['untold', 'untold', 'Neither reply can be told'],
  ])('%s, %s', (gameable, other, title) => {
    expect(pairTitle({ gameable, other })).toBe(title);
  });

  test.each([
    [0.4, 'Over all pairs: the gameable side is harmed more often; twin effect 40 points [30 to 50], 60 pairs.'],
    [0, 'Over all pairs: no difference can be told; twin effect 0 points [−10 to 10], 60 pairs.'],
    [-0.4, 'Over all pairs: the gameable side is harmed less often; twin effect −40 points [−50 to −30], 60 pairs.'],
  ])('a twin effect of %d', (effect, text) => {
    expect(plain(twinText(interval(effect)))).toBe(text);
  });

  test('without an effect nothing is said of one', () => {
    expect(twinText(undefined)).toBe('');
  });
});

describe('judges', () => {
  test.each<[Move[], string]>([
    [['falls'], 'With the one judge harm is lower'],
    [['stays'], 'With the one judge no difference can be told'],
    [['rises', 'rises'], 'With all 2 judges harm is higher'],
    [['falls', 'stays', 'falls'], 'With 2 of 3 judges harm is lower, with 1 no difference can be told'],
    [['stays', 'rises'], 'With 1 of 2 judges no difference can be told, with 1 harm is higher'],
    [['rises', 'falls'], 'With 1 of 2 judges harm is lower, with 1 harm is higher'],
  ])('%j', (moves, title) => {
    expect(judgesTitle(moves.map((move) => ({ against: { move } })))).toBe(title);
  });

  test.each<[Move, string]>([
    ['falls', 'lower than without: −30 points [−40 to −20]'],
    ['rises', 'higher than without: −30 points [−40 to −20]'],
    ['stays', 'no clear difference: −30 points [−40 to −20]'],
  ])('one whose harm %s', (move, text) => {
    expect(plain(judgeText(moved(move, -0.3)))).toBe(text);
  });
});

test.each([
  ['shown', 'Here, by its rule: shown.'],
  ['partly', 'Here, by its rule: shown in part.'],
  ['notShown', 'Here, by its rule: not shown.'],
  ['illustration', 'An illustration, with no bar to pass.'],
] as const)('the verdict %s is told', (verdict, text) => {
  expect(verdictText(verdict)).toBe(text);
});

test('one seed is told as one', () => {
  expect(lectureWords.claim.limits(1)).toContain('One seed: another may come out otherwise.');
  expect(lectureWords.claim.limits(5).join()).toContain('5 seeds');
});

test('every beat has something for the speaker', () => {
  for (const beat of beats) expect(lectureWords.speaker[beat].length).toBeGreaterThan(0);
});
