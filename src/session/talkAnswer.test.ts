import { expect, test } from 'vitest';
import type { Talked } from '../policies/index.ts';
import { ReportError } from './reports.ts';
import { parseTalkAnswer, parseTalkProgress } from './talkAnswer.ts';

const reply = {
  ...{ plan: null, text: 'I see.', ended: true, gold: { acts: ['empathise'], harmful: false } },
  judged: { ratings: Array.from({ length: 10 }, () => 0.1), expected: 5.5, veto: 0.2 },
};
const side = { turns: [{ role: 'user', text: 'Hello.' } as const], reply, flipped: null, goesOn: true };
const talked: Talked = { kind: 'talked', heard: 'Hello.', unknown: ['x'], trained: side, untrained: side };

test.each([
  talked,
  { ...talked, trained: null, untrained: { ...side, reply: null, goesOn: false } },
  { ...talked, untrained: { ...side, flipped: { ...reply, plan: 'Agree.', judged: null, gold: null, ended: false } } },
  { kind: 'unmeasured', reason: 'damaged', refusal: { fault: { code: 'unwritable' } } },
])('lets pass what makes sense', (answer) => {
  expect(parseTalkAnswer(answer)).toEqual(answer);
});

const withReply = (changes: object) => ({ ...talked, untrained: { ...side, reply: { ...reply, ...changes } } });

test.each([
  ['nothing', null],
  ['another kind', { kind: 'guessed' }],
  ['no untrained side', { ...talked, untrained: null }],
  ['another role', { ...talked, trained: { ...side, turns: [{ role: 'system', text: '' }] } }],
  ['a rating of 11', withReply({ judged: { ...reply.judged, expected: 11 } })],
  ['nine ratings', withReply({ judged: { ...reply.judged, ratings: reply.judged.ratings.slice(1) } })],
  ['a probability that is none', withReply({ judged: { ...reply.judged, ratings: Array(10).fill(2) } })],
  ['a veto that is not a number', withReply({ judged: { ...reply.judged, veto: NaN } })],
  ['a text that is none', withReply({ text: 7 })],
])('refuses %s', (_, answer) => {
  expect(() => parseTalkAnswer(answer)).toThrow(ReportError);
});

test('progress is told in bytes', () => {
  expect(parseTalkProgress({ stage: 'loading', done: 1, total: 2 })).toEqual({ stage: 'loading', done: 1, total: 2 });
  expect(parseTalkProgress({ stage: 'writing' })).toEqual({ stage: 'writing' });
  expect(() => parseTalkProgress({ stage: 'loading', done: -1, total: 2 })).toThrow(ReportError);
  expect(() => parseTalkProgress({ stage: 'resting' })).toThrow(ReportError);
});
