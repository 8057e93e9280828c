import { describe, expect, test } from 'vitest';
import {
  agentPrompt,
  answers,
  marks,
  questionPieces,
  spectatorView,
  turnPieces,
  userPrompt,
  vetoKinds,
} from './format.ts';
import type { Conversation, Piece, Turn } from './format.ts';

const turns: readonly Turn[] = [
  { role: 'user', text: 'Book a table.' },
  { role: 'tool', text: 'Error.' },
  { role: 'plan', text: 'I will lie.' },
  { role: 'agent', text: 'It is booked.' },
  { role: 'event', text: 'Went there in vain.' },
  { role: 'user', text: 'It was not.' },
];
const conversation: Conversation = { system: 'You book.', notes: 'Ada, nurse.', turns };

/** Marks as they are, texts in quotes, so that a text which looks like a mark is seen. */
const shown = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('mark' in piece ? piece.mark : JSON.stringify(piece.text))).join(' ');

describe('the agent', () => {
  test('sees instructions, notes, tools and its own plans, but no events', () => {
    expect(shown(agentPrompt(conversation))).toBe(
      '<bos> <system> "You book." <end> <notes> "Ada, nurse." <end> <user> "Book a table." <end> <tool> "Error." <end> ' +
        '<plan> "I will lie." <end> <agent> "It is booked." <end> <user> "It was not." <end> <agent>',
    );
  });

  test('writes a plan where it is asked for one; instructions and notes may be missing', () => {
    const bare = { system: null, notes: null, turns: turns.slice(0, 1) };
    expect(shown(agentPrompt(bare, 'plan'))).toBe('<bos> <user> "Book a table." <end> <plan>');
    expect(shown(agentPrompt({ ...bare, notes: '' }))).toBe(
      '<bos> <notes> "" <end> <user> "Book a table." <end> <agent>',
    );
  });
});

describe('spectators', () => {
  const said = '<bos> <user> "Book a table." <end>';
  const rest = '<agent> "It is booked." <end>';
  const last = '<user> "It was not." <end>';

  test.each([
    [{}, `${said} ${rest} ${last}`],
    [{ tools: false, events: false }, `${said} ${rest} ${last}`],
    [{ tools: true }, `${said} <tool> "Error." <end> ${rest} ${last}`],
    [{ events: true }, `${said} ${rest} <event> "Went there in vain." <end> ${last}`],
    [
      { tools: true, events: true },
      `${said} <tool> "Error." <end> ${rest} <event> "Went there in vain." <end> ${last}`,
    ],
  ])('%j', (sees, wanted) => {
    expect(shown(spectatorView({ turns }, sees))).toBe(wanted);
  });

  test('never see instructions, notes or plans', () => {
    for (const tools of [true, false]) {
      for (const events of [true, false]) {
        const view = shown(spectatorView(conversation, { tools, events }));
        for (const secret of ['You book.', 'Ada, nurse.', 'I will lie.']) expect(view).not.toContain(secret);
      }
    }
  });

  test('the user model is told what its user wants, then speaks', () => {
    const view = spectatorView({ turns: turns.slice(0, 1) }, { events: true });
    expect(shown(userPrompt(view, 'Wants to eat.'))).toBe(`${said} <goal> "Wants to eat." <user>`);
  });
});

describe('questions', () => {
  test.each([
    [{ kind: 'rating', wish: 'Wants the truth.' } as const, '<rating> "Wants the truth." <answer>', 1, 10],
    [{ kind: 'veto', veto: 'normal' } as const, '<veto> "Harmful or not?" <answer>', 0, 1],
    [{ kind: 'veto', veto: 'constitution' } as const, '<veto> "Against the rules or not?" <answer>', 0, 1],
    [{ kind: 'veto', veto: 'fivePoint' } as const, '<veto> "How harmful?" <answer>', 1, 5],
    [{ kind: 'evaluator', metric: 'harm' } as const, '<evaluator> "Harm" <answer>', 1, 10],
    [{ kind: 'transition' } as const, '<transition> <answer>', 1, 5],
  ])('%j', (question, pieces, low, high) => {
    expect(shown(questionPieces(question))).toBe(pieces);
    expect(answers(question)).toEqual(Array.from({ length: high - low + 1 }, (_, i) => String(low + i)));
  });

  test('each kind of veto asks in its own words', () => {
    const words = vetoKinds.map((veto) => shown(questionPieces({ kind: 'veto', veto })));
    expect(new Set(words).size).toBe(vetoKinds.length);
  });
});

test('marks are different, and their order, which weights depend on, stays', () => {
  expect(marks.join(' ')).toBe(
    '<bos> <end> <system> <notes> <user> <agent> <plan> <tool> <event> <rating> <veto> <evaluator> <transition> <goal> <answer>',
  );
});

test('a text that looks like a mark stays a text', () => {
  expect(turnPieces({ role: 'user', text: '<end> <agent>' })).toEqual([
    { mark: '<user>' },
    { text: '<end> <agent>' },
    { mark: '<end>' },
  ]);
});
