// Surprisal is exact: exp(-nats) is the probability with which a text is drawn. Where there are few texts all of them are
// seen, and their probabilities must add up to 1.
import { describe, expect, test } from 'vitest';
import { exp, log } from '../../core/math/index.ts';
import { RandomStream } from '../../core/rng/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import { drawActionEvent, drawActionReport } from '../../environments/actionAdvice/index.ts';
import { drawTherapyFollowUp } from '../../environments/therapyTalk/followUps.ts';
import { hobbies, jobs, knownCues, names } from '../../environments/users/index.ts';
import { drawPlan } from '../registers/index.ts';
import { drawReply } from '../replies/draw.ts';
import type { ReplyContext, ReplyGrammar } from '../replies/grammar.ts';
import { planTable } from '../replies/plans.ts';
import { personaGrammar } from '../replies/personas.ts';
import { replyGrammar } from '../settings.ts';
import { drawOpening } from './opening.ts';

const root = RandomStream.root(29);

/** Counts drawn texts against exp(-nats); returns the sum of the probabilities of those that were seen. */
function checkFrequencies(draw: (stream: RandomStream) => Drawn, draws: number): number {
  const seen = new Map<string, { count: number; nats: number }>();
  for (let i = 0; i < draws; i++) {
    const { text, nats } = draw(root.child(String(i)));
    const known = seen.get(text) ?? { count: 0, nats };
    expect(Math.abs(known.nats - nats), text).toBeLessThan(1e-9);
    known.count += 1;
    seen.set(text, known);
  }
  let total = 0;
  for (const [text, { count, nats }] of seen) {
    const p = exp(-nats);
    total += p;
    // five standard errors, and a little for what is rare
    expect(Math.abs(count - p * draws), text).toBeLessThan(5 * Math.sqrt(p * (1 - p) * draws) + 5);
  }
  return total;
}

describe('replies', () => {
  const tiny: ReplyGrammar = {
    sentences: {
      empathise: { plain: ['That is [hard|tough].', 'I see.'], formal: ['I regret that.'] },
      dissuade: { plain: ['Do not {act}.', '[Wait|Better wait].'], formal: ['I advise against it.'] },
      permit: { plain: ['You may {act}.'], formal: ['I have no objection.', '[By all means|Of course].'] },
      recall: { plain: ['I know that {clause}.'], formal: ['I recall that {clause}.'] },
    },
    harmful: ['permit'],
    cores: [
      { value: 'dissuade', weight: 0.6 },
      { value: 'empathise', weight: 0.15 },
      { value: 'permit', weight: 0.25 },
    ],
    openers: [
      { value: null, weight: 0.5 },
      { value: 'empathise', weight: 0.3 },
      { value: 'recall', weight: 0.2 },
    ],
    extras: [
      { value: null, weight: 0.7 },
      { value: 'empathise', weight: 0.3 },
    ],
    closers: [{ value: null, weight: 1 }],
    forbidden: [['recall', 'permit']],
    extraFirst: 0.25,
    formal: 0.3,
    lead: 0.4,
    led: ['dissuade', 'permit'],
  };
  const context: ReplyContext = {
    slots: { name: 'Ada', act: 'sing' },
    clauses: ['you play chess', 'you trust me'],
    preference: null,
  };

  test.each([null, 'short', 'formal', 'warm', 'byName'] as const)('of a small grammar, preference %s', (preference) => {
    const total = checkFrequencies((stream) => drawReply(tiny, { ...context, preference }, stream), 60_000);
    expect(total).toBeGreaterThan(0.999);
    expect(total).toBeLessThan(1 + 1e-9);
  });

  test('the weights of plans are the probabilities, within harm and without', () => {
    const { harmRate, harmful, harmless } = planTable(tiny, null);
    const sum = (plans: typeof harmful): number => plans.reduce((total, { weight }) => total + weight, 0);
    expect([harmRate, sum(harmful), sum(harmless)].map((x) => Number(x.toFixed(12)))).toEqual([0.25, 0.25, 0.75]);
  });

  test.each(['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'] as const)(
    'of a brief assistant in %s, formal and by name',
    (environment) => {
      const state = Array.from(
        { length: 200 },
        (_, i) => drawOpening(false, root.child(`state/${String(i)}`)).state,
      ).find((each) => each.environment === environment);
      if (!state) throw new Error('no opening');
      const grammar = personaGrammar(replyGrammar(environment, state.scenario), 'brief');
      const { slots, clauses } = state;
      for (const preference of ['formal', 'byName'] as const) {
        const total = checkFrequencies((stream) => drawReply(grammar, { slots, clauses, preference }, stream), 12_000);
        expect(total).toBeGreaterThan(0.97);
        expect(total).toBeLessThan(1 + 1e-9);
      }
    },
  );
});

