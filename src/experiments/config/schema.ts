import * as v from 'valibot';
import { machines, scenarioIds } from '../../environments/index.ts';
import { valueText } from '../fault.ts';
import { configKeys, defaults, fields } from './fields.ts';
import type { Field } from './fields.ts';
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
    throw new ConfigError(v.getDotPath(issue) ?? 'config', issue.message);
  }
  // every field's schema is made from its row of the table, which the types tie to RunConfig
  const config: RunConfig = { ...defaults, ...result.output };
  checkTogether(config);
  return config;
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
  if (config.learner !== 'tabularKto') return;
  if (config.scratchpad) throw new ConfigError('scratchpad', 'a tabular agent writes no plans');
  if (config.turns > 1) throw new ConfigError('turns', 'a tabular agent has 1');
  if (config.schedule !== 'constant') throw new ConfigError('schedule', "a table's is always constant");
  if (config.safetyShare > 0) throw new ConfigError('safetyShare', 'a tabular agent learns from its own replies alone');
}

const schema = v.object(Object.fromEntries(configKeys.map((key) => [key, v.exactOptional(fieldSchema(fields[key]))])));

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
    case 'list':
      return v.custom<readonly string[]>(
        (value) => listFault(field, value) === null,
        ({ input }) => listFault(field, input) ?? '',
      );
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
