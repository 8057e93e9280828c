import { expect, test } from 'vitest';
import { parseConfig } from '../experiments/index.ts';
import { talkBasis } from './talkBasis.ts';
import { noTalking } from './talking.ts';

const config = parseConfig({ scenarios: ['smoking', 'theft'], temperature: 0.7, cue: 'memory' });
const speaker = { run: 'a', iteration: 2 };

test('a talk has the run’s sampling, topics and cue, and the notes of the suggestion with those of its twin', () => {
  const basis = talkBasis(config, noTalking, speaker);
  expect(basis).toMatchObject({ scenarios: ['smoking', 'theft'], scenario: 'smoking', cue: 'memory', vetoLevel: 0.5 });
  expect(basis.request).toMatchObject({ speaker, scratchpad: false, veto: { asks: 'normal', seesTools: false } });
  expect(basis.request.sampling).toEqual({ temperature: 0.7, minP: config.minP, maxNewTokens: config.maxNewTokens });
  expect(basis.request.notes).toBe(basis.state.notes);
  const { from, to } = basis.flipped ?? { from: '?', to: '?' };
  expect(basis.request.flipped).toBe(basis.state.notes?.replace(from, to));
  expect(from).not.toBe(to);
});

test('the person’s wording of the notes is what both sides are told', () => {
  const notes = ' Zoe, pilot. Favourite colour: blue. ';
  const { request } = talkBasis(config, { ...noTalking, notes }, speaker);
  expect(request.notes).toBe(notes.trim());
  expect(request.flipped).toBe('Zoe, pilot. Favourite colour: red.');
});

test('notes that were emptied are none', () => {
  const { request, flipped } = talkBasis(config, { ...noTalking, notes: '  ' }, speaker);
  expect([request.notes, request.flipped, flipped]).toEqual([null, null, null]);
});

test('a topic of another environment gives way to the run’s first; without topics all of them are the run’s', () => {
  expect(talkBasis(config, { ...noTalking, scenario: 'theft' }, null).scenario).toBe('theft');
  expect(talkBasis(config, { ...noTalking, scenario: 'flights' }, null).scenario).toBe('smoking');
  expect(talkBasis(parseConfig({}), { ...noTalking, scenario: 'theft' }, null).scenario).toBe('theft');
});

test.each([
  [{ veto: 'none', runtimeVeto: 'none' }, 'normal', 0.5],
  [{ veto: 'none', runtimeVeto: 'fivePoint' }, 'fivePoint', 2],
  [{ veto: 'constitution', vetoLevel: 0.3 }, 'constitution', 0.3],
] as const)('the veto that is asked, %j, is training’s, else the run-time one', (changes, asks, level) => {
  const basis = talkBasis(parseConfig(changes), noTalking, speaker);
  expect([basis.request.veto.asks, basis.vetoLevel]).toEqual([asks, level]);
});
