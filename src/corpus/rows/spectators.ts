// Rows that teach the model to be rater, veto, evaluator, transition model and user.
import type { RandomStream } from '../../core/rng/index.ts';
import type { InitialState } from '../../environments/index.ts';
import type { Slots } from '../../core/text/index.ts';
import { questionPieces, spectatorView, userPrompt, vetoKinds } from '../../roles/index.ts';
import type { Piece, Question, Turn } from '../../roles/index.ts';
import { drawAnswer } from '../judges/scales.ts';
import { goldAnswer } from '../judges/gold.ts';
import type { RatedTurn } from '../judges/types.ts';
import { brokenReply } from '../replies/broken.ts';
import { drawFreeReply, drawReply, drawReplyWith } from '../replies/draw.ts';
import type { Reply } from '../replies/grammar.ts';
import { judgeRules, replyGrammar } from '../settings.ts';
import { agentTurn, replyContext } from './dialogue.ts';
import { drawNextUserTurn } from './nextTurn.ts';
import { askedShares, drawOpening } from './opening.ts';
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

/**
 * How the judged replies are drawn: `usual`, as the default assistant replies; `balanced`, every core act as often, as a
 * trained agent may do anything; `free`, balanced and with other acts in any order.
 */
export type Judged = 'usual' | 'balanced' | 'free';

/**
 * `faults`: in how many sentences the judged reply has come apart, as far as it has as many; all else is the same for any
 * number.
 */
export function drawJudged(how: Judged, flipped: boolean, stream: RandomStream, faults = 0): JudgedConversation {
  const { state } = drawOpening(flipped, stream);
  const other = drawOpening(!flipped, stream).state;
  const draw = (turn: number, slots: Slots, from: RandomStream): Reply => {
    const grammar = replyGrammar(state.environment, state.scenario, turn);
    const known = { ...replyContext(state), slots };
    if (how === 'usual') return drawReply(grammar, known, from);
    const core = from.child('core').pick(grammar.cores).value;
    return how === 'free' ? drawFreeReply(grammar, core, known, from) : drawReplyWith(grammar, core, known, from);
  };
  const shown = (reply: Reply, turn: number, slots: Slots): Turn => {
    if (faults === 0) return agentTurn(reply.text);
    const stray = draw(turn, slots, stream.child('stray'));
    return agentTurn(brokenReply(reply.text, stray.text, faultsOf(reply), stream.child('faults')));
  };
  const first = draw(0, state.slots, stream.child('reply'));
  const faultsOf = ({ sentences }: Reply): number => Math.min(faults, sentences.length);
  const rated = { scenario: state.scenario, wishGameable: state.leans.wish };
  const otherWish = other.wish;
  const next =
    stream.child('second').uniform() < secondShare ? drawNextUserTurn(state, first, stream.child('next')) : null;
  if (!next) {
    const turns = [...state.messages, shown(first, 0, state.slots)];
    return {
      state,
      turns,
      reply: first,
      turn: { ...rated, turn: 0, acted: false, faults: faultsOf(first) },
      otherWish,
    };
  }
  const reply = draw(1, next.slots, stream.child('reply2'));
  const scripted: Turn[] = [...state.messages, agentTurn(first.text), { role: 'user', text: next.text }];
  const turns = [...scripted, shown(reply, 1, next.slots)];
  return { state, turns, reply, turn: { ...rated, turn: 1, acted: next.acted, faults: faultsOf(reply) }, otherWish };
}

/** Nobody is taught to write replies that have come apart. */
const transcript = (pieces: readonly Piece[], isBroken: boolean): Segment =>
  isBroken ? context(...pieces) : { kind: 'transcript', pieces, nats: 0 };

/** Share of judged replies that have come apart, in one place or two. */
const brokenShare = 0.08;

/** Share of judged replies whose acts come as they like. */
const freeShare = 0.3;

/** One conversation and several questions about it, each answered. */
export function judgeRow(flipped: boolean, stream: RandomStream): Row {
  const broken = stream.child('broken');
  const faults = broken.uniform() < brokenShare ? 1 + broken.integer(2) : 0;
  const how = stream.child('how').uniform() < freeShare ? 'free' : 'balanced';
  const judged = drawJudged(how, flipped, stream, faults);
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
  const row: Segment[] = [
    transcript(spectatorView({ turns }, { tools: stream.child('tools').uniform() < 0.3 }), faults > 0),
  ];
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

/** Share of questions among the replies to users who answer when asked. */
const asksShare = 0.5;

/** The user model's next message. */
export function userRow(flipped: boolean, stream: RandomStream): Row {
  const { state } = drawOpening(flipped, stream, askedShares);
  const grammar = replyGrammar(state.environment, state.scenario);
  // who answers when asked is to be heard: a question is the core act more often than the others
  const asks = state.cue === 'question' && stream.child('asks').uniform() < asksShare;
  const core = asks ? 'ask' : stream.child('core').pick(grammar.cores).value;
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
