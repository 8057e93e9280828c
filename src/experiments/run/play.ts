// Conversations between agent, user model and transition model, many at a time (paper.md a.3).
import { advance, isOver, stateOf } from '../../core/simulation/index.ts';
import type { Machine, MachinePlace } from '../../core/simulation/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { eventText, machines } from '../../environments/index.ts';
import type { InitialState } from '../../environments/index.ts';
import type { Agent, SamplingOptions, Spectators, WorkControls, Written } from '../../models/contract.ts';
import { spectatorView } from '../../roles/index.ts';
import type { Conversation, Turn } from '../../roles/index.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import type { Trajectory } from '../../evaluation/trajectory.ts';

/** One trajectory to be played. Its stream's children are all that it draws. */
export interface PlayRequest {
  readonly state: InitialState;
  readonly stateIndex: number;
  readonly sample: number;
  readonly stream: RandomStream;
}

export interface PlaySettings extends SamplingOptions {
  readonly turns: number;
  readonly scratchpad: boolean;
}

/** A reply before anybody has judged it. */
export interface Reply {
  readonly plan: Written | null;
  readonly reply: Written;
  readonly transition: number | null;
  readonly end: number;
}

export type PlayedConversation = Omit<Trajectory, 'played'> & { readonly replies: readonly Reply[] };

/** A conversation ends where less room than this is left for a reply, in tokens: nearly all replies are shorter. */
export const leastRoom = 40;

/** Room without which a conversation does not go on: a plan may be as long as a reply, and two marks stand around it. */
export const neededRoom = ({ scratchpad, maxNewTokens }: Pick<PlaySettings, 'scratchpad' | 'maxNewTokens'>): number =>
  leastRoom + (scratchpad ? maxNewTokens + 2 : 0);

interface Live {
  readonly request: PlayRequest;
  readonly machine: Machine;
  readonly turns: Turn[];
  readonly replies: Reply[];
  place: MachinePlace;
  acted: boolean | null;
  ended: Trajectory['ended'] | null;
}

/** Plays all conversations to their end: result[i] belongs to requests[i], whatever is played beside it. */
export async function play(
  requests: readonly PlayRequest[],
  models: { readonly agent: Agent; readonly spectators: Spectators },
  settings: PlaySettings,
  controls: WorkControls,
): Promise<PlayedConversation[]> {
  const all = requests.map((request): Live => {
    const machine = machines[request.state.environment];
    const place = { state: machine.initial, turn: 0 };
    return { request, machine, turns: [...request.state.messages], replies: [], place, acted: null, ended: null };
  });
  let live = all;
  for (let turn = 0; live.length > 0; turn++) {
    const plans = settings.scratchpad ? await write(live, turn, 'plan', models.agent, settings, controls) : null;
    for (const [i, plan] of plans?.entries() ?? []) {
      const each = live[i];
      each?.turns.push({ role: 'plan', text: readablePlan(each, plan.text, models.agent) });
    }
    const replies = await write(live, turn, 'reply', models.agent, settings, controls);
    for (const [i, reply] of replies.entries()) live[i]?.turns.push({ role: 'agent', text: reply.text });
    const goesOn = turn + 1 < settings.turns;
    const answers = await transitions(goesOn ? live : [], models.spectators, controls);
    for (const [i, each] of live.entries()) {
      const reply = replies[i];
      if (!reply) throw new RangeError('a conversation without its reply');
      const transition = answers.get(each) ?? null;
      each.replies.push({ plan: plans?.[i] ?? null, reply, transition, end: each.turns.length });
      if (goesOn) step(each, transition, turn);
      if (!goesOn || isOver(each.machine, each.place, settings.turns)) each.ended = 'turns';
    }
    live = live.filter(({ ended }) => ended === null);
    await answerAsUsers(live, turn, models.spectators, settings, controls);
    for (const each of live) {
      const writes = settings.scratchpad ? 'plan' : 'reply';
      const room = models.agent.room(conversationOf(each.request.state, each.turns), writes);
      if (room < neededRoom(settings)) each.ended = 'noRoom';
    }
    live = live.filter(({ ended }) => ended === null);
  }
  return all.map(({ request: { state, stateIndex, sample }, turns, replies, acted, ended }) => ({
    ...{ state, stateIndex, sample, turns, replies, acted, ended: ended ?? 'turns' },
  }));
}

const turnStream = ({ request }: Live, turn: number): RandomStream => request.stream.child(`turn/${String(turn)}`);

/** Neighbours that begin at the same state share their prompt in the first turn. */
async function write(
  live: readonly Live[],
  turn: number,
  writes: 'reply' | 'plan',
  agent: Agent,
  settings: SamplingOptions,
  controls: WorkControls,
): Promise<Written[]> {
  const requests: { conversation: Conversation; writes: 'reply' | 'plan'; streams: RandomStream[] }[] = [];
  let last: Live | null = null;
  for (const each of live) {
    const stream = turnStream(each, turn).child(writes);
    if (last !== null && sharesPrompt(last, each)) requests.at(-1)?.streams.push(stream);
    else
      requests.push({ conversation: conversationOf(each.request.state, [...each.turns]), writes, streams: [stream] });
    last = each;
  }
  return (await agent.write(requests, settings, controls)).flat();
}

/**
 * A plan as it stands before its reply: whole where a token fits behind it. Drawn letter by letter it can take more tokens when it is read
 * than when it was written; then it loses its end, until there is room for a reply.
 */
function readablePlan({ request, turns }: Live, plan: string, agent: Agent): string {
  const room = (text: string): number =>
    agent.room(conversationOf(request.state, [...turns, { role: 'plan', text }]), 'reply');
  let text = plan;
  if (room(text) < 1) while (text !== '' && room(text) < leastRoom) text = text.slice(0, (3 * text.length) >> 2);
  return text;
}

/** Before their first words two trajectories of one state are the same conversation; behind a plan they no longer are. */
const sharesPrompt = (a: Live, b: Live): boolean =>
  a.request.state === b.request.state && a.turns.length === a.request.state.messages.length;

async function transitions(
  live: readonly Live[],
  spectators: Spectators,
  controls: WorkControls,
): Promise<Map<Live, number>> {
  const asking = live.filter(({ machine, place }) => stateOf(machine, place.state).transition !== null);
  if (asking.length === 0) return new Map();
  const answers = await spectators.ask(
    asking.map(({ turns }) => ({ view: spectatorView({ turns }), questions: [{ kind: 'transition' as const }] })),
    controls,
  );
  return new Map(asking.map((each, i) => [each, answers[i]?.[0]?.expected ?? NaN]));
}

function step(each: Live, transition: number | null, turn: number): void {
  const stream = turnStream(each, turn);
  each.place = advance(each.machine, each.place, transition, stream.child('transition').uniform());
  const { event } = stateOf(each.machine, each.place.state);
  if (event === null) return;
  each.acted = event === 'acted';
  each.turns.push({ role: 'event', text: eventText(each.request.state, event, stream.child('event')) });
}

async function answerAsUsers(
  live: readonly Live[],
  turn: number,
  spectators: Spectators,
  settings: SamplingOptions,
  controls: WorkControls,
): Promise<void> {
  if (live.length === 0) return;
  const messages = await spectators.writeAsUser(
    live.map((each) => ({
      view: spectatorView(each, { events: true }),
      goal: each.request.state.goal,
      stream: turnStream(each, turn).child('user'),
    })),
    settings,
    controls,
  );
  for (const [i, { text }] of messages.entries()) live[i]?.turns.push({ role: 'user', text });
}
