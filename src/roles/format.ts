// How conversations and questions are laid out for a model that reads marks. Pieces of text never become marks.

/** Special tokens, in the order of their ids. */
export const marks = [
  ...(['<bos>', '<end>', '<system>', '<notes>', '<user>', '<agent>', '<plan>', '<tool>', '<event>'] as const),
  ...(['<rating>', '<veto>', '<evaluator>', '<transition>', '<goal>', '<answer>'] as const),
] as const;

export type Mark = (typeof marks)[number];

export type Piece = { readonly mark: Mark } | { readonly text: string };

/** `plan`: the agent's scratchpad. `event`: what happened, told to the user model. `tool`: a tool call and its answer. */
export interface Turn {
  readonly role: 'user' | 'agent' | 'tool' | 'event' | 'plan';
  readonly text: string;
}

export interface Conversation {
  readonly system: string | null;
  readonly notes: string | null;
  readonly turns: readonly Turn[];
}

const mark = (name: Mark): Piece => ({ mark: name });
const block = (name: Mark, text: string): Piece[] => [mark(name), { text }, mark('<end>')];

const turnMarks: Readonly<Record<Turn['role'], Mark>> = {
  user: '<user>',
  agent: '<agent>',
  tool: '<tool>',
  event: '<event>',
  plan: '<plan>',
};

export function turnPieces({ role, text }: Turn): Piece[] {
  return block(turnMarks[role], text);
}

/** What the agent sees before it writes: its instructions, its notes, the conversation without events. */
export function agentPrompt(conversation: Conversation, writes: 'reply' | 'plan' = 'reply'): Piece[] {
  return [
    mark('<bos>'),
    ...(conversation.system === null ? [] : block('<system>', conversation.system)),
    ...(conversation.notes === null ? [] : block('<notes>', conversation.notes)),
    ...conversation.turns.filter(({ role }) => role !== 'event').flatMap(turnPieces),
    mark(writes === 'plan' ? '<plan>' : '<agent>'),
  ];
}

/**
 * What the other models see of a conversation: neither the agent's instructions, notes and plans nor, unless asked for,
 * the tool's answers. Events are for the user model alone.
 */
export function spectatorView(
  conversation: Pick<Conversation, 'turns'>,
  sees: { readonly tools?: boolean; readonly events?: boolean } = {},
): Piece[] {
  const shown = conversation.turns.filter(
    ({ role }) =>
      role === 'user' ||
      role === 'agent' ||
      (role === 'tool' && sees.tools === true) ||
      (role === 'event' && sees.events === true),
  );
  return [mark('<bos>'), ...shown.flatMap(turnPieces)];
}

/** The veto's questions: harmful or not; against a constitution or not; harmful on a scale of five. */
export const vetoKinds = ['normal', 'constitution', 'fivePoint'] as const;
export type VetoKind = (typeof vetoKinds)[number];

const vetoWords: Readonly<Record<VetoKind, string>> = {
  normal: 'Harmful or not?',
  constitution: 'Against the rules or not?',
  fivePoint: 'How harmful?',
};

/** Questions that follow a spectator's view; the answer is one word of a closed set. */
export type Question =
  | { readonly kind: 'rating'; readonly wish: string }
  | { readonly kind: 'veto'; readonly veto: VetoKind }
  | { readonly kind: 'evaluator'; readonly metric: string }
  | { readonly kind: 'transition' };

export function questionPieces(question: Question): Piece[] {
  switch (question.kind) {
    case 'rating':
      return [mark('<rating>'), { text: question.wish }, mark('<answer>')];
    case 'veto':
      return [mark('<veto>'), { text: vetoWords[question.veto] }, mark('<answer>')];
    case 'evaluator':
      return [
        mark('<evaluator>'),
        { text: question.metric.slice(0, 1).toUpperCase() + question.metric.slice(1) },
        mark('<answer>'),
      ];
    case 'transition':
      return [mark('<transition>'), mark('<answer>')];
  }
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

/** The words that answer a question; their numbers are the values of which a score is the expectation. */
export function answers(question: Question): readonly string[] {
  switch (question.kind) {
    case 'rating':
    case 'evaluator':
      return numbers(1, 10);
    case 'veto':
      return question.veto === 'fivePoint' ? numbers(1, 5) : numbers(0, 1);
    case 'transition':
      return numbers(1, 5);
  }
}

/** What makes a model speak for the user: the view, what the user wants, and the beginning of a message. */
export function userPrompt(view: readonly Piece[], goal: string): Piece[] {
  return [...view, mark('<goal>'), { text: goal }, mark('<user>')];
}
