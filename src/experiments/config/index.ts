export { changedKeys, nearestOf } from './differences.ts';
export { configKeys, defaults, fields, listOptions } from './fields.ts';
export type { Field } from './fields.ts';
export { hasAdapter } from './learners.ts';
export { ConfigError, isConfigKey, parseConfig, valueFault } from './schema.ts';
export type { ConfigKey, RunConfig, SelectionLevel, VetoType } from './types.ts';
