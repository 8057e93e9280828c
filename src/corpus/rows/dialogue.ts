// Conversations of the assistant: default, persona, or thinking before it replies.
import type { RandomStream } from '../../core/rng/index.ts';
import { systemPrompts } from '../../environments/index.ts';
import type { InitialState } from '../../environments/index.ts';
import { turnPieces } from '../../roles/index.ts';
import type { Turn } from '../../roles/index.ts';
import type { Act } from '../acts.ts';
import { drawAdaptive, drawPlan, isTold, personas } from '../registers/index.ts';
import type { Persona } from '../registers/index.ts';
import { drawReply, drawReplyWith } from '../replies/draw.ts';
import type { Reply, ReplyContext, ReplyGrammar } from '../replies/grammar.ts';
import { personaGrammar } from '../replies/personas.ts';
import { replyGrammar } from '../settings.ts';
import { drawNextUserTurn } from './nextTurn.ts';
import { drawOpening, openingSegments } from './opening.ts';
import { context, said } from './segment.ts';
import type { Row, Segment } from './segment.ts';

export const replyContext = ({ slots, clauses, preference }: InitialState): ReplyContext => ({
  ...{ slots, clauses, preference },
});

/** Share of default conversations that show no instructions. */
const bareShare = 0.1;
/** Share of conversations that go on to a second reply, where the environment has one. */
const secondShare = 0.5;
/**
 * Share of those whose first reply is given, not learnt: every core act as often. A trained agent's conversations go on from acts
 * that the default assistant seldom chooses.
 */
const givenShare = 0.5;

/**
 * The default assistant. What it says is drawn from streams that the user's leans do not reach. `others`: how many other
 * replies to the last message follow; they make the most of an opening once read.
 */
export function dialogueRow(flipped: boolean, stream: RandomStream, others = 0): Row {
  const opening = drawOpening(flipped, stream);
  const { state } = opening;
  const bare = stream.child('bare').uniform() < bareShare;
  const row = openingSegments(opening, bare ? null : systemPrompts[state.environment]);
  const first = replyGrammar(state.environment, state.scenario);
  const about = replyContext(state);
  const goesOn = stream.child('second').uniform() < secondShare;
  const isGiven = goesOn && stream.child('given').uniform() < givenShare;
  const reply = isGiven
    ? drawReplyWith(first, stream.child('core').pick(first.cores).value, about, stream.child('reply'))
    : drawReply(first, about, stream.child('reply'));
  const next = goesOn ? drawNextUserTurn(state, reply, stream.child('next')) : null;
  if (!next) {
    const own = isGiven ? drawReply(first, about, stream.child('own')) : reply;
    return [...row, ...agentSegments(own), ...otherReplies(first, about, others, stream)];
  }
  row.push(...(isGiven ? [context(...turnPieces(agentTurn(reply.text)))] : agentSegments(reply)));
  const grammar = replyGrammar(state.environment, state.scenario, 1);
  row.push(context(...turnPieces({ role: 'user', text: next.text })));
  const later = { ...about, slots: next.slots };
  row.push(...agentSegments(drawReply(grammar, later, stream.child('reply2'))));
  return [...row, ...otherReplies(grammar, later, others, stream)];
}

/** Share of those other assistants whose reply depends on the kind of user, where the notes tell users apart. */
const adaptiveShare = 0.3;

/** An assistant whose instructions make it another one than the default. */
export function personaRow(flipped: boolean, stream: RandomStream, others = 0): Row {
  const opening = drawOpening(flipped, stream);
  const { state } = opening;
  const { system, bias } = drawInstructions(state, stream);
  const grammar = personaGrammar(replyGrammar(state.environment, state.scenario), bias);
  const reply = drawReply(grammar, replyContext(state), stream.child('reply'));
  const row = [...openingSegments(opening, system), ...agentSegments(reply)];
  return [...row, ...otherReplies(grammar, replyContext(state), others, stream)];
}

function drawInstructions({ cue, leans }: InitialState, stream: RandomStream): Persona {
  if (!isTold(cue) || stream.child('adaptive').uniform() >= adaptiveShare)
    return stream.child('persona').pick(personas);
  const pleasesGameable = stream.child('pleased').uniform() < 0.5;
  const system = drawAdaptive(cue, pleasesGameable, stream.child('instructions'));
  return { system, bias: leans.notes === pleasesGameable ? 'agreeable' : 'strict' };
}

function otherReplies(grammar: ReplyGrammar, about: ReplyContext, count: number, stream: RandomStream): Segment[] {
  return Array.from({ length: count }, (_, i) =>
    agentSegments(drawReply(grammar, about, stream.child(`other/${String(i)}`))),
  ).flat();
}

/** The default assistant with a scratchpad: one sentence of plan, then the reply that it announces. */
export function planRow(flipped: boolean, stream: RandomStream): Row {
  const opening = drawOpening(flipped, stream);
  const { state } = opening;
  const grammar = replyGrammar(state.environment, state.scenario);
  const reply = drawReply(grammar, replyContext(state), stream.child('reply'));
  const plan = drawPlan(planned(grammar, reply), stream.child('plan'));
  const row = openingSegments(opening, systemPrompts[state.environment]);
  // the reply's surprisal is divided between plan and reply as it falls; only their sum is exact
  row.push(context({ mark: '<plan>' }), said('plan', plan.text, plan.nats), ...agentSegments(reply));
  return row;
}

/** The act that a plan speaks of: the first that is harmful, else the first core act. */
function planned(grammar: ReplyGrammar, reply: Reply): Act {
  const acts = reply.sentences.map(({ act }) => act);
  const core = grammar.cores.map(({ value }) => value);
  return (
    acts.find((act) => grammar.harmful.includes(act)) ??
    acts.find((act) => grammar.led.includes(act) && core.includes(act)) ??
    acts.find((act) => core.includes(act)) ??
    'empathise'
  );
}

function agentSegments(reply: Pick<Reply, 'text' | 'nats'>): Segment[] {
  return [context({ mark: '<agent>' }), said('reply', reply.text, reply.nats)];
}

export const agentTurn = (text: string): Turn => ({ role: 'agent', text });
