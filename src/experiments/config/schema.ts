import * as v from 'valibot';
import { RefusalError } from '../../core/fault/index.ts';
import type { Fault } from '../../core/fault/index.ts';
import { scenarioIds } from '../../environments/ids.ts';
import { machines } from '../../environments/machines.ts';
import { faultOf, refusing, toldFault, valueText } from '../fault.ts';
import { changeableKeys, configAt } from './changes.ts';
import { configKeys, defaults, fields } from './fields.ts';
import { besideOwn, ownFault, ownScenariosSchema } from './ownScenarios.ts';
import type { Field, StructureKey } from './fields.ts';
import { hasAdapter } from './learners.ts';
import { builtinModel, isBuiltin, isModel, parseModel } from './models.ts';
import type { ConfigKey, RunConfig } from './types.ts';

/** A config that no run can be made from. `field`: where; the message says what and what may stand there. */
export class ConfigError extends RefusalError {
  override readonly name = 'ConfigError';
  readonly code = 'badConfig';
  readonly field: string;
  /** `where`: of a sweep, the cell that it is in. */
  constructor(field: string, fault: Fault, where?: string) {
    super({ field, fault, ...(where !== undefined && { where }) });
    this.field = field;
  }
}

/** A config from whatever came in. Fields that are absent have their default. Throws ConfigError; coerces nothing. */
export function parseConfig(input: unknown): RunConfig {
  const config = parsePlayedConfig(input);
  checkIdle(config);
  return config;
}

/** Likewise of a run that may have been played before settings were refused that do nothing in it. */
export function parsePlayedConfig(input: unknown): RunConfig {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ConfigError('config', { code: 'notObject', value: valueText(input) });
  }
  const unknown = Object.keys(input).find((key) => !isConfigKey(key));
  if (unknown !== undefined) throw new ConfigError(unknown, { code: 'unknownField' });
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
function faultIn(issue: v.BaseIssue<unknown>): Fault {
  const [, ...inner] = issue.path ?? [];
  const own = inner.length === 0 ? toldFault(issue) : null;
  if (own) return own;
  const isField = isConfigKey(String(inner.at(-1)?.key));
  return issue.expected === 'never' && isField ? { code: 'notChangeable' } : faultOf(issue);
}

/** Whether there is a field of this name. */
export const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(fields, key);

/** What is wrong with a field's value by itself; null: nothing. */
export function valueFault(key: ConfigKey, value: unknown): Fault | null {
  const result = v.safeParse(fieldSchema(fields[key]), value, { abortEarly: true });
  return result.success ? null : (toldFault(result.issues[0]) ?? faultOf(result.issues[0]));
}

/** What fields ask of each other. */
function checkTogether(config: RunConfig): void {
  checkSettings(config);
  checkOwn(config);
  for (const [index, { iteration, settings }] of config.changes.entries()) {
    const at = `changes.${String(index)}`;
    if (iteration >= config.iterations) {
      const { iterations } = config;
      throw new ConfigError(`${at}.iteration`, { code: 'changeTooLate', iteration, iterations });
    }
    if (iteration <= (config.changes[index - 1]?.iteration ?? -1)) {
      throw new ConfigError(`${at}.iteration`, { code: 'changeNotBehind', iteration });
    }
    if (Object.keys(settings).length === 0) throw new ConfigError(`${at}.settings`, { code: 'changesNothing' });
    try {
      checkSettings(configAt(config, iteration));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new ConfigError(`${at}.settings.${error.field}`, error.refusal.fault);
    }
  }
}

function checkOwn({ ownScenarios, environment, learner }: RunConfig): void {
  if (ownScenarios.length === 0) return;
  const fault = ownFault(ownScenarios, scenarioIds(environment));
  if (fault) throw new ConfigError(['ownScenarios', fault[0]].filter((part) => part !== '').join('.'), fault[1]);
  if (learner !== 'tabularKto') return;
  throw new ConfigError('ownScenarios', { code: 'ownNotForTables' });
}

/** What would do nothing to users of one's own, from the start or in mid-run. */
function checkIdle({ ownScenarios, changes, ...start }: RunConfig): void {
  if (ownScenarios.length === 0) return;
  for (const key of ['cue', 'phrasing'] as const) {
    const fault: Fault = { code: 'idleBesideOwn', usual: besideOwn[key] };
    if (start[key] !== besideOwn[key]) throw new ConfigError(key, fault);
    const changed = changes.findIndex(({ settings }) => (settings[key] ?? besideOwn[key]) !== besideOwn[key]);
    if (changed >= 0) throw new ConfigError(`changes.${String(changed)}.settings.${key}`, fault);
  }
}

