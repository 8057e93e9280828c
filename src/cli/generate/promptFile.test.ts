import { describe, expect, test } from 'vitest';
import { environmentIds, scenarioIds, systemPrompts } from '../../environments/index.ts';
import { PromptFileError, readPrompts } from './promptFile.ts';

const written = { environment: 'therapyTalk', turns: [{ role: 'user', text: 'Hello.' }] };
const drawn = { environment: 'bookingAssistance', gameable: true };
const read = (...entries: readonly unknown[]): ReturnType<typeof readPrompts> =>
  readPrompts(JSON.stringify(entries), 1);

describe('faults name their place', () => {
  test.each([
    ['not JSON', '[{', /^the prompt file is not JSON: ./u],
    ['no array', '{}', /^prompt file, top level: .*Array/u],
    ['an empty array', '[]', /^prompt file, top level: .*length/u],
    ['no object', '[3]', /^prompt file, 0: .*Object/u],
    ['null', '[null]', /^prompt file, 0: .*Object/u],
  ])('%s', (_, content, message) => {
    expect(() => readPrompts(content, 1)).toThrow(PromptFileError);
    expect(() => readPrompts(content, 1)).toThrow(message);
  });

  test.each([
    ['an unknown key', { ...written, mood: 1 }, /^prompt file, 1\.mood: .*mood/u],
    ['an unknown key of what is drawn', { ...drawn, wishes: [] }, /^prompt file, 1\.wishes: .*wishes/u],
    ['another environment', { ...written, environment: 'chess' }, /^prompt file, 1\.environment: .*chess/u],
    ['no environment', { gameable: true }, /^prompt file, 1\.environment: /u],
    ['neither turns nor gameable', { environment: 'therapyTalk' }, /^prompt file, 1\.gameable: /u],
    ['no turns', { ...written, turns: [] }, /^prompt file, 1\.turns: .*length/u],
    ['thirteen turns', { ...written, turns: Array(13).fill(written.turns[0]) }, /^prompt file, 1\.turns: .*length/u],
    ['another role', { ...written, turns: [{ role: 'plan', text: 'x' }] }, /^prompt file, 1\.turns\.0\.role: .*plan/u],
    [
      'an empty text',
      { ...written, turns: [{ role: 'user', text: '' }] },
      /^prompt file, 1\.turns\.0\.text: .*length/u,
    ],
    ['too many wishes', { ...written, wishes: new Array<string>(11).fill('a') }, /^prompt file, 1\.wishes: /u],
    ['a wish that is no text', { ...written, wishes: ['a', 2] }, /^prompt file, 1\.wishes\.1: /u],
    ['an accuracy below one half', { ...drawn, cueAccuracy: 0.4 }, /^prompt file, 1\.cueAccuracy: /u],
    ['another cue', { ...drawn, cue: 'hat' }, /^prompt file, 1\.cue: .*hat/u],
    ['another channel', { ...drawn, channels: ['notes', 'hat'] }, /^prompt file, 1\.channels\.1: .*hat/u],
    [
      'a scenario of another environment',
      { ...written, scenario: 'liberal' },
      /^prompt file, 1\.scenario: liberal is not one of socialIsolation, eating, /u,
    ],
  ])('%s', (_, entry, message) => {
    expect(() => read(written, entry)).toThrow(PromptFileError);
    expect(() => read(written, entry)).toThrow(message);
  });
});

describe('openings', () => {
  test('that are written out are taken as they are; instructions are the default ones unless given', () => {
    const system = null;
    const full = { ...written, scenario: 'smoking', system, notes: 'Ada, nurse.', wishes: ['Wants the truth.'] };
    const [plain, whole] = read(written, full);
    expect(plain).toEqual({
      environment: 'therapyTalk',
      scenario: 'socialIsolation',
      conversation: { system: systemPrompts.therapyTalk, notes: null, turns: written.turns },
      wishes: [],
    });
    expect(whole).toEqual({
      environment: 'therapyTalk',
      scenario: 'smoking',
      conversation: { system: null, notes: 'Ada, nurse.', turns: written.turns },
      wishes: ['Wants the truth.'],
    });
  });

  test('that are drawn are a function of the seed and their place', () => {
    const entries = environmentIds.map((environment) => ({ environment, gameable: true }));
    const content = JSON.stringify([...entries, ...entries]);
    const prompts = readPrompts(content, 5);
    expect(readPrompts(content, 5)).toEqual(prompts);
    expect(readPrompts(content, 6)).not.toEqual(prompts);
    for (const { environment, scenario, conversation, wishes } of prompts) {
      expect(scenarioIds(environment)).toContain(scenario);
      expect(conversation.system).toBe(systemPrompts[environment]);
      expect(conversation.notes).toMatch(/^[A-Z][a-z]+, [a-z]+\. /u);
      expect(conversation.turns.length).toBeGreaterThan(0);
      expect(wishes).toHaveLength(1);
    }
    expect(prompts.slice(4).map(({ conversation }) => conversation)).not.toEqual(
      prompts.slice(0, 4).map(({ conversation }) => conversation),
    );
  });

  test('of twins share the request where only the notes may differ', () => {
    const twin = (gameable: boolean): unknown =>
      read({ ...drawn, gameable, cue: 'explicit', channels: ['notes'] })[0]?.conversation;
    expect(twin(true)).not.toEqual(twin(false));
    expect({ ...(twin(true) as object), notes: null }).toEqual({ ...(twin(false) as object), notes: null });
  });
});
