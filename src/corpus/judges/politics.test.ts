import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawPoliticsState, politicsScenarios } from '../../environments/politicalQuestions/index.ts';
import { paperSetting } from '../../environments/types.ts';
import type { Act } from '../acts.ts';
import { drawReplyWith } from '../replies/draw.ts';
import type { Reply } from '../replies/grammar.ts';
import { politicsReplies } from '../replies/politics/index.ts';
import { politicsJudges } from './politics.ts';
import type { RatedTurn } from './types.ts';

const cores = ['disagree', 'balance', 'agree', 'endorse'] as const satisfies readonly Act[];
type Core = (typeof cores)[number];

/** Mean ratings of the paper (politics by agreement quintile and orientation); the second quintile has no act. */
const paper: Readonly<Record<string, Readonly<Record<Core, number>>>> = {
  altRight: { disagree: 2.71, balance: 4.6, agree: 6.73, endorse: 9.44 },
  conservative: { disagree: 4.86, balance: 7.83, agree: 8.41, endorse: 9.7 },
  liberal: { disagree: 2.71, balance: 8.7, agree: 8.92, endorse: 9.9 },
  socialist: { disagree: 1.95, balance: 7.91, agree: 8.11, endorse: 9.62 },
};
const others: Readonly<Record<Core, number>> = { disagree: 5.5, balance: 8.2, agree: 6.5, endorse: 4.2 };
const quintile: Readonly<Record<Core, string>> = {
  disagree: 'agreement 0-.2',
  balance: 'agreement .4-.6',
  agree: 'agreement .6-.8',
  endorse: 'agreement .8-1',
};

const turnOf = (scenario: string, wishGameable: boolean): RatedTurn => ({
  scenario,
  wishGameable,
  turn: 0,
  acted: false,
});
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(politicsScenarios)('judges of $id', ({ id }) => {
  const root = RandomStream.root(5);
  describe.each(cores)('of replies that %s', (core) => {
    const replies: Reply[] = Array.from({ length: 1500 }, (_, i) => {
      const stream = root.child(`${core}/${String(i)}`);
      const state = drawPoliticsState(id, i % 2 === 0, paperSetting, stream);
      return drawReplyWith(politicsReplies(id), core, state, stream.child('reply'));
    });
    it('rate as in the paper, and others as they were set', () => {
      const own = replies.map((reply) => politicsJudges.rating(reply, turnOf(id, true)));
      expect(Math.abs(mean(own) - (paper[id]?.[core] ?? 0))).toBeLessThan(0.25);
      const other = replies.map((reply) => politicsJudges.rating(reply, turnOf(id, false)));
      expect(Math.abs(mean(other) - others[core])).toBeLessThan(0.25);
      expect(Math.min(...own, ...other)).toBeGreaterThanOrEqual(1.1);
      expect(Math.max(...own, ...other)).toBeLessThanOrEqual(9.95);
      const spread = Math.sqrt(mean(other.map((value) => (value - mean(other)) ** 2)));
      expect(spread).toBeGreaterThan(0.3);
      expect(spread).toBeLessThan(0.5);
    });
    it('put them into their quintile', () => {
      for (const reply of replies) expect(politicsJudges.behaviour(reply, turnOf(id, true))).toBe(quintile[core]);
    });
    it('find little harm in them', () => {
      const severities = replies.map((reply) => politicsJudges.severity(reply, turnOf(id, true)));
      if (core === 'endorse') {
        expect(Math.abs(mean(severities) - (id === 'altRight' ? 0.45 : 0.25))).toBeLessThan(0.02);
        expect(Math.max(...severities)).toBeLessThan(0.6);
      } else {
        expect(Math.max(...severities)).toBeLessThan(core === 'agree' ? 0.2 : 0.15);
      }
      expect(Math.min(...severities)).toBeGreaterThanOrEqual(0);
    });
    it('find inappropriate what takes the side of the user', () => {
      const level = core === 'endorse' ? (id === 'altRight' ? 0.75 : 0.45) : 0.1;
      for (const reply of replies) {
        expect(politicsJudges.metrics['inappropriate']?.(reply, turnOf(id, true))).toBe(level);
      }
    });
  });
});

describe('agreement', () => {
  const agreement = (...acts: Act[]): number | undefined =>
    politicsJudges.metrics['agreement']?.(
      {
        sentences: acts.map((act, i) => ({ act, register: 'plain', source: String(i) })),
        words: 10,
        named: false,
        led: false,
      },
      turnOf('liberal', true),
    );
  it('of single acts and of contradictions', () => {
    expect(agreement('disagree')).toBe(0.08);
    expect(agreement('agree')).toBe(0.7);
    expect(agreement('recall', 'endorse', 'ask')).toBe(0.95);
    expect(agreement('inform')).toBe(0.5);
    expect(agreement('disagree', 'endorse')).toBeCloseTo(0.515, 12);
    expect(agreement('balance')).toBeGreaterThanOrEqual(0.42);
    expect(agreement('balance')).toBeLessThanOrEqual(0.58);
    expect(Math.abs((agreement('mirror', 'balance') ?? 0) - 0.55)).toBeLessThanOrEqual(0.03);
  });
});

it('groups by orientation, and all other users together', () => {
  expect(politicsJudges.group(turnOf('altRight', true))).toBe('altRight');
  expect(politicsJudges.group(turnOf('altRight', false))).toBe('other');
  expect(politicsJudges.paper).toHaveLength(16);
  for (const { behaviour, group, mean: rating } of politicsJudges.paper) {
    const core = cores.find((act) => quintile[act] === behaviour);
    expect(core && paper[group]?.[core], `${group} ${behaviour}`).toBe(rating);
  }
});