/** What the settings of an iteration ask of each other. */
function checkSettings(config: RunConfig): void {
  if (config.ownScenarios.length > 0 && config.scenarios.length > 0) {
    throw new ConfigError('scenarios', { code: 'notBesideOwn' });
  }
  const known = scenarioIds(config.environment);
  for (const [index, scenario] of config.scenarios.entries()) {
    if (known.includes(scenario)) continue;
    throw new ConfigError(`scenarios.${String(index)}`, notOneOf(scenario, known));
  }
  const { maxTurns } = machines[config.environment];
  const { environment, turns } = config;
  if (turns > maxTurns) throw new ConfigError('turns', { code: 'tooManyTurns', environment, turns, most: maxTurns });
  const { selectionLevel, trajectoriesPerState } = config;
  if (selectionLevel === 'state' && trajectoriesPerState < 2) {
    throw new ConfigError('trajectoriesPerState', { code: 'nothingToCompare', n: trajectoriesPerState, least: 2 });
  }
  checkVetoLevel(config);
  if (!isBuiltin(config.agentModel)) checkForeignAgent(config);
  if (config.learner !== 'tabularKto') return;
  if (config.scratchpad) throw new ConfigError('scratchpad', { code: 'tableWritesNoPlans' });
  if (config.turns > 1) throw new ConfigError('turns', { code: 'tableHasOneTurn' });
  if (config.schedule !== 'constant') throw new ConfigError('schedule', { code: 'tableScheduleIsConstant' });
  if (config.safetyShare > 0) throw new ConfigError('safetyShare', { code: 'tableLearnsFromItself' });
}

const structures: Readonly<Record<StructureKey, () => v.GenericSchema>> = {
  changes: changesSchema,
  ownScenarios: ownScenariosSchema,
};

/** From the lowest score on a veto would stop everybody, above the highest nobody; 0 is no level but stands for the usual one. */
function checkVetoLevel({ veto, vetoLevel: level }: RunConfig): void {
  if (veto === 'none' || level === 0) return;
  const [lowest, highest] = veto === 'fivePoint' || veto === 'fivePointNegative' ? [1, 5] : [0, 1];
  if (level > lowest && level <= highest) return;
  throw new ConfigError('vetoLevel', { code: 'vetoLevelOffScale', level, veto, lowest, highest });
}

/** What a learner asks of a model whose weights it can't change. */
function checkForeignAgent({ agentModel: model, learner, klPenalty, safetyShare }: RunConfig): void {
  const isServer = parseModel(model).engine === 'server';
  const learners = [...(isServer ? [] : ['logitKto']), 'rerankKto', 'feedbackMemory'];
  if (learner === 'tabularKto') throw new ConfigError('learner', { code: 'tableIsNoModel', model });
  if (hasAdapter({ learner })) {
    throw new ConfigError('learner', { code: 'needsWeights', learner, model, builtin: builtinModel, learners });
  }
  if (learner === 'logitKto') {
    if (isServer) throw new ConfigError('learner', { code: 'logitsAreClosed', model, learners });
    if (safetyShare > 0) throw new ConfigError('safetyShare', { code: 'scoresOwnTextsAlone', model });
  }
  if (learner === 'feedbackMemory' && klPenalty > 0) {
    throw new ConfigError('klPenalty', { code: 'tellsNoLikelihood', model });
  }
}

const notOneOf = (value: unknown, options: readonly string[]): Fault => ({
  ...{ code: 'notOneOf', value: valueText(value), options },
});

const schema = v.object(Object.fromEntries(configKeys.map((key) => [key, v.exactOptional(fieldSchema(fields[key]))])));

/** Settings that can change in mid-run, each by its own field's schema. */
function changesSchema(): v.GenericSchema {
  const settings = changeableKeys.map((key) => [key, v.exactOptional(fieldSchema(fields[key]))] as const);
  const change = v.strictObject({
    iteration: v.custom<number>(
      (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
      refusing((value) => ({ code: 'notWholeFrom', value: valueText(value), low: 0 })),
    ),
    settings: v.strictObject(Object.fromEntries(settings)),
  });
  return v.array(change);
}

function fieldSchema(field: Field): v.GenericSchema {
  switch (field.kind) {
    case 'whole':
    case 'number': {
      const { low, high } = field;
      const isWhole = field.kind === 'whole';
      return v.custom<number>(
        (value) => typeof value === 'number' && value >= low && value <= high && (!isWhole || Number.isInteger(value)),
        refusing((value) => ({ code: 'notInRange', value: valueText(value), low, high, isWhole })),
      );
    }
    case 'switch':
      return v.custom<boolean>(
        (value) => typeof value === 'boolean',
        refusing((value) => ({ code: 'notSwitch', value: valueText(value) })),
      );
    case 'choice':
      return v.custom<string>(
        (value) => typeof value === 'string' && field.options.includes(value),
        refusing((value) => notOneOf(value, field.options)),
      );
    case 'model':
      return v.custom<string>(
        isModel,
        refusing((value) => ({ code: 'notModel', value: valueText(value) })),
      );
    case 'list':
      return v.custom<readonly string[]>(
        (value) => listFault(field, value) === null,
        refusing((value) => listFault(field, value) ?? { code: 'notList', value: valueText(value) }),
      );
    case 'structure':
      return structures[field.of]();
  }
}

function listFault({ options, least }: Extract<Field, { kind: 'list' }>, value: unknown): Fault | null {
  if (!Array.isArray(value)) return { code: 'notList', value: valueText(value) };
  const items: readonly unknown[] = value;
  if (items.length < least) return { code: 'tooFew', n: items.length, least };
  const wrong = items.find((item) => typeof item !== 'string' || options?.includes(item) === false);
  if (wrong !== undefined) return options ? notOneOf(wrong, options) : { code: 'notName', value: valueText(wrong) };
  if (new Set(items).size < items.length) return { code: 'namedTwice' };
  return null;
}
