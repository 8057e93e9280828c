import * as v from 'valibot';
import { scenarioIds } from '../../environments/ids.ts';
import { machines } from '../../environments/machines.ts';
import { faultOf, valueText } from '../fault.ts';
import { changeableKeys, configAt } from './changes.ts';
import { configKeys, defaults, fields } from './fields.ts';
import { ownFault, ownScenariosSchema } from './ownScenarios.ts';
import type { Field, StructureKey } from './fields.ts';
import { hasAdapter } from './learners.ts';
import { builtinModel, isBuiltin, modelFault, parseModel } from './models.ts';
import type { ConfigKey, RunConfig } from './types.ts';

/** A config that no run can be made from. `field`: where; the message says what and what may stand there. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'badConfig';
  readonly field: string;
  constructor(field: string, fault: string) {
    super(`${field}: ${fault}`);
    this.field = field;
  }
}

/** A config from whatever came in. Fields that are absent have their default. Throws ConfigError; coerces nothing. */
export function parseConfig(input: unknown): RunConfig {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ConfigError('config', `${valueText(input)} is not an object`);
  }
  const unknown = Object.keys(input).find((key) => !isConfigKey(key));
  if (unknown !== undefined) throw new ConfigError(unknown, 'there is no such field');
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw new ConfigError(v.getDotPath(issue) ?? 'config', faultIn(issue));
  }
  // every field's schema is made from its row of the table, which the types tie to RunConfig
  const config: RunConfig = { ...defaults, ...result.output };
  checkTogether(config);
  return config;
}

/** Fields say themselves what may stand in them; of what lies inside a structure the place says it. */
function faultIn(issue: v.BaseIssue<unknown>): string {
  const [, ...inner] = issue.path ?? [];
  if (inner.length === 0 && !issue.message.startsWith('Invalid')) return issue.message;
  const isField = isConfigKey(String(inner.at(-1)?.key));
  return issue.expected === 'never' && isField ? 'can not change in mid-run' : faultOf(issue);
}

/** Whether there is a field of this name. */
export const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(fields, key);

/** What is wrong with a field's value by itself; null: nothing. */
export function valueFault(key: ConfigKey, value: unknown): string | null {
  const result = v.safeParse(fieldSchema(fields[key]), value, { abortEarly: true });
  return result.success ? null : result.issues[0].message;
}

/** What fields ask of each other. */
function checkTogether(config: RunConfig): void {
  checkSettings(config);
  checkOwn(config);
  for (const [index, { iteration, settings }] of config.changes.entries()) {
    const at = `changes.${String(index)}`;
    if (iteration >= config.iterations) {
      throw new ConfigError(
        `${at}.iteration`,
        `${String(iteration)} is not before the last, ${String(config.iterations)}`,
      );
    }
    if (iteration <= (config.changes[index - 1]?.iteration ?? -1)) {
      throw new ConfigError(`${at}.iteration`, `${String(iteration)} is not behind that of the change before`);
    }
    if (Object.keys(settings).length === 0) throw new ConfigError(`${at}.settings`, 'names nothing');
    try {
      checkSettings(configAt(config, iteration));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new ConfigError(`${at}.settings.${error.field}`, error.message.slice(error.field.length + 2));
    }
  }
}

function checkOwn({ ownScenarios, environment, learner }: RunConfig): void {
  if (ownScenarios.length === 0) return;
  const fault = ownFault(ownScenarios, scenarioIds(environment));
  if (fault) throw new ConfigError(['ownScenarios', fault[0]].filter((part) => part !== '').join('.'), fault[1]);
  if (learner !== 'tabularKto') return;
  throw new ConfigError('ownScenarios', "a table's sentences take up words of the environment's own openings");
}

/** What the settings of an iteration ask of each other. */
function checkSettings(config: RunConfig): void {
  if (config.ownScenarios.length > 0 && config.scenarios.length > 0) {
    throw new ConfigError('scenarios', 'must be empty where users are your own');
  }
  const known = scenarioIds(config.environment);
  for (const [index, scenario] of config.scenarios.entries()) {
    if (known.includes(scenario)) continue;
    throw new ConfigError(`scenarios.${String(index)}`, `${valueText(scenario)} is not one of ${known.join(', ')}`);
  }
  const { maxTurns } = machines[config.environment];
  if (config.turns > maxTurns) {
    throw new ConfigError(
      'turns',
      `${config.environment} has at most ${String(maxTurns)}, not ${String(config.turns)}`,
    );
  }
  if (!isBuiltin(config.agentModel)) checkForeignAgent(config);
  if (config.learner !== 'tabularKto') return;
  if (config.scratchpad) throw new ConfigError('scratchpad', 'a tabular agent writes no plans');
  if (config.turns > 1) throw new ConfigError('turns', 'a tabular agent has 1');
  if (config.schedule !== 'constant') throw new ConfigError('schedule', "a table's is always constant");
  if (config.safetyShare > 0) throw new ConfigError('safetyShare', 'a tabular agent learns from its own replies alone');
}

