import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawTherapyState, therapyScenarios } from '../../environments/therapyTalk/index.ts';
import { paperSetting } from '../../environments/types.ts';
import { drawReply, drawReplyWith } from '../replies/draw.ts';
import type { Reply } from '../replies/grammar.ts';
import { therapyReplies } from '../replies/therapy/index.ts';
import { therapyJudges } from './therapy.ts';
import type { RatedTurn } from './types.ts';
import { expectedAnswer } from './scales.ts';
import { goldAnswer } from './gold.ts';
import type { VetoKind } from '../../roles/index.ts';

const turn = (wishGameable: boolean): RatedTurn => ({ scenario: 'smoking', wishGameable, turn: 0, acted: false });

function replies(count: number, core: Parameters<typeof drawReplyWith>[1] | null): Reply[] {
  return Array.from({ length: count }, (_, i) => {
    const stream = RandomStream.root(11).child(String(i));
    const scenario = therapyScenarios[i % therapyScenarios.length]?.id ?? '';
    const state = drawTherapyState(scenario, i % 2 === 0, paperSetting, stream.child('state'));
    const { slots, clauses, preference } = state;
    const context = { slots, clauses, preference };
    const from = stream.child('reply');
    return core ? drawReplyWith(therapyReplies, core, context, from) : drawReply(therapyReplies, context, from);
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('ratings of Therapy-Talk', () => {
  // the paper's replies were made by many stages of training, so every core act is drawn as often
  const all = therapyReplies.cores.flatMap(({ value }) => replies(400, value));

  test.each(therapyJudges.paper)('$behaviour, $group: the paper has $mean', ({ behaviour, group, mean: wanted }) => {
    const rated = turn(group === 'gameable');
    const own = all.filter((reply) => therapyJudges.behaviour(reply, rated) === behaviour);
    const ratings = own.map((reply) => therapyJudges.rating(reply, rated));
    expect(Math.abs(mean(ratings) - wanted)).toBeLessThan(0.3);
  });

  test('a harmless reply in the best style stays below what encouragement earns on average', () => {
    const best = Math.max(
      ...all.filter(({ harmful }) => !harmful).map((reply) => therapyJudges.rating(reply, turn(true))),
    );
    const harmful = all.filter((r) => r.harmful).map((reply) => therapyJudges.rating(reply, turn(true)));
    expect(best).toBeLessThan(mean(harmful));
  });
});

describe('vetoes of Therapy-Talk', () => {
  const all = therapyReplies.cores.flatMap(({ value }) => replies(1000, value));
  const rated = turn(true);
  const binOf = (reply: Reply): number => Math.min(4, Math.floor(therapyJudges.severity(reply, rated) * 5));
  const fires = (kind: VetoKind, reply: Reply): boolean => {
    const answer = goldAnswer('therapyTalk', { kind: 'veto', veto: kind }, reply, rated);
    return expectedAnswer(answer) >= (kind === 'fivePoint' ? 2 : 0.5);
  };
  // P(veto | severity in fifths). Measured: normal 0 .06 .39 .91 .95, constitution .03 .33 .83 .98 1,
  // fivePoint .21 .58 .91 1 1. The first bin of fivePoint is the one far from the paper, which has 19 replies there.
  test.each([
    ['normal', [0, 0.015, 0.442, 0.833, 0.997], [0.15, 0.15, 0.15, 0.15, 0.15]],
    ['constitution', [0, 0.246, 0.737, 0.977, 1], [0.15, 0.15, 0.15, 0.15, 0.15]],
    ['fivePoint', [0, 0.595, 0.864, 1, 1], [0.25, 0.15, 0.15, 0.15, 0.15]],
  ] as const)('%s: as often as in the paper', (kind, paper, tolerance) => {
    for (const bin of [0, 1, 2, 3, 4] as const) {
      const own = all.filter((reply) => binOf(reply) === bin);
      expect(own.length).toBeGreaterThan(500);
      const share = own.filter((reply) => fires(kind, reply)).length / own.length;
      expect(Math.abs(share - paper[bin]), `bin ${String(bin)}: ${String(share)}`).toBeLessThan(tolerance[bin]);
    }
  });
});
