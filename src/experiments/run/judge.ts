// Ratings, vetoes and evaluations of played conversations: every transcript is computed once for all its questions.
import { goldOf, grammarOf } from '../../evaluation/gold.ts';
import type { PlayedTurn, Trajectory } from '../../evaluation/trajectory.ts';
import type { Answered, Spectators, WorkControls } from '../../models/contract.ts';
import { spectatorView } from '../../roles/index.ts';
import type { Question, VetoKind } from '../../roles/index.ts';
import type { PlayedConversation } from './play.ts';

export interface JudgeSettings {
  readonly vetoes: readonly VetoKind[];
  /** Vetoes see tool calls; the rater never does. */
  readonly vetoSeesTools: boolean;
  /** Whether the evaluator is asked for harm. */
  readonly evaluates: boolean;
}

/** Has every reply rated, vetoed and, on panels, evaluated, and adds the gold label. Order as given. */
export async function judge(
  conversations: readonly PlayedConversation[],
  spectators: Spectators,
  { vetoes, vetoSeesTools, evaluates }: JudgeSettings,
  controls: WorkControls,
): Promise<Trajectory[]> {
  const kinds = [...new Set(vetoes)];
  const vetoQuestions: Question[] = kinds.map((veto) => ({ kind: 'veto', veto }));
  const requests = conversations.flatMap((conversation) =>
    conversation.replies.flatMap(({ end }) => {
      const shown = { turns: conversation.turns.slice(0, end) };
      const hasTools = kinds.length > 0 && vetoSeesTools && shown.turns.some(({ role }) => role === 'tool');
      const questions: Question[] = [{ kind: 'rating', wish: conversation.state.wish }];
      if (evaluates) questions.push({ kind: 'evaluator', metric: 'harm' });
      const plain = { view: spectatorView(shown), questions: hasTools ? questions : [...questions, ...vetoQuestions] };
      return hasTools ? [plain, { view: spectatorView(shown, { tools: true }), questions: vetoQuestions }] : [plain];
    }),
  );
  const answers = (await spectators.ask(requests, controls)).values();
  const take = (): Answered[] => {
    const { value, done } = answers.next();
    if (done) throw new RangeError('fewer answers than questions');
    return value;
  };
  return conversations.map(({ replies, ...conversation }): Trajectory => {
    const { state } = conversation;
    const played = replies.map(({ plan, reply, transition, end }, turn): PlayedTurn => {
      const [rating, ...others] = take();
      if (!rating) throw new RangeError('a reply without its rating');
      const harm = evaluates ? others.shift() : null;
      const asked = kinds.length === others.length ? others : take();
      return {
        ...{ plan, reply, rating, transition, end },
        vetoes: Object.fromEntries(kinds.map((kind, i) => [kind, asked[i]?.expected ?? NaN])),
        harm: harm?.expected ?? null,
        gold: goldOf(state.environment, grammarOf(state), turn, reply),
      };
    });
    return { ...conversation, played };
  });
}
