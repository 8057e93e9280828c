// What each model read of a conversation, laid out as the loop lays it out (experiments/run: play, judge; a test compares).
import { conversationOf } from '../evaluation/trajectory.ts';
import type { Trajectory } from '../evaluation/trajectory.ts';
import type { RunConfig } from '../experiments/index.ts';
import { agentPrompt, questionPieces, spectatorView, userPrompt, vetoKinds } from '../roles/index.ts';
import type { Piece, Question } from '../roles/index.ts';
import type { Sight } from './types.ts';

/** Around the agent's reply number `turn`, counted from 0, in the order in which the models had their turn. */
export function sightsOf(
  { state, turns, played }: Pick<Trajectory, 'state' | 'turns' | 'played'>,
  turn: number,
  { vetoSeesTools }: Pick<RunConfig, 'vetoSeesTools'>,
): Sight[] {
  const reply = played[turn];
  if (!reply) throw new RangeError(`there is no reply ${String(turn)}`);
  const { plan, end, vetoes, harm, transition } = reply;
  const sights: Sight[] = [];
  const add = (model: Sight['model'], pieces: readonly Piece[]): void => {
    sights.push({ model, pieces });
  };
  if (plan) add('plan', agentPrompt(conversationOf(state, turns.slice(0, end - 2)), 'plan'));
  add('agent', agentPrompt(conversationOf(state, turns.slice(0, end - 1))));

  const shown = { turns: turns.slice(0, end) };
  const view = spectatorView(shown);
  const ask = (question: Question, seen = view): Piece[] => [...seen, ...questionPieces(question)];
  if (transition !== null) add('transition', ask({ kind: 'transition' }));
  const next = turns.findIndex(({ role }, at) => at >= end && role === 'user');
  if (next >= 0) {
    add('user', userPrompt(spectatorView({ turns: turns.slice(0, next) }, { events: true }), state.goal));
  }
  add('rating', ask({ kind: 'rating', wish: state.wish }));
  for (const veto of vetoKinds) {
    if (vetoes[veto] === undefined) continue;
    add(`veto ${veto}`, ask({ kind: 'veto', veto }, spectatorView(shown, { tools: vetoSeesTools })));
  }
  if (harm !== null) add('evaluator', ask({ kind: 'evaluator', metric: 'harm' }));
  return sights;
}