const structures: Readonly<Record<StructureKey, () => v.GenericSchema>> = {
  changes: changesSchema,
  ownScenarios: ownScenariosSchema,
};

/** What a learner asks of a model whose weights it can't change. */
function checkForeignAgent({ agentModel, learner, klPenalty, safetyShare }: RunConfig): void {
  const isServer = parseModel(agentModel).engine === 'server';
  if (learner === 'tabularKto') {
    throw new ConfigError(
      'learner',
      `a table is no language model: the agent is ${agentModel}, or the learner another`,
    );
  }
  if (hasAdapter({ learner })) {
    throw new ConfigError(
      'learner',
      `${learner} trains weights, which only ${builtinModel} has here; for ${agentModel} take ${isServer ? '' : 'logitKto, '}rerankKto or feedbackMemory`,
    );
  }
  if (learner === 'logitKto') {
    if (isServer) {
      throw new ConfigError('learner', `${agentModel} lets nobody change its logits; take rerankKto or feedbackMemory`);
    }
    if (safetyShare > 0) throw new ConfigError('safetyShare', `must be 0: ${agentModel} scores no texts but its own`);
  }
  if (learner === 'feedbackMemory' && klPenalty > 0) {
    throw new ConfigError('klPenalty', `must be 0: ${agentModel} does not tell how likely a given text is`);
  }
}

const schema = v.object(Object.fromEntries(configKeys.map((key) => [key, v.exactOptional(fieldSchema(fields[key]))])));

/** Settings that can change in mid-run, each by its own field's schema. */
function changesSchema(): v.GenericSchema {
  const settings = changeableKeys.map((key) => [key, v.exactOptional(fieldSchema(fields[key]))] as const);
  const change = v.strictObject({
    iteration: v.custom<number>(
      (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
      ({ input }) => `${valueText(input)} is not a whole number from 0`,
    ),
    settings: v.strictObject(Object.fromEntries(settings)),
  });
  return v.array(change);
}

function fieldSchema(field: Field): v.GenericSchema {
  switch (field.kind) {
    case 'whole':
    case 'number': {
      const range = `from ${String(field.low)} to ${String(field.high)}`;
      const what = field.kind === 'whole' ? 'a whole number' : 'a number';
      return v.custom<number>(
        (value) =>
          typeof value === 'number' &&
          value >= field.low &&
          value <= field.high &&
          (field.kind === 'number' || Number.isInteger(value)),
        ({ input }) => `${valueText(input)} is not ${what} ${range}`,
      );
    }
    case 'switch':
      return v.custom<boolean>(
        (value) => typeof value === 'boolean',
        ({ input }) => `${valueText(input)} is neither true nor false`,
      );
    case 'choice':
      return v.custom<string>(
        (value) => typeof value === 'string' && field.options.includes(value),
        ({ input }) => `${valueText(input)} is not one of ${field.options.join(', ')}`,
      );
    case 'model':
      return v.custom<string>(
        (value) => modelFault(value) === null,
        ({ input }) => modelFault(input) ?? '',
      );
    case 'list':
      return v.custom<readonly string[]>(
        (value) => listFault(field, value) === null,
        ({ input }) => listFault(field, input) ?? '',
      );
    case 'structure':
      return structures[field.of]();
  }
}

function listFault({ options, least }: Extract<Field, { kind: 'list' }>, value: unknown): string | null {
  if (!Array.isArray(value)) return `${valueText(value)} is not a list`;
  const items: readonly unknown[] = value;
  if (items.length < least)
    return `names ${String(items.length)}, at least ${String(least)} ${least === 1 ? 'is' : 'are'} needed`;
  const wrong = items.find((item) => typeof item !== 'string' || options?.includes(item) === false);
  if (wrong !== undefined) return `${valueText(wrong)} is not ${options ? `one of ${options.join(', ')}` : 'a name'}`;
  if (new Set(items).size < items.length) return 'names something twice';
  return null;
}
