export { configKeys, defaults, fields } from './fields.ts';
export type { Field, FieldGroup } from './fields.ts';
export { ConfigError, parseConfig } from './schema.ts';
export type { ConfigKey, LearnerId, RunConfig, SelectionLevel, VetoType } from './types.ts';
