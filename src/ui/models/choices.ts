// What is chosen in the models dialog, and what it changes in a setup: pure.
import { hasAdapter, isBuiltin, parseModel, roleFields } from '../../experiments/index.ts';
import type { RoleField, RunConfig } from '../../experiments/index.ts';
import type { ModelOffers } from '../../models/shelf/modelShelf.ts';
import { learnerChanges } from '../../session/index.ts';

export type Roles = Readonly<Record<RoleField, string>>;

export const rolesOf = ({ agentModel, userModel, raterModel, judgeModel }: RunConfig): Roles => ({
  ...{ agentModel, userModel, raterModel, judgeModel },
});

/** The roles of a proposed pair, by WebLLM's ids. */
export const rolesOfPair = (agent: string, others: string): Roles => ({
  agentModel: `webllm:${agent}`,
  userModel: `webllm:${others}`,
  raterModel: `webllm:${others}`,
  judgeModel: `webllm:${others}`,
});

/** Ids of an engine's models that play, each once. */
export const idsOf = (roles: Roles, engine: 'webllm' | 'server'): string[] => [
  ...new Set(
    roleFields.flatMap((field) => {
      const choice = parseModel(roles[field]);
      return choice.engine === engine ? [choice.id] : [];
    }),
  ),
];

/** The first proposal that fits; else what is set up. */
export function firstRoles(config: RunConfig, offers: ModelOffers): Roles {
  const roles = rolesOf(config);
  if (!roleFields.every((field) => isBuiltin(roles[field]))) return roles;
  const fitting = offers.pairs.filter(({ fit }) => fit.fit === 'fits');
  const wanted = fitting.find(({ agent, others }) => agent !== others) ?? fitting[0];
  return wanted ? rolesOfPair(wanted.agent, wanted.others) : roles;
}

/** A run that a GPU of today plays in minutes. Best and worst are taken over all topics, for each has too few. */
const small = {
  ...{
    iterations: 4,
    initialStates: 32,
    trajectoriesPerState: 1,
    panelUsers: 8,
    panelTwins: 4,
    candidates: 4,
    interferenceRows: 0,
  },
  ...{ selectionLevel: 'environment', selectedFraction: 0.25 },
} as const;

/** Longest reply that a config takes. */
const longest = 90;

/** What choosing these models changes in a setup: the learner has to be one that its agent can have. */
export function changesFor(config: RunConfig, roles: Roles, isSmall: boolean): Readonly<Record<string, unknown>> {
  const isForeign = !isBuiltin(roles.agentModel);
  const isServer = parseModel(roles.agentModel).engine === 'server';
  const cannotHave =
    isForeign && (hasAdapter(config) || config.learner === 'tabularKto' || (isServer && config.learner === 'logitKto'));
  const learner = cannotHave ? 'rerankKto' : config.learner;
  return {
    ...roles,
    ...(learner === config.learner ? {} : learnerChanges(learner, config)),
    ...(isForeign ? { maxNewTokens: longest } : {}),
    ...(isForeign && learner === 'feedbackMemory' ? { klPenalty: 0 } : {}),
    ...(isForeign && learner === 'logitKto' ? { safetyShare: 0 } : {}),
    ...(isSmall ? small : {}),
  };
}