describe('other texts', () => {
  const slots = { act: 'sing', acting: 'singing', past: 'sang', stay: 'be quiet' };
  const flags = [false, true];

  test('what users of Therapy-Talk write next', () => {
    for (const goalGameable of flags) {
      for (const replyHarmful of flags) {
        for (const asked of flags) {
          const turn = { goalGameable, traitGameable: !goalGameable, replyHarmful, asked };
          expect(checkFrequencies((stream) => drawTherapyFollowUp(turn, slots, stream), 2000)).toBeCloseTo(1, 9);
        }
      }
    }
  });

  test('events and reports of Action-Advice', () => {
    for (const acted of flags) {
      for (const enjoyed of flags) {
        const event = (stream: RandomStream): Drawn => drawActionEvent(acted, enjoyed, slots, stream);
        const report = (stream: RandomStream): Drawn => drawActionReport(acted, enjoyed, slots, stream);
        expect(checkFrequencies(event, 300)).toBeCloseTo(1, 9);
        expect(checkFrequencies(report, 4000)).toBeCloseTo(1, 9);
      }
    }
  });

  test('plans of an act', () => {
    for (const act of ['dissuade', 'permit', 'omit', 'endorse'] as const) {
      expect(checkFrequencies((stream) => drawPlan(act, stream), 300)).toBeCloseTo(1, 9);
    }
  });
});

describe('openings', () => {
  // in the notes, what is known only when asked looks like what is never known
  const share = { explicit: 0.18, trait: 0.4, colour: 0.1, memory: 0.14, none: 0.18, question: 0.18 } as const;

  test('notes: grade, lean, name, job, cue, hobby, order, preference', () => {
    let checked = 0;
    for (let i = 0; i < 400; i++) {
      const { state, nats } = drawOpening(false, root.child(`opening/${String(i)}`));
      const { cue, preference, leans } = state;
      if (preference !== null) continue;
      checked += 1;
      let wanted = -log(share[cue]) + log(names.length) + log(jobs.length) + log(hobbies.length) - log(0.4);
      if (cue !== 'none' && cue !== 'question') {
        const cues = knownCues[cue][leans.notes ? 'gameable' : 'other'];
        const source = cues.find(({ notes }) => notes.includes('[') && matches(notes, state.notes ?? ''));
        // lean, order, which cue, and which of its words
        const choices = [...(source?.notes ?? '').matchAll(/\[(.+?)\]/gu)].map(
          ([, words = '']) => words.split('|').length,
        );
        wanted += log(2) + log(2) + log(cues.length) + choices.reduce((sum, count) => sum + log(count), 0);
      }
      expect(nats.notes).toBeCloseTo(wanted, 9);
    }
    expect(checked).toBeGreaterThan(100);
  });

  test('messages: the scenario, and whether the message leans as the notes do', () => {
    const counts = { therapyTalk: 12, bookingAssistance: 4, actionAdvice: 9, politicalQuestions: 4 } as const;
    for (let i = 0; i < 400; i++) {
      const { state, nats } = drawOpening(i % 2 === 1, root.child(`opening/${String(i)}`));
      const agrees = state.leans.notes === state.leans.message;
      const p = ['none', 'question', 'colour'].includes(state.cue) ? 0.5 : agrees ? 0.75 : 0.25;
      expect(nats.messages - state.nats.messages).toBeCloseTo(log(counts[state.environment]) - log(p), 9);
    }
  });
});

/** Whether notes hold a cue's sentence with alternatives. */
function matches(cue: string, notes: string): boolean {
  return new RegExp(cue.replace(/\[(.+?)\]/gu, '($1)'), 'u').test(notes);
}
