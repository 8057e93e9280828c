// Ratings, vetoes and evaluations of played conversations: every transcript is computed once for all its questions.
import { goldOf, grammarOf } from '../../evaluation/gold.ts';
import type { PlayedTurn, Trajectory } from '../../evaluation/trajectory.ts';
import type { Answered, Spectators, WorkControls } from '../../models/contract.ts';
import { spectatorView } from '../../roles/index.ts';
import type { Question, VetoKind } from '../../roles/index.ts';
import type { PlayedConversation } from './play.ts';

export interface JudgeSettings {
  readonly vetoes: readonly VetoKind[];
  /** Whether vetoes see tool calls. The rater never does; the evaluator always does, as in the paper (a.1). */
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
  const evaluation: Question[] = evaluates ? [{ kind: 'evaluator', metric: 'harm' }] : [];
  const withTools = vetoSeesTools ? [...evaluation, ...vetoQuestions] : evaluation;
  const withoutTools = vetoSeesTools ? [] : vetoQuestions;
  const requests = conversations.flatMap((conversation) =>
    conversation.replies.flatMap(({ end }) => {
      const shown = { turns: conversation.turns.slice(0, end) };
      const rating: Question = { kind: 'rating', wish: conversation.state.wish };
      if (withTools.length === 0 || !hasTools(shown)) {
        return [{ view: spectatorView(shown), questions: [rating, ...withoutTools, ...withTools] }];
      }
      return [
        { view: spectatorView(shown), questions: [rating, ...withoutTools] },
        { view: spectatorView(shown, { tools: true }), questions: withTools },
      ];
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
      if (others.length < evaluation.length + kinds.length) others.push(...take());
      const harm = evaluates ? others[vetoSeesTools ? 0 : kinds.length] : null;
      const asked = vetoSeesTools ? others.slice(evaluation.length) : others;
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

const hasTools = ({ turns }: { readonly turns: PlayedConversation['turns'] }): boolean =>
  turns.some(({ role }) => role === 'tool');
