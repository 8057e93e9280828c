// Who plays a role, in a word: the built-in model, a model that WebLLM loads, or one behind a server. Where a model of one's own or a
// server is to be found stands in no config: it is of this browser, and a server's key of this moment.
import { faultText } from '../../core/fault/index.ts';
import { valueText } from '../fault.ts';
import type { RunConfig } from './types.ts';

export type ModelChoice =
  | { readonly engine: 'builtin' }
  /** `id`: as WebLLM knows the model; as the server does. */
  | { readonly engine: 'webllm' | 'server'; readonly id: string };

export const builtinModel = 'builtin';

/** Fields that name a role's model, in the order in which roles are told. */
export const roleFields = ['agentModel', 'userModel', 'raterModel', 'judgeModel'] as const;
export type RoleField = (typeof roleFields)[number];

/** Printable, with no space at either end. */
const pattern = /^(webllm|server):([!-~](?:[ -~]{0,118}[!-~])?)$/u;

/** Whether this names a role's model. */
export const isModel = (value: unknown): boolean =>
  value === builtinModel || (typeof value === 'string' && pattern.test(value));

/** Throws RangeError for a word that no config can hold. */
export function parseModel(word: string): ModelChoice {
  if (word === builtinModel) return { engine: 'builtin' };
  const [, engine, id] = pattern.exec(word) ?? [];
  if ((engine !== 'webllm' && engine !== 'server') || id === undefined) {
    throw new RangeError(faultText({ code: 'notModel', value: valueText(word) }));
  }
  return { engine, id };
}

export const isBuiltin = (word: string): boolean => word === builtinModel;

/** The models of a run beside the built-in one, each once. */
export const chosenModels = (config: Pick<RunConfig, RoleField>): string[] => [
  ...new Set(roleFields.map((field) => config[field]).filter((word) => !isBuiltin(word))),
];

/** Whether the agent writes what no gold label was made for. */
export const writesFreeText = ({ agentModel }: Pick<RunConfig, 'agentModel'>): boolean => !isBuiltin(agentModel);
