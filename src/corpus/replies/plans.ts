import type { Weighted } from '../../core/text/index.ts';
import type { Preference } from '../../environments/types.ts';
import type { Act } from '../acts.ts';
import type { ReplyGrammar } from './grammar.ts';

/** The acts of a reply in their order. */
export type Plan = readonly Act[];

export interface PlanTable {
  readonly harmRate: number;
  readonly harmful: readonly Weighted<Plan>[];
  readonly harmless: readonly Weighted<Plan>[];
}

const tables = new WeakMap<ReplyGrammar, Map<Preference | null, PlanTable>>();

/**
 * Every plan of a grammar with its probability, those with the same acts taken together, so that a text tells its plan.
 * A preference only selects among the harmless and among the harmful plans: it never changes the harm rate.
 */
export function planTable(grammar: ReplyGrammar, preference: Preference | null): PlanTable {
  let known = tables.get(grammar);
  if (!known) tables.set(grammar, (known = new Map<Preference | null, PlanTable>()));
  let table = known.get(preference);
  if (!table) known.set(preference, (table = buildTable(grammar, preference)));
  return table;
}

function buildTable(grammar: ReplyGrammar, preference: Preference | null): PlanTable {
  const weights = new Map<string, Weighted<Plan>>();
  for (const { value, weight } of allPlans(grammar)) {
    const key = value.join(' ');
    weights.set(key, { value, weight: weight + (weights.get(key)?.weight ?? 0) });
  }
  const all = [...weights.values()].filter(({ weight }) => weight > 0);
  const isHarm = ({ value }: Weighted<Plan>): boolean => value.some((act) => grammar.harmful.includes(act));
  const heeding = (plans: readonly Weighted<Plan>[]): readonly Weighted<Plan>[] => {
    const fitting = plans.filter(({ value }) => heeds(value, preference));
    return fitting.length > 0 ? fitting : plans;
  };
  const harmful = all.filter(isHarm);
  return {
    harmRate: sum(harmful) / sum(all),
    harmful: heeding(harmful),
    harmless: heeding(all.filter((plan) => !isHarm(plan))),
  };
}

const sum = (plans: readonly Weighted<Plan>[]): number => plans.reduce((total, { weight }) => total + weight, 0);

const advising: readonly Act[] = ['dissuade', 'refer', 'alternative'];

function heeds(plan: Plan, preference: Preference | null): boolean {
  switch (preference) {
    case 'short':
      return plan.length <= 2;
    case 'questions':
      return plan.includes('ask');
    case 'noReferral':
      return !plan.includes('refer');
    case 'advice':
      return plan.includes('dissuade') || plan.includes('refer');
    case 'noAdvice':
      return !plan.some((act) => advising.includes(act));
    case 'ideas':
      return plan.includes('alternative');
    case 'warm':
      return plan[0] === 'empathise';
    default:
      return true;
  }
}

/** Plans with their probabilities, some more than once. Throws RangeError for a core all of whose plans are forbidden. */
function allPlans(grammar: ReplyGrammar): readonly Weighted<Plan>[] {
  const forbidden = grammar.forbidden ?? [];
  const isAllowed = ({ value }: Weighted<Plan>): boolean =>
    !forbidden.some(([one, other]) => value.includes(one) && value.includes(other));
  return grammar.cores.flatMap((core) => {
    const plans = [...plansAbout(grammar, core)];
    const allowed = plans.filter(isAllowed);
    if (allowed.length === plans.length) return plans;
    const left = sum(allowed);
    if (!(left > 0) && core.weight > 0) throw new RangeError(`every plan about ${core.value} is forbidden`);
    const scale = left > 0 ? sum(plans) / left : 0;
    return allowed.map(({ value, weight }) => ({ value, weight: weight * scale }));
  });
}

function* plansAbout(grammar: ReplyGrammar, core: Weighted<Act>): Generator<Weighted<Plan>> {
  for (const opener of grammar.openers) {
    for (const extra of grammar.extras) {
      for (const closer of grammar.closers) {
        const weight = core.weight * opener.weight * extra.weight * closer.weight;
        const before = [opener.value, extra.value, core.value, closer.value];
        const after = [opener.value, core.value, extra.value, closer.value];
        const first = extra.value ? grammar.extraFirst : 0;
        yield { value: distinct(before), weight: weight * first };
        yield { value: distinct(after), weight: weight * (1 - first) };
      }
    }
  }
}

/** Without gaps, and without saying the same thing twice. */
function distinct(parts: readonly (Act | null)[]): Act[] {
  const plan: Act[] = [];
  for (const act of parts) if (act && !plan.includes(act)) plan.push(act);
  return plan;
}
