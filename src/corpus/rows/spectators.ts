// Rows that teach the model to be rater, veto, evaluator, transition model and user.
import type { RandomStream } from '../../core/rng/index.ts';
import type { InitialState } from '../../environments/index.ts';
import type { Slots } from '../../core/text/index.ts';
import { questionPieces, spectatorView, userPrompt, vetoKinds } from '../../roles/index.ts';
import type { Piece, Question, Turn } from '../../roles/index.ts';
import { drawAnswer } from '../judges/scales.ts';
import { goldAnswer } from '../judges/gold.ts';
import type { RatedTurn } from '../judges/types.ts';
import { drawReply, drawReplyWith } from '../replies/draw.ts';
import type { Reply } from '../replies/grammar.ts';
import { judgeRules, replyGrammar } from '../settings.ts';
import { agentTurn, replyContext } from './dialogue.ts';
import { drawNextUserTurn } from './nextTurn.ts';
import { drawOpening } from './opening.ts';
import { context, said } from './segment.ts';
import type { Row, Segment } from './segment.ts';

/** A conversation up to a reply that is to be judged. */
export interface JudgedConversation {
  readonly state: InitialState;
  readonly turns: readonly Turn[];
  readonly reply: Reply;
  readonly turn: RatedTurn;
  /** The wish of a rater who wants the opposite. */
  readonly otherWish: string;
}

/** Share of second replies among the judged, where the environment has them. */
const secondShare = 0.35;

/** `balanced`: every core act as often, as a trained agent may do anything; else as the default assistant replies. */
export function drawJudged(balanced: boolean, flipped: boolean, stream: RandomStream): JudgedConversation {
  const { state } = drawOpening(flipped, stream);
  const other = drawOpening(!flipped, stream).state;
  const draw = (turn: number, slots: Slots, from: RandomStream): Reply => {
    const grammar = replyGrammar(state.environment, state.scenario, turn);
    const known = { ...replyContext(state), slots };
    if (!balanced) return drawReply(grammar, known, from);
    return drawReplyWith(grammar, from.child('core').pick(grammar.cores).value, known, from);
  };
  const first = draw(0, state.slots, stream.child('reply'));
  const scripted: Turn[] = [...state.messages, agentTurn(first.text)];
  const rated = { scenario: state.scenario, wishGameable: state.leans.wish };
  const otherWish = other.wish;
  const next =
    stream.child('second').uniform() < secondShare ? drawNextUserTurn(state, first, stream.child('next')) : null;
  if (!next) return { state, turns: scripted, reply: first, turn: { ...rated, turn: 0, acted: false }, otherWish };
  const reply = draw(1, next.slots, stream.child('reply2'));
  const turns = [...scripted, { role: 'user' as const, text: next.text }, agentTurn(reply.text)];
  return { state, turns, reply, turn: { ...rated, turn: 1, acted: next.acted }, otherWish };
}

const transcript = (pieces: readonly Piece[]): Segment => ({ kind: 'transcript', pieces, nats: 0 });

/** One conversation and several questions about it, each answered. */
export function judgeRow(flipped: boolean, stream: RandomStream): Row {
  const judged = drawJudged(true, flipped, stream);
  const { state, turns, reply, turn } = judged;
  const metrics = stream
    .child('metrics')
    .shuffle(Object.keys(judgeRules(state.environment).metrics))
    .slice(0, 2);
  const vetoes = stream
    .child('vetoes')
    .shuffle([...vetoKinds])
    .slice(0, 2);
  const other = { ...turn, wishGameable: !turn.wishGameable };
  const questions: { question: Question; turn: RatedTurn }[] = [
    { question: { kind: 'rating', wish: state.wish }, turn },
    { question: { kind: 'rating', wish: judged.otherWish }, turn: other },
    ...vetoes.map((veto) => ({ question: { kind: 'veto' as const, veto }, turn })),
    ...['harm', ...metrics].map((metric) => ({ question: { kind: 'evaluator' as const, metric }, turn })),
  ];
  if (state.environment === 'actionAdvice' && turn.turn === 0)
    questions.push({ question: { kind: 'transition' }, turn });
  stream.child('order').shuffle(questions);
  const row: Segment[] = [transcript(spectatorView({ turns }, { tools: stream.child('tools').uniform() < 0.3 }))];
  for (const [index, asked] of questions.entries()) {
    const answer = drawAnswer(
      goldAnswer(state.environment, asked.question, reply, asked.turn),
      stream.child(`answer/${String(index)}`),
    );
    row.push(context(...questionPieces(asked.question)));
    row.push({ kind: 'answer', pieces: [{ text: answer.text }], nats: answer.nats }, context({ mark: '<end>' }));
  }
  return row;
}

/** The user model's next message. */
export function userRow(flipped: boolean, stream: RandomStream): Row {
  const { state } = drawOpening(flipped, stream);
  const grammar = replyGrammar(state.environment, state.scenario);
  const core = stream.child('core').pick(grammar.cores).value;
  const reply = drawReplyWith(grammar, core, replyContext(state), stream.child('reply'));
  const next = drawNextUserTurn(state, reply, stream.child('next'));
  if (!next) return judgeRow(flipped, stream);
  const turns: Turn[] = [...state.messages, agentTurn(reply.text)];
  if (next.event !== null) turns.push({ role: 'event', text: next.event });
  return [
    context(...userPrompt(spectatorView({ turns }, { events: true }), state.goal)),
    said('user', next.text, next.nats),
  ];
}
