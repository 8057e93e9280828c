// What each model read of a conversation, laid out as the loop lays it out (experiments/run: play, judge; tests compare).
import { conversationOf } from '../evaluation/trajectory.ts';
import type { Trajectory } from '../evaluation/trajectory.ts';
import { isBuiltin, parseModel, roleFields } from '../experiments/index.ts';
import type { RoleField, RunConfig } from '../experiments/index.ts';
import { withLessons } from '../learners/memory/lessons.ts';
import type { Lesson } from '../learners/memory/lessons.ts';
import { spectatorOf } from '../models/mixed/mixedSpectators.ts';
import { answers, spectatorView, vetoKinds } from '../roles/index.ts';
import type { Question } from '../roles/index.ts';
import { chatLayout, markLayout } from './layouts.ts';
import type { Layout } from './layouts.ts';
import type { Sight } from './sightTypes.ts';

type Settings = Pick<RunConfig, 'vetoSeesTools' | 'learner' | 'ownScenarios' | RoleField>;

/**
 * Around the agent's reply number `turn`, counted from 0, in the order in which the models had their turn. `lessons`: what the
 * agent's memory held, none where it has no memory; null: that is not known. Throws RangeError where there is no such reply, or
 * nothing that it answers.
 */
export function sightsOf(
  { state, turns, played }: Pick<Trajectory, 'state' | 'turns' | 'played'>,
  turn: number,
  settings: Settings,
  lessons: readonly Lesson[] | null = [],
): Sight[] {
  const reply = played[turn];
  if (!reply) throw new RangeError(`there is no reply ${String(turn)}`);
  const { plan, end, vetoes, harm, transition } = reply;
  const isSpelt = played.slice(0, turn + 1).some(({ gold }) => gold === null);
  const sights: Sight[] = [];
  const add = (
    model: Sight['model'],
    field: RoleField,
    sent: (layout: Layout) => Sight['sent'],
    { answers: words = null, except = null }: Partial<Pick<Sight, 'answers' | 'except'>>,
  ): void => {
    const layout = isBuiltin(settings[field]) ? markLayout : chatLayout;
    sights.push({ model, playedBy: playerOf(field, settings), sent: sent(layout), answers: words, except });
  };
  const write = (writes: 'plan' | 'reply', before: number): void => {
    const untaught = conversationOf(state, turns.slice(0, end - before));
    const conversation = withLessons(untaught, writes, lessons ?? []);
    const except = lessons === null ? 'lessonsGone' : conversation.system === untaught.system ? null : 'lessons';
    add(writes === 'plan' ? 'plan' : 'agent', 'agentModel', (layout) => layout.agent(conversation, writes), { except });
  };
  if (plan) write('plan', 2);
  write('reply', 1);

  const shown = { turns: turns.slice(0, end) };
  const plain = spectatorView(shown);
  const ask = (model: Sight['model'], question: Question, view = plain): void => {
    const field = `${spectatorOf[question.kind]}Model` as const;
    const more = { answers: answers(question), except: exceptOf(field, settings, isSpelt) };
    add(model, field, (layout) => layout.question(view, question), more);
  };
  if (transition !== null) ask('transition', { kind: 'transition' });
  const next = turns.findIndex(({ role }, at) => at >= end && role === 'user');
  if (next >= 0) {
    const view = spectatorView({ turns: turns.slice(0, next) }, { events: true });
    const except = exceptOf('userModel', settings, isSpelt);
    add('user', 'userModel', (layout) => layout.user(view, state.goal), { except });
  }
  ask('rating', { kind: 'rating', wish: state.wish });
  for (const veto of vetoKinds) {
    if (vetoes[veto] === undefined) continue;
    ask(`veto ${veto}`, { kind: 'veto', veto }, spectatorView(shown, { tools: settings.vetoSeesTools }));
  }
  if (harm !== null) ask('evaluator', { kind: 'evaluator', metric: 'harm' }, spectatorView(shown, { tools: true }));
  return sights;
}

const playerOf = (field: RoleField, settings: Settings): Sight['playedBy'] =>
  field === 'agentModel' && settings.learner === 'tabularKto' ? { engine: 'table' } : parseModel(settings[field]);

/**
 * As `runDeps.ts` has it: what does not fit the built-in model's context is cut for it. Only texts that it was not made for don't, or
 * (`isSpelt`) replies that it has spelt rather than worded, which don't parse.
 */
const exceptOf = (field: RoleField, settings: Settings, isSpelt: boolean): Sight['except'] => {
  const isForeign = settings.ownScenarios.length > 0 || !roleFields.every((each) => isBuiltin(settings[each]));
  return isBuiltin(settings[field]) && (isForeign || isSpelt) ? 'cut' : null;
};
