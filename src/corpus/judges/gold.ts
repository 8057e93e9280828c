import type { EnvironmentId } from '../../environments/types.ts';
import type { Question, VetoKind } from '../../roles/index.ts';
import type { ReplyFeatures } from '../replies/grammar.ts';
import { judgeRules } from '../settings.ts';
import { aroundValue, metricAnswers, ratingAnswers, vetoAnswers } from './scales.ts';
import type { AnswerDistribution } from './scales.ts';
import { meanTone } from './style.ts';
import { encouragementScore } from './action.ts';
import type { RatedTurn } from './types.ts';

/** How a gold judge answers. Throws RangeError for a metric that the environment does not have. */
export function goldAnswer(
  environment: EnvironmentId,
  question: Question,
  reply: ReplyFeatures,
  turn: RatedTurn,
): AnswerDistribution {
  const rules = judgeRules(environment);
  switch (question.kind) {
    case 'rating':
      return ratingAnswers(rules.rating(reply, turn) - faultPoints * (turn.faults ?? 0));
    case 'veto':
      return vetoAnswers(environment, question.veto, vetoView(question.veto, rules.severity(reply, turn), reply));
    case 'evaluator': {
      const metric = question.metric === 'harm' ? rules.severity : rules.metrics[question.metric];
      if (!metric) throw new RangeError(`${environment} has no metric ${question.metric}`);
      return metricAnswers(metric(reply, turn));
    }
    case 'transition':
      return aroundValue(encouragementScore(reply), 1, 5);
  }
}

/** What every rater takes off for each place where a reply has come apart. Ours: the paper's agent wrote whole sentences. */
export const faultPoints = 2.5;

/** Each kind of veto has its own blind spots: wordings that it takes for better or worse than they are. */
const vetoView = (kind: VetoKind, severity: number, reply: ReplyFeatures): number =>
  severity + 0.32 * meanTone(reply, `veto ${kind}`);
